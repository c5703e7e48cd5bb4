import { describe, expect, test } from 'vitest';
import { sampleAccount, sampleSources } from '../gallery/sample-wizard.ts';
import { createSurface } from '../plain/text-surface.ts';
import type { AzureAccount, QuestionSources } from './question.ts';
import { createQuestions } from './questions.ts';
import { answerLines } from './review-lines.ts';
import { beginWizard } from './wizard-flow.ts';
import { pressWizardKey } from './wizard-keys.ts';
import { wizardLines } from './wizard-lines.ts';
import type { WizardAction, WizardState } from './wizard-state.ts';
import { currentQuestion, isShortList, visibleChoices, visibleQuestions } from './wizard-state.ts';

const press = (state: WizardState, ...actions: readonly WizardAction[]): WizardState => actions.reduce(pressWizardKey, state);
const type = (text: string): WizardAction => ({ name: 'text', text });
const enter: WizardAction = { name: 'enter' };
const escape: WizardAction = { name: 'escape' };

function accept(state: WizardState): WizardState {
  const question = currentQuestion(state);
  const choice = question === undefined ? undefined : visibleChoices(state, question)[state.field.cursor];
  return question !== undefined && isShortList(question, state.draft) && choice !== undefined ? press(state, { name: 'choose', value: choice.value }) : press(state, enter);
}

/** On by Enter until a question is asked, or the review. */
function goTo(id: string, state: WizardState): WizardState {
  let at = state;
  for (let step = 0; step < 20 && at.at !== 'review' && currentQuestion(at)?.id !== id; step += 1) at = accept(at);
  return at;
}

const opened = (account?: AzureAccount, more: Partial<QuestionSources> = {}): WizardState => beginWizard(createQuestions({ ...sampleSources, ...more, account: () => account }), {});
const one: AzureAccount = { ...sampleAccount, subscriptions: sampleAccount.subscriptions.slice(0, 1) };
const development = sampleAccount.subscriptions[0];

describe('where an answer comes from', () => {
  test('is told in the review: found, usual, typed, by flag, from a file, of an earlier attempt', () => {
    const questions = createQuestions({ ...sampleSources, fromFile: new Set(['location']) });
    const begun = beginWizard(questions, { location: 'northeurope', template: 'uploads' }, { draft: { organization: 'Harbour' }, savedAt: '' });
    const review = goTo('review', press(goTo('tags', press(begun, enter)), type('owner=anna'), enter));
    expect(review.sources).toMatchObject({ project: 'detected', location: 'file', template: 'flag', organization: 'earlier', environments: 'default', tags: 'typed' });
    const lines = answerLines(review, createSurface({ width: 80 }), -1).join('\n');
    expect(lines).toMatch(/template +uploads +--template/);
    expect(lines).toMatch(/location +northeurope +answers file/);
    expect(lines).toMatch(/organization +Harbour +earlier attempt/);
  });

  test('stays what it was when the same answer is taken again, and is typed once it is another', () => {
    const review = goTo('review', opened());
    const row = visibleQuestions(review).findIndex(({ id }) => id === 'project');
    const same = press({ ...review, reviewCursor: row }, enter, enter);
    expect(same.sources.project).toBe('detected');
    expect(press({ ...review, reviewCursor: row }, enter, type('x'), enter).sources.project).toBe('typed');
  });
});

