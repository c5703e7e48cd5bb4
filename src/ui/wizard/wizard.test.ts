import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSurface } from '../plain/text-surface.ts';
import { displayWidth } from '../text/display-width.ts';
import { asciiGlyphs } from '../text/glyphs.ts';
import type { Draft, DraftValue } from './answers.ts';
import { toAnswers, toDraft } from './answers.ts';
import { windowStart } from '../screen/window-start.ts';
import { filterChoices } from './choice-list.ts';
import { createQuestions } from './questions.ts';
import { sampleFiles, sampleSources } from '../gallery/sample-wizard.ts';
import { formatTags, parseTags } from './tag-text.ts';
import { beginWizard } from './wizard-flow.ts';
import { pressWizardKey } from './wizard-keys.ts';
import { wizardLines } from './wizard-lines.ts';
import type { WizardAction, WizardState } from './wizard-state.ts';
import { currentQuestion, isShortList, visibleChoices, visibleQuestions } from './wizard-state.ts';

const questions = createQuestions(sampleSources);
const frame = { surface: createSurface({ width: 80 }), rows: 40 };
const enter: WizardAction = { name: 'enter' };
const escape: WizardAction = { name: 'escape' };
const type = (text: string): WizardAction => ({ name: 'text', text });
const press = (state: WizardState, ...actions: readonly WizardAction[]): WizardState => actions.reduce(pressWizardKey, state);

/** Enter as a person presses it: a short list's own component answers with what it highlights. */
function accept(state: WizardState): WizardState {
  const question = currentQuestion(state);
  const choice = question === undefined ? undefined : visibleChoices(state, question)[state.field.cursor];
  return question !== undefined && isShortList(question, state.draft) && choice !== undefined ? press(state, { name: 'choose', value: choice.value }) : press(state, enter);
}

function acceptAll(start: WizardState): WizardState {
  let state = start;
  for (let step = 0; step < questions.length + 2 && state.at !== 'review'; step += 1) {
    state = accept(state);
  }
  return state;
}

