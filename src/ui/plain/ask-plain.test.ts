import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { sampleFiles, sampleSources } from '../gallery/sample-wizard.ts';
import { askPlain } from './ask-plain.ts';
import { askWizardPrompts } from './wizard-prompts.ts';

/** A terminal at which these lines are typed ahead; with `ended` the input closes after them. */
function typing(lines: readonly string[], ended = true) {
  const stdin = Object.assign(new PassThrough(), { ref: () => undefined });
  const stdout = new PassThrough();
  stdin.write(lines.map((line) => `${line}\n`).join(''));
  if (ended) stdin.end();
  return { terminal: { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream }, told: () => String(stdout.read() ?? '') };
}

describe('a question in plain lines', () => {
  const question = { text: 'Apply?', fallback: false };

  test.each([
    [['y'], 'approved'],
    [['YES'], 'approved'],
    [[''], 'declined'],
    [['n'], 'declined'],
    [['what', 'y'], 'approved'],
    [[], 'interrupted'],
  ] as const)('%j is %s', async (lines, answer) => {
    const { terminal, told } = typing(lines);
    expect(await askPlain(question, terminal)).toBe(answer);
    const text = told();
    expect(text).toContain('Apply? (y/N) ');
    expect(text.includes('Answer y or n.')).toBe(lines.length === 2);
    expect(text).not.toContain('\u001B');
  });

  test('a word has to be typed exactly; nothing cancels', async () => {
    const wrong = typing(['Prod', 'prod']);
    expect(await askPlain({ ...question, word: 'prod' }, wrong.terminal)).toBe('approved');
    expect(wrong.told()).toContain('That is not prod.\n');
    expect(await askPlain({ ...question, word: 'prod' }, typing(['']).terminal)).toBe('declined');
  });

  test('goes away when the process is asked to end', async () => {
    const ending = new AbortController();
    const asked = askPlain(question, { ...typing([], false).terminal, signal: ending.signal });
    setTimeout(() => ending.abort(), 5);
    expect(await asked).toBe('interrupted');
  });
});

describe('the questions of init in plain lines', () => {
  const options = { ...sampleSources, given: {}, files: sampleFiles };

  test('are answered by numbers, values and Enter, without any escape sequence', async () => {
    const { terminal, told } = typing(['shop', 'Acme', '9', '2', 'northeurope', '', '2, prod', '1', 'owner=anna', 'y']);
    const answers = await askWizardPrompts({ ...options, ...terminal });
    const text = told();
    expect(answers).toMatchObject({ project: 'shop', organization: 'Acme', template: 'uploads', location: 'northeurope', tags: { owner: 'anna' } });
    expect(text).toContain('2. uploads: uploads, a queue and a worker\n');
    expect(text).toContain('"9" is not in the list.\n');
    expect(text).toContain('Number (Enter for 1): ');
    expect(text).not.toContain('\u001B');
  });

  test('are cancelled by No at the end and by the end of the input', async () => {
    expect(await askWizardPrompts({ ...options, ...typing([...Array.from({ length: 8 }, () => ''), 'n']).terminal })).toBe('cancelled');
    expect(await askWizardPrompts({ ...options, ...typing(['shop']).terminal })).toBe('cancelled');
  });
});