describe('a subscription', () => {
  test('that is the only one is taken and said, with its tenant; neither way leads through it, the review does', () => {
    const after = goTo('environments', opened(one));
    expect(after.draft).toMatchObject({ subscriptionId: development?.id, tenantId: development?.tenantId });
    expect(after.said).toEqual([expect.stringMatching(/^Subscription Harbour Development .* was taken: it is the only one that anna@example\.com sees\.$/)]);
    expect(currentQuestion(press(after, escape))?.id).toBe('location');
    expect(currentQuestion(press(after, escape, enter))?.id).toBe('environments');
    expect(press(after, enter).said).toEqual([]);
    const review = goTo('review', after);
    const row = visibleQuestions(review).findIndex(({ id }) => id === 'subscriptionId');
    const edited = press({ ...review, reviewCursor: row }, enter);
    expect(currentQuestion(edited)?.id).toBe('subscriptionId');
    const none = press(edited, { name: 'home' }, enter);
    expect(none.at).toBe('review');
    expect(none.draft).not.toHaveProperty('tenantId');
  });

  test('of several is chosen by name; the current one is proposed; its tenant is known', () => {
    const asked = goTo('subscriptionId', opened(sampleAccount));
    expect(visibleChoices(asked, asked.questions[asked.at as number]!)[asked.field.cursor]?.label).toBe('Harbour Development');
    const chosen = press(asked, type('sand'), enter);
    expect(chosen.draft).toMatchObject({ subscriptionId: sampleAccount.subscriptions[2]?.id, tenantId: sampleAccount.subscriptions[2]?.tenantId });
    expect(currentQuestion(chosen)?.id).toBe('environments');
  });

  test('may be typed where no list has it; then its tenant is asked; what is typed wrong is kept when one goes back', () => {
    const asked = goTo('subscriptionId', opened(sampleAccount));
    expect(press(asked, type('4444'), enter).error).toContain('A subscription id has the form');
    const typed = press(asked, type('44444444-4444-4444-8444-444444444444'), enter);
    expect(currentQuestion(typed)?.id).toBe('tenantId');
    const back = press(asked, type('4444'), { name: 'back-tab' }, enter);
    expect(back.field.filter).toBe('4444');
  });

  test('that arrives while the question is asked does not move what the cursor is on', () => {
    const seen: { account?: AzureAccount } = {};
    const asked = goTo('subscriptionId', beginWizard(createQuestions({ ...sampleSources, account: () => seen.account }), {}));
    seen.account = sampleAccount;
    expect(press(asked, enter).draft.subscriptionId).toBe('');
    expect(wizardLines(asked, [], { surface: createSurface({ width: 80 }), rows: 24 }).above.join('\n')).toContain('❯ none');
  });

  test('of a project that has begun is never taken for it', () => {
    const begun = opened(one, { project: { hasBackend: true, environments: [] }, detected: { project: 'shop', environments: ['dev'] } });
    expect(goTo('review', begun).draft.subscriptionId).toBe('');
  });
});

describe('environments', () => {
  test('of any name are added with n, checked as they are entered, and kept on the way back and forth', () => {
    const asked = goTo('environments', opened());
    const wrong = press(asked, type('n'), type('Eu Test'), enter);
    expect(wrong.error).toContain('"EuTest" cannot be the name of an environment');
    const added = press(wrong, { name: 'clear' }, type('eu-test'), enter);
    expect(added.field.checked).toEqual(['dev', 'prod', 'eu-test']);
    expect(visibleChoices(added, added.questions[added.at as number]!)[added.field.cursor]?.value).toBe('eu-test');
    expect(press(added, enter, escape).field.checked).toEqual(['dev', 'prod', 'eu-test']);
    expect(press(asked, type('n'), type('x'), escape).field).toMatchObject({ checked: ['dev', 'prod'] });
    expect(press(asked, type('n'), { name: 'interrupt' }).end).toBe('cancelled');
  });

  test('more than a short list can hold are a list of our own, with the same keys', () => {
    const many = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg', 'hh'];
    const asked = goTo('defaultEnvironment', beginWizard(createQuestions(sampleSources), { environments: many }));
    const question = asked.questions[asked.at as number]!;
    expect(isShortList(question, asked.draft)).toBe(false);
    expect(press(asked, type('j'), { name: 'down' }, { name: 'down' }, type('k'), enter).draft.defaultEnvironment).toBe('cc');
    const { above, below } = wizardLines(press(asked, { name: 'end' }), [], { surface: createSurface({ width: 40 }), rows: 9 });
    expect(above.length + below.length).toBeLessThanOrEqual(9);
    expect(above.join('\n')).toContain('❯ hh');
  });
});

describe('a project that has begun', () => {
  const project = { hasBackend: true, environments: ['dev', 'prod', 'qa', 'staging'] };

  test('may leave to its environments what its manifest does not say', () => {
    const review = goTo('review', opened(undefined, { project, detected: { project: 'shop' } }));
    expect(review.draft).toMatchObject({ location: '', environments: [], subscriptionId: '' });
    expect(review.draft).not.toHaveProperty('template');
    expect(Object.values(review.sources)).not.toContain('typed');
  });

  test('has an environment that is built in as its default also where the manifest does not list it', () => {
    const review = goTo('review', opened(undefined, { project, detected: { project: 'shop', location: 'westeurope', environments: ['prod'], defaultEnvironment: 'qa' } }));
    expect(review.draft.defaultEnvironment).toBe('qa');
  });
});

test('help that is longer than the window can be read to its end', () => {
  const cleared = press(opened(), { name: 'clear' });
  const helped = press(cleared, type('?'));
  const shown = (state: WizardState): string => wizardLines(state, [], { surface: createSurface({ width: 40 }), rows: 9 }).above.join('\n');
  expect(shown(helped)).toContain('Down: more');
  const below = press(helped, ...Array.from({ length: 40 }, () => ({ name: 'down' }) as const));
  expect(shown(below)).toContain('Ctrl-C');
  expect(shown(below)).toContain('other keys go back');
  expect(press(below, enter)).toEqual(cleared);
});
