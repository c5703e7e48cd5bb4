import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { sampleAccount, sampleFiles, sampleSources } from '../gallery/sample-wizard.ts';
import type { Draft } from '../wizard/answers.ts';
import type { WizardPromptOptions } from './wizard-prompts.ts';
import { askWizardPrompts } from './wizard-prompts.ts';

/** The wizard at a terminal where these lines are typed ahead. */
async function answering(lines: readonly string[], more: Partial<WizardPromptOptions> = {}) {
  const stdin = Object.assign(new PassThrough(), { ref: () => undefined });
  const stdout = new PassThrough();
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  const drafts: Draft[] = [];
  const terminal = { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream };
  const answers = await askWizardPrompts({ ...sampleSources, given: {}, files: sampleFiles, onDraft: (draft) => drafts.push(draft), ...terminal, ...more });
  return { answers, drafts, text: String(stdout.read() ?? '') };
}

describe('the wizard line by line', () => {
  test('says first how it asks, and takes all defaults by Enter', async () => {
    const { answers, text } = await answering(['', '', '', '', '', '', '', '', 'y']);
    expect(text.split('\n')[0]).toBe('Questions are asked line by line. Answer ? for help, back for the question before; Control C leaves, and keeps the answers.');
    expect(answers).toMatchObject({ project: 'feedback', template: 'feedback-api', location: 'westeurope', environments: ['dev', 'prod'], defaultEnvironment: 'dev' });
    expect(text).not.toContain('\u001B');
  });

  test('goes back by a word, with what was answered as the default, and no further than the first', async () => {
    const { answers, text } = await answering(['back', 'shop', 'Acme', 'back', 'back', 'books', '', 'uploads', '', '', '', '', '', 'y']);
    expect(text).toContain('This is the first question.');
    expect(text).toContain('Answer (Enter for Acme):');
    expect(answers).toMatchObject({ project: 'books', organization: 'Acme', template: 'uploads' });
  });

  test('explains by ?, and checks as the screen does', async () => {
    const { text } = await answering(['?', '!!', 'shop']);
    expect(text).toContain('Without questions: --name.');
    expect(text).toContain('At least one letter or digit.');
  });

  test('reads of a long list what fits to a part of a name, by number', async () => {
    const { answers, text } = await answering(['', '', '', 'region', 'sweden', '1', '', '', '', '', 'y']);
    expect(text).toContain('60 to choose from.');
    expect(text).toMatch(/57 fit\. Answer more of the name\./);
    expect(text).toMatch(/1\. swedencentral: Sweden Central, Europe/);
    expect(answers).toMatchObject({ location: 'swedencentral' });
  });

  test('takes the only subscription and says so; lists several, by number, name or id', async () => {
    const one = { ...sampleAccount, subscriptions: sampleAccount.subscriptions.slice(0, 1) };
    const sole = await answering(['', '', '', '', '', '', '', '', 'y'], { account: () => one });
    expect(sole.text).toContain('was taken: it is the only one that anna@example.com sees.');
    expect(sole.answers).toMatchObject({ subscriptionId: one.subscriptions[0]?.id, tenantId: one.subscriptions[0]?.tenantId });
    for (const answer of ['4', 'Sandbox', sampleAccount.subscriptions[2]?.id ?? '']) {
      const { answers, text } = await answering(['', '', '', '', answer, '', '', '', '', 'y'], { account: () => sampleAccount });
      expect(text).toContain('2. Harbour Development: 22222222-2222-4222-8222-222222222222, current');
      expect(answers, answer).toMatchObject({ subscriptionId: sampleAccount.subscriptions[2]?.id });
    }
  });

  test('shows in the review every answer with where it comes from; a number changes one', async () => {
    const { answers, text } = await answering(['shop', '', '', '', '', '', '', '', '1', 'books', 'y'], { notes: (id) => Promise.resolve(id === 'review' ? ['! The name is taken.', 'Else fine.'] : []) });
    expect(text).toContain('1. project: shop, typed');
    expect(text).toMatch(/\d\. location: westeurope, default/);
    expect(text).toContain('Against it: The name is taken.\nElse fine.\n');
    expect(text).toContain('1. project: books, typed');
    expect(text).toContain('changed: package.json');
    expect(answers).toMatchObject({ project: 'books' });
  });

  test('goes back from the review, and cancels by no', async () => {
    const back = await answering(['', '', '', '', '', '', '', '', 'back', 'owner=anna', 'y']);
    expect(back.answers).toMatchObject({ tags: { owner: 'anna' } });
    expect((await answering(['', '', '', '', '', '', '', '', 'n'])).answers).toBe('cancelled');
  });

  test('keeps every answer as it is given, for who leaves', async () => {
    const { answers, drafts } = await answering(['shop', 'Acme']);
    expect(answers).toBe('cancelled');
    expect(drafts.at(-1)).toEqual({ project: 'shop', organization: 'Acme' });
  });
});
