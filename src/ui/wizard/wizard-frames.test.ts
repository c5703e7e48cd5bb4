import { describe, expect, test } from 'vitest';
import { createSurface } from '../plain/text-surface.ts';
import { displayWidth } from '../text/display-width.ts';
import { asciiGlyphs } from '../text/glyphs.ts';
import type { QuestionId } from './answers.ts';
import { toAnswers } from './answers.ts';
import type { AzureAccount, QuestionSources } from './question.ts';
import { createQuestions } from './questions.ts';
import { sampleAccount, sampleFiles, sampleSources } from '../gallery/sample-wizard.ts';
import { beginWizard } from './wizard-flow.ts';
import { pressWizardKey } from './wizard-keys.ts';
import { wizardLines } from './wizard-lines.ts';
import type { WizardAction, WizardState } from './wizard-state.ts';
import { currentQuestion, isShortList, visibleChoices } from './wizard-state.ts';

const press = (state: WizardState, ...actions: readonly WizardAction[]): WizardState => actions.reduce(pressWizardKey, state);
const type = (text: string): WizardAction => ({ name: 'text', text });
const key = (name: Exclude<WizardAction['name'], 'text' | 'highlight' | 'choose'>): WizardAction => ({ name });

/** The questions of a person who sees these subscriptions. */
function opened(account?: AzureAccount, more: Partial<QuestionSources> = {}): WizardState {
  return beginWizard(createQuestions({ ...sampleSources, ...more, account: () => account }), {});
}

/** Goes on by Enter until a question is asked; `review` for none. */
function at(id: QuestionId | 'review', from: WizardState): WizardState {
  let state = from;
  for (let step = 0; step < 20 && state.at !== 'review' && currentQuestion(state)?.id !== id; step += 1) {
    const question = currentQuestion(state);
    const choice = question === undefined ? undefined : visibleChoices(state, question)[state.field.cursor];
    state = question !== undefined && isShortList(question, state.draft) && choice !== undefined ? press(state, { name: 'choose', value: choice.value }) : press(state, key('enter'));
  }
  return state;
}

const sole: AzureAccount = { ...sampleAccount, subscriptions: sampleAccount.subscriptions.slice(0, 1) };
const savedAt = '2026-11-21T10:00:00.000Z';
const told = ['! The storage account name stshopdevweu01 is taken.', 'Providers registered, permissions enough: the rest would deploy.'];

interface Screen {
  readonly state: WizardState;
  readonly notes?: readonly string[];
}

/** Every screen of the wizard. Those of the settings are beside the matrix. */
const screens: Readonly<Record<string, Screen>> = {
  project: { state: opened(), notes: ['Longest name for its kind: kv-fee-prod-weu-?????-01, 24 of 24 characters.'] },
  'project-wrong': { state: press(opened(), key('clear'), type('?!'), key('enter')) },
  'project-pasted': { state: press(opened(), key('clear'), type(`Größe 日本 ${'sehr lang '.repeat(20)}`.trim()), key('enter')) },
  organization: { state: press(at('organization', opened()), type('Harbour Books')) },
  template: { state: at('template', opened()) },
  region: { state: press(at('location', opened()), type('eu'), key('down')) },
  'region-nothing': { state: press(at('location', opened()), type('mars'), key('enter')) },
  subscription: { state: at('subscriptionId', opened()), notes: ['Not signed in: subscriptions, permissions, providers and names are not checked. Sign in with `az login`.'] },
  'subscription-list': { state: at('subscriptionId', opened(sampleAccount)), notes: ['3 subscriptions of anna@example.com.'] },
  'subscription-typed': { state: press(at('subscriptionId', opened(sampleAccount)), type('4444'), key('enter')) },
  'subscription-sole': { state: at('environments', opened(sole)) },
  tenant: { state: press(at('subscriptionId', opened()), type('22222222-2222-4222-8222-222222222222'), key('enter')) },
  environments: { state: at('environments', opened()) },
  'environments-named': { state: press(at('environments', opened()), type('n'), type('eu-test')) },
  'default-environment': { state: at('defaultEnvironment', opened()) },
  state: { state: at('state', opened(sampleAccount)) },
  tags: { state: press(at('tags', opened()), type('owner=anna, costCenter')) },
  review: { state: press(at('review', opened(sampleAccount)), type('d')), notes: told },
  'review-asking': { state: at('review', opened(sampleAccount, { isChecked: () => true })), notes: [] },
  'review-changing': { state: press(at('review', opened(undefined, { project: { hasBackend: true, environments: [] }, detected: { project: 'shop', environments: ['dev'], location: 'westeurope', tags: { owner: 'anna' } } })), type('d')) },
  earlier: { state: beginWizard(createQuestions(sampleSources), {}, { draft: at('template', opened()).draft, savedAt }) },
  'earlier-outdated': { state: beginWizard(createQuestions(sampleSources), {}, { draft: { project: 'shop', template: 'gone' }, savedAt, isOutdated: true }) },
  'template-help': { state: press(at('template', opened()), type('?')) },
  written: { state: press(at('review', opened()), key('enter')) },
  cancelled: { state: press(opened(), key('interrupt')) },
};

function linesOf({ notes, state }: Screen, width: number, rows: number, glyphs = {}): readonly string[] {
  const { above, list = [], below } = wizardLines(state, sampleFiles(toAnswers(state.draft)), { surface: createSurface({ width, ...glyphs }), rows, ...(notes === undefined ? {} : { notes }) });
  return [...above, ...list.map(({ detail, label }) => `  [list] ${label}${detail === undefined ? '' : `: ${detail}`}`), ...below];
}

describe.each(Object.entries(screens))('the screen %s', (name, screen) => {
  test.each([40, 80, 120])('is as reviewed at %i columns', async (width) => {
    await expect(`${linesOf(screen, width, 30).join('\n')}\n`).toMatchFileSnapshot(`../../../snapshots/ui/wizard-${name}/${width}.txt`);
  });

  test.each([[40, 9], [40, 11], [80, 23], [200, 49]])('fits %i by %i, with what is asked and what the cursor is on', (width, rows) => {
    const { above, list = [], below } = wizardLines(screen.state, sampleFiles(toAnswers(screen.state.draft)), { surface: createSurface({ width, glyphs: asciiGlyphs }), rows, notes: screen.notes ?? [] });
    expect(above.length + list.length + below.length).toBeLessThanOrEqual(rows);
    expect(Math.max(...[...above, ...below].map(displayWidth))).toBeLessThanOrEqual(width);
    const question = currentQuestion(screen.state);
    const text = [...above, ...below].join('\n').replaceAll(/\s+/g, ' ');
    const { end, earlier, helps } = screen.state;
    if (question !== undefined && end === undefined && earlier === undefined && !helps) {
      expect(text).toContain(question.title);
      expect(list.length > 0 || /> |Name:|Nothing|\d of \d/.test(text), text).toBe(true);
      expect(text).toContain('Ctrl-C');
    }
  });
});