describe('the wizard', () => {
  test('reaches the review by Enter alone, with what was detected and the defaults, and writes by Enter', () => {
    const review = acceptAll(beginWizard(questions, {}));
    expect(review.at).toBe('review');
    expect(toAnswers(review.draft)).toEqual({ project: 'feedback', template: 'feedback-api', location: 'westeurope', environments: ['dev', 'prod'], defaultEnvironment: 'dev', tags: {} });
    expect(press(review, enter).end).toBe('write');
  });

  test('? shows what is asked and the keys, any key goes back; in a text that has begun it is a character', () => {
    const begun = beginWizard(questions, {});
    const cleared = press(begun, { name: 'clear' });
    const helped = press(cleared, type('?'));
    expect(wizardLines(helped, [], frame).above.join('\n')).toContain('Without questions: --name');
    expect(press(helped, type('x'))).toEqual(cleared);
    expect(press(begun, type('?')).field.text).toBe('feedback?');
    expect(wizardLines(press(acceptAll(begun), type('?')), [], frame).above.join('\n')).toContain('Shows what changes in files that exist.');
  });

  test('offers the answers of an earlier attempt, goes on with them at the first that is open, or starts anew', () => {
    const savedAt = '2026-11-21T10:00:00.000Z';
    const left = accept(press(accept(beginWizard(questions, {})), type('Harbour Books')));
    const offered = beginWizard(questions, {}, { draft: left.draft, savedAt });
    expect(wizardLines(offered, [], frame).above.join('\n')).toMatch(/You were here before, at 2026-11-21 10:00 UTC[^]*Harbour Books/);
    const resumed = press(offered, enter);
    expect(currentQuestion(resumed)?.id).toBe('template');
    expect(acceptAll(resumed).draft.organization).toBe('Harbour Books');
    expect(press(offered, type('n'))).toEqual(beginWizard(questions, {}));
    expect(press(offered, { name: 'interrupt' }).end).toBe('cancelled');
  });

  test('takes of an earlier attempt only what still is an answer, and nothing that a flag says', () => {
    const earlier = { draft: { project: '?!', organization: 'Old', template: 'gone', location: 'northeurope' }, savedAt: '2026-01-01T00:00:00.000Z' };
    const resumed = press(beginWizard(questions, { location: 'westeurope' }, earlier), enter);
    expect(resumed.draft).toEqual({ organization: 'Old', location: 'westeurope' });
    expect(currentQuestion(resumed)?.id).toBe('project');
    expect(beginWizard(questions, {}, { draft: { project: '!' }, savedAt: '' }).earlier).toBeUndefined();
  });

  test('does not take a wrong answer, and says why', () => {
    const state = press(beginWizard(questions, {}), { name: 'clear' }, type('?!'), enter);
    expect(currentQuestion(state)?.id).toBe('project');
    expect(state.error).toBe('At least one letter or digit.');
    expect(press(state, type('x')).error).toBeUndefined();
  });

  test('goes back by Esc and Shift-Tab without losing what was entered, answered or not', () => {
    for (const back of [escape, { name: 'back-tab' } as const]) {
      const state = press(beginWizard(questions, {}), { name: 'clear' }, type('shop'), enter, type('acme'), back);
      expect(state.field.text).toBe('shop');
      expect(press(state, enter).field.text).toBe('acme');
    }
  });

  test('stays at the first question on Esc', () => {
    const state = beginWizard(questions, {});
    expect(press(state, escape).at).toBe(state.at);
  });

  test('skips the tenant without a subscription, forwards and backwards', () => {
    const atSubscription = press(accept(press(beginWizard(questions, {}), enter, enter)), enter);
    expect(currentQuestion(atSubscription)?.id).toBe('subscriptionId');
    const after = press(atSubscription, enter);
    expect(currentQuestion(after)?.id).toBe('environments');
    expect(currentQuestion(press(after, escape))?.id).toBe('subscriptionId');
    const asked = press(atSubscription, type('22222222-2222-4222-8222-222222222222'), enter);
    expect(currentQuestion(asked)?.id).toBe('tenantId');
  });

  test('narrows a long list by what is typed; Esc clears that first', () => {
    const atRegion = accept(press(beginWizard(questions, {}), enter, enter));
    const narrowed = press(atRegion, type('north'));
    expect(currentQuestion(narrowed)?.id).toBe('location');
    expect(press(narrowed, enter).draft.location).toBe('northeurope');
    expect(press(narrowed, type('xyz'), enter).error).toBe('Nothing matches "northxyz".');
    expect(press(narrowed, escape).field.filter).toBe('');
    expect(currentQuestion(press(narrowed, escape, escape))?.id).toBe('template');
  });

  test('jumps from the review to an answer and back, and asks what the change makes open', () => {
    const review = acceptAll(beginWizard(questions, {}));
    const row = visibleQuestions(review).findIndex(({ id }) => id === 'environments');
    const atEnvironments = press({ ...review, reviewCursor: row }, enter);
    expect(currentQuestion(atEnvironments)?.id).toBe('environments');
    expect(press(atEnvironments, type(' '), escape).draft).toEqual(review.draft);
    const withoutDev = press(atEnvironments, type(' '), { name: 'down' }, type(' '), enter);
    expect(withoutDev.draft.environments).toEqual(['qa', 'prod']);
    expect(currentQuestion(withoutDev)?.id).toBe('defaultEnvironment');
    const done = accept(withoutDev);
    expect(done.at).toBe('review');
    expect(toAnswers(done.draft).defaultEnvironment).toBe('qa');
  });

  test('does not ask what flags have answered, but lets it be changed in the review', () => {
    const state = beginWizard(questions, toDraft({ project: 'shop', template: 'uploads', defaultEnvironment: 'prod', tags: { owner: 'anna' } }));
    expect(currentQuestion(state)?.id).toBe('organization');
    const review = acceptAll(state);
    expect(toAnswers(review.draft)).toMatchObject({ project: 'shop', template: 'uploads', defaultEnvironment: 'prod', tags: { owner: 'anna' } });
    expect(currentQuestion(press({ ...review, reviewCursor: 0 }, enter))?.id).toBe('project');
  });

  test('is cancelled by Ctrl-C at every step', () => {
    let state = beginWizard(questions, {});
    for (let step = 0; step <= questions.length; step += 1) {
      expect(press(state, { name: 'interrupt' }).end).toBe('cancelled');
      state = state.at === 'review' ? state : accept(state);
    }
  });

  const action: fc.Arbitrary<WizardAction> = fc.oneof(
    fc.constantFrom('up', 'down', 'left', 'right', 'home', 'end', 'page-up', 'page-down', 'enter', 'enter', 'enter', 'escape', 'back-tab', 'tab', 'backspace', 'delete', 'clear').map((name) => ({ name }) as WizardAction),
    fc.constantFrom('a', ' ', 'd', 'j', 'n', '?', 'west', 'feedback-api', '👍', '=', 'so much that it takes several lines '.repeat(9)).map(type),
    fc.constantFrom('feedback-api', 'uploads', 'dev', 'prod').map((value) => ({ name: 'choose' as const, value })),
    fc.constantFrom('uploads', 'prod').map((value) => ({ name: 'highlight' as const, value })),
  );

  test('is in a valid state and drawable in its window after any keys', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), fc.constantFrom([40, 9], [80, 23], [120, 39]), fc.boolean(), (actions, [columns = 80, rows = 23], unicode) => {
        const state = press(beginWizard(questions, {}), ...actions);
        const question = currentQuestion(state);
        expect(state.at === 'review' || question !== undefined).toBe(true);
        if (question?.choices !== undefined) {
          expect(state.field.cursor).toBeLessThan(Math.max(1, visibleChoices(state, question).length));
        }
        if (state.at === 'review') {
          expect(visibleQuestions(state).every(({ id, validate }) => validate(state.draft[id] ?? '', state.draft) === undefined)).toBe(true);
        }
        const surface = { ...createSurface(unicode ? {} : { glyphs: asciiGlyphs }), width: columns };
        const { above, list, below } = wizardLines(state, sampleFiles(toAnswers(state.draft)), { surface, rows });
        expect(Math.max(...[...above, ...below].map(displayWidth))).toBeLessThanOrEqual(columns);
        expect(above.length + (list?.length ?? 0) + below.length).toBeLessThanOrEqual(rows);
      }),
      { numRuns: 300 },
    );
  });
});

