import type { Answers, Draft, PlannedFile } from '../wizard/answers.ts';
import { toAnswers, toDraft } from '../wizard/answers.ts';
import type { NoteSource } from '../wizard/note-source.ts';
import type { Question, QuestionSources } from '../wizard/question.ts';
import { createQuestions } from '../wizard/questions.ts';
import { labelOf, originText, valueText } from '../wizard/review-lines.ts';
import { accept, backFromReview, beginWizard, decideEarlier, goBack, openQuestion } from '../wizard/wizard-flow.ts';
import type { EarlierAnswers, WizardState } from '../wizard/wizard-state.ts';
import { currentQuestion, visibleQuestions } from '../wizard/wizard-state.ts';
import { plural } from '../text/plural.ts';
import type { PlainTerminal } from './plain-terminal.ts';
import type { LineAsker, Taken } from './line-asker.ts';
import { askByLines, askYesOrNo } from './line-asker.ts';
import { askQuestionByLines, back } from './wizard-lines-asked.ts';

export interface WizardPromptOptions extends QuestionSources, PlainTerminal {
  readonly given: Partial<Answers>;
  /** Answers of an attempt that was left. */
  readonly earlier?: EarlierAnswers | undefined;
  /** Hears of every answer that is taken. */
  readonly onDraft?: ((draft: Draft) => void) | undefined;
  readonly files: (answers: Answers) => readonly PlannedFile[];
  /** Said of subscription, environments and all answers together; what is not known soon enough is not waited for. */
  readonly notes?: NoteSource;
  /** Resolves when it is known what the sign-in sees: lines cannot be changed once they are read. */
  readonly awaitAccount?: () => Promise<void>;
}

/** How long notes are waited for, in milliseconds. */
const notePatienceMs = 20_000;

/**
 * Asks the questions of `init` line by line, for screen readers and dumb terminals: numbered lists, no screen, the same steps and rules as on the
 * screen. The answers are those that `runWizard` gives.
 */
export async function askWizardPrompts(options: WizardPromptOptions): Promise<Answers | 'cancelled'> {
  return (await askByLines(options, (asker) => askAll(options, asker))) ?? 'cancelled';
}

async function askAll(options: WizardPromptOptions, asker: LineAsker): Promise<Answers | undefined> {
  asker.tell('Questions are asked line by line. Answer ? for help, back for the question before; Control C leaves, and keeps the answers.');
  let state = await begun(options, asker);
  for (;;) {
    const question = currentQuestion(state);
    const next: WizardState | undefined = question === undefined ? await askReview(options, asker, state) : await askOne(options, asker, state, question);
    if (next === undefined) return undefined;
    if (next.end === 'write') return toAnswers(next.draft);
    if (next.draft !== state.draft) options.onDraft?.(next.draft);
    for (const line of next.said) asker.tell(line);
    state = next;
  }
}

/** The first question, after the answers of an earlier attempt where the person goes on with them. */
async function begun({ earlier, given, ...sources }: WizardPromptOptions, asker: LineAsker): Promise<WizardState> {
  const state = beginWizard(createQuestions(sources), toDraft(given), earlier);
  if (state.earlier === undefined) return state;
  const changed = state.earlier.isOutdated === true ? ' The files of the folder have changed since.' : '';
  asker.tell(`You were here before, at ${state.earlier.savedAt.slice(0, 16).replace('T', ' ')} UTC, and left answers.${changed}`);
  return decideEarlier(state, await askYesOrNo(asker, 'Go on with them?', true));
}

async function askOne(options: WizardPromptOptions, asker: LineAsker, state: WizardState, question: Question): Promise<WizardState> {
  if (question.id === 'subscriptionId') {
    await options.awaitAccount?.();
    const sole = question.sole?.(state.draft);
    if (sole !== undefined && !state.isEdit) {
      if (sole.said !== '') asker.tell(sole.said);
      return accept(state, question, sole.value);
    }
    await tellNotes(options, asker, state, '');
  }
  const fallback = state.unfinished[question.id] ?? state.draft[question.id] ?? question.default(state.draft);
  const value = await askQuestionByLines(asker, { question, draft: state.draft, fallback });
  if (value !== back) return accept(state, question, value);
  const before = goBack(state, question);
  if (before === state) asker.tell('This is the first question.');
  return before;
}

/** All answers with their numbers and where they come from, the files, and what Azure says; a number leads to its question. */
async function askReview(options: WizardPromptOptions, asker: LineAsker, state: WizardState): Promise<WizardState | undefined> {
  const visible = visibleQuestions(state);
  asker.tell('Review. Nothing is written yet.');
  for (const [index, question] of visible.entries()) {
    asker.tell(`${index + 1}. ${labelOf(question.id)}: ${valueText(state, question)}, ${originText(question, state.sources[question.id])}`);
  }
  await tellNotes(options, asker, state, JSON.stringify(state.draft));
  const files = options.files(toAnswers(state.draft)).filter((file) => file.before !== file.after);
  for (const { before, path } of files) asker.tell(`${before === undefined ? 'new' : 'changed'}: ${path}`);
  const take = (answer: string): Taken<WizardState | undefined> => {
    const word = answer.toLowerCase();
    const question = /^\d+$/.test(word) ? visible[Number(word) - 1] : undefined;
    if (question !== undefined) return { value: openQuestion(state, state.questions.indexOf(question), true) };
    if (word === '' || word === 'y' || word === 'yes') return { value: { ...state, end: 'write' } };
    if (word === 'n' || word === 'no') return { value: undefined };
    return word === 'back' ? { value: backFromReview(state) } : { wrong: `Answer y or n, back, or a number from 1 to ${visible.length} to change that answer.` };
  };
  const what = files.length === 0 ? 'Nothing to write. End here?' : `Write ${plural(files.length, 'file')}?`;
  return asker.ask<WizardState | undefined>(`${what} A number changes that answer. (Y/n)`, take);
}

async function tellNotes({ notes, signal }: WizardPromptOptions, asker: LineAsker, state: WizardState, value: string): Promise<void> {
  const patience = AbortSignal.timeout(notePatienceMs);
  const either = signal === undefined ? patience : AbortSignal.any([signal, patience]);
  const lines = await notes?.(state.at === 'review' ? 'review' : 'subscriptionId', value, state.draft, either).catch(() => []);
  for (const line of lines ?? []) asker.tell(line.replace(/^! /, 'Against it: '));
}
