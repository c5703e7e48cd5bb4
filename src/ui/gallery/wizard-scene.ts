import { createSurface } from '../plain/text-surface.ts';
import { askWizardPrompts } from '../plain/wizard-prompts.ts';
import { toAnswers } from '../wizard/answers.ts';
import { createQuestions } from '../wizard/questions.ts';
import { beginWizard } from '../wizard/wizard-flow.ts';
import { pressWizardKey } from '../wizard/wizard-keys.ts';
import { wizardLines } from '../wizard/wizard-lines.ts';
import type { QuestionSources } from '../wizard/question.ts';
import type { WizardState } from '../wizard/wizard-state.ts';
import { currentQuestion } from '../wizard/wizard-state.ts';
import { sampleAccount, sampleFiles, sampleMatrix, sampleSources } from './sample-wizard.ts';
import type { SceneLook, SceneSet, SceneState } from './scene.ts';
import { keysOf } from './screen-states.ts';
import { spokenLines } from './spoken-lines.ts';

const sources: QuestionSources = { ...sampleSources, account: () => sampleAccount, settings: sampleMatrix, secrets: () => [{ name: 'STRIPE_KEY', description: 'Secret key of the Stripe account.' }] };
const questions = createQuestions(sources);
const begin = (): WizardState => beginWizard(questions, {});

/** Every step of `init`, its review, help, and what was answered before. */
export const wizard: SceneSet = {
  states: [
    ...steps(),
    taken('review', () => toReview()),
    taken('review-diffs', () => press(toReview(), 'd')),
    taken('help', () => press(begin(), 'clear', '?')),
    taken('wrong', () => press(begin(), 'clear', 'type:?!', 'enter')),
    taken('earlier', () => beginWizard(questions, {}, { draft: goOn(goOn(begin())).draft, savedAt: '2026-11-21T10:00:00.000Z' })),
    taken('written', () => press(toReview(), 'enter')),
  ],
  spoken: () => spokenLines((terminal) => askWizardPrompts({ ...terminal, ...sampleSources, given: {}, files: sampleFiles }), Array.from({ length: 20 }, () => '')),
  play: async (stage) => (await import('../ink/wizard/run-wizard.tsx')).runWizard({ ...stage, ...sources, given: {}, files: sampleFiles }),
};

/** The steps that Enter alone leads through, by their questions. */
function steps(): readonly SceneState[] {
  const states: SceneState[] = [];
  let state = begin();
  while (state.at !== 'review' && states.length < questions.length) {
    const shown = state;
    states.push(taken(kebab(currentQuestion(shown)?.id ?? 'none'), () => shown));
    state = goOn(state);
  }
  return states;
}

function toReview(): WizardState {
  let state = begin();
  for (let step = 0; state.at !== 'review' && step < questions.length; step += 1) state = goOn(state);
  return state;
}

/** Enter, which a short list's own component answers. */
function goOn(state: WizardState): WizardState {
  const choice = wizardLines(state, [], { surface: createSurface({}), rows: 40 }).list?.[state.field.cursor];
  return choice === undefined ? press(state, 'enter') : pressWizardKey(state, { name: 'choose', value: choice.value });
}

function press(state: WizardState, ...keys: readonly string[]): WizardState {
  return keysOf(keys).reduce(pressWizardKey, state);
}

function taken(name: string, state: () => WizardState): SceneState {
  return { name, lines: (look) => frame(state(), look) };
}

function frame(state: WizardState, { surface, rows }: SceneLook): readonly string[] {
  const { above, list = [], below } = wizardLines(state, state.at === 'review' ? sampleFiles(toAnswers(state.draft)) : [], { surface, rows });
  return [...above, ...list.map(({ label }, index) => `${index === state.field.cursor ? `${surface.style('accent', surface.glyphs.pointer)} ` : '  '}${label}`), ...below];
}

function kebab(id: string): string {
  return id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