describe('answers', () => {
  test('become a draft and come back the same', () => {
    const answers = { project: 'shop', organization: 'acme', template: 'uploads', location: 'westeurope', environments: ['dev', 'qa'], defaultEnvironment: 'qa', tags: { owner: 'anna', costCenter: '42' } };
    expect(toAnswers(toDraft(answers))).toEqual(answers);
  });

  test('tags are read as they are written', () => {
    expect(parseTags(' owner = anna ,costCenter=4=2,,x')).toEqual({ owner: 'anna', costCenter: '4=2', x: '' });
    expect(parseTags('team=web\\, shop')).toEqual({ team: 'web, shop' });
    fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'), fc.string({ minLength: 1 })), (tags) => void expect(parseTags(formatTags(tags))).toEqual({ ...tags })));
  });

  test.each<[string, DraftValue, Draft, string | undefined]>([
    ['project', '', {}, 'A project needs a name.'],
    ['project', 'a'.repeat(101), {}, 'At most 100 characters; this has 101.'],
    ['project', 'Größe 日本 & Söhne', {}, undefined],
    ['project', 'two\nlines', {}, 'No line breaks or control characters.'],
    ['environments', ['Prod'], {}, '"Prod" cannot be the name of an environment: at most 32 lower-case letters, digits and dashes, with a letter first.'],
    ['environments', ['eu-prod'], {}, undefined],
    ['location', 'mars', {}, '"mars" is not in the list.'],
    ['subscriptionId', 'x', {}, 'A subscription id has the form 00000000-0000-0000-0000-000000000000.'],
    ['tags', 'owner', {}, 'The tag "owner" has no value: write owner=value.'],
    ['tags', 'a?=b', {}, '"a?" cannot name a tag: at most 512 characters and none of < > % & \\ ? /.'],
    ['defaultEnvironment', 'prod', { environments: ['dev'] }, '"prod" is not in the list.'],
    ['organization', 'Acme & Sons', {}, undefined],
  ])('%s = %j is checked', (id, value, draft, reason) => {
    expect(questions.find((question) => question.id === id)?.validate(value, draft)).toBe(reason);
  });
});

test('a list is filtered by all words, in value, label and detail', () => {
  const choices = [{ value: 'westeurope', label: 'westeurope', detail: 'West Europe, Europe' }, { value: 'westus', label: 'westus', detail: 'West US, United States' }];
  expect(filterChoices(choices, 'united WEST').map(({ value }) => value)).toEqual(['westus']);
  expect(filterChoices(choices, ' ')).toHaveLength(2);
  expect(filterChoices(choices, 'wus').map(({ value }) => value)).toEqual(['westus']);
});

test('what begins with the filter comes first, then words of the detail, then the rest', () => {
  const region = (value: string, detail: string): { value: string; label: string; detail: string } => ({ value, label: value, detail });
  const regions = [region('germanynorth', 'Germany North'), region('xnorthx', 'Elsewhere'), region('northcentralus', 'North Central US'), region('northeurope', 'North Europe')];
  expect(filterChoices(regions, 'North').map(({ value }) => value)).toEqual(['northcentralus', 'northeurope', 'germanynorth', 'xnorthx']);
  expect(filterChoices(regions, '').map(({ value }) => value)).toEqual(regions.map(({ value }) => value));
});

test('the window of a list always holds the cursor', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(199), fc.integer({ min: 1, max: 30 }), (total, at, size) => {
      const cursor = Math.min(at, total - 1);
      const from = windowStart(total, cursor, size);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(cursor >= from && cursor < from + size).toBe(true);
    }),
  );
});
