import type { Answers, Draft, PlannedFile } from '../wizard/answers.ts';
import { toAnswers, toDraft } from '../wizard/answers.ts';
import type { Question, QuestionSources } from '../wizard/question.ts';
import { createQuestions } from '../wizard/questions.ts';
import { beginWizard, decideEarlier } from '../wizard/wizard-flow.ts';
import type { EarlierAnswers } from '../wizard/wizard-state.ts';
import { plural } from '../text/plural.ts';
import type { PlainTerminal } from './plain-terminal.ts';
import type { LineAsker } from './line-asker.ts';
import { askByLines, askYesOrNo } from './line-asker.ts';
import { askQuestionByLines } from './wizard-lines-asked.ts';

export interface WizardPromptOptions extends QuestionSources, PlainTerminal {
  readonly given: Partial<Answers>;
  /** Answers of an attempt that was left. */
  readonly earlier?: EarlierAnswers | undefined;
  /** Hears of every answer that is taken. */
  readonly onDraft?: ((draft: Draft) => void) | undefined;
  readonly files: (answers: Answers) => readonly PlannedFile[];
}

/** Asks the questions of `init` line by line, for screen readers and dumb terminals: numbered lists, no screen. The answers are those that `runWizard` gives. */
export async function askWizardPrompts(options: WizardPromptOptions): Promise<Answers | 'cancelled'> {
  return (await askByLines(options, (asker) => askAll(options, asker))) ?? 'cancelled';
}

async function askAll(options: WizardPromptOptions, asker: LineAsker): Promise<Answers | undefined> {
  const given = toDraft(options.given);
  const questions = createQuestions(options);
  let draft = await startOf(options, asker, questions, given);
  for (const question of questions) {
    if (draft[question.id] === undefined && !question.skip(draft)) {
      draft = { ...draft, [question.id]: await askQuestionByLines(asker, question, draft, isReadable) };
      options.onDraft?.(draft);
    }
  }
  const complete = toAnswers(draft);
  const files = options.files(complete).filter((file) => file.before !== file.after);
  options.stdout.write(files.map((file) => `${file.before === undefined ? 'new' : 'changed'}: ${file.path}\n`).join(''));
  return (await askYesOrNo(asker, `Write ${plural(files.length, 'file')}?`, true)) ? complete : undefined;
}

/** The answers that flags gave, and those of an earlier attempt when the person goes on with them. */
async function startOf({ earlier }: WizardPromptOptions, asker: LineAsker, questions: readonly Question[], given: Draft): Promise<Draft> {
  const begun = beginWizard(questions, given, earlier);
  if (begun.earlier === undefined) return given;
  asker.tell(`You were here before, at ${begun.earlier.savedAt.slice(0, 16).replace('T', ' ')} UTC, and left answers.`);
  const takes = await askYesOrNo(asker, 'Go on with them?', true);
  return decideEarlier(begun, takes).draft;
}

/** A list longer than this is not read out: the answer is typed. */
const readableChoices = 9;

function isReadable(choices: readonly unknown[]): boolean {
  return choices.length <= readableChoices;
}
