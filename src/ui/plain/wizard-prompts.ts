import type { Answers, Draft, PlannedFile } from '../wizard/answers.ts';
import { toAnswers, toDraft } from '../wizard/answers.ts';
import type { QuestionSources } from '../wizard/questions.ts';
import { createQuestions } from '../wizard/questions.ts';
import { plural } from '../text/plural.ts';
import type { PlainTerminal } from './plain-terminal.ts';
import type { LineAsker } from './line-asker.ts';
import { askByLines, askYesOrNo } from './line-asker.ts';
import { askQuestionByLines } from './wizard-lines-asked.ts';

export interface WizardPromptOptions extends QuestionSources, PlainTerminal {
  readonly given: Partial<Answers>;
  readonly files: (answers: Answers) => readonly PlannedFile[];
}

/** Asks the questions of `init` line by line, for screen readers and dumb terminals: numbered lists, no screen. The answers are those that `runWizard` gives. */
export async function askWizardPrompts(options: WizardPromptOptions): Promise<Answers | 'cancelled'> {
  return (await askByLines(options, (asker) => askAll(options, asker))) ?? 'cancelled';
}

async function askAll(options: WizardPromptOptions, asker: LineAsker): Promise<Answers | undefined> {
  const given = toDraft(options.given);
  let draft: Draft = given;
  for (const question of createQuestions(options)) {
    if (given[question.id] === undefined && !question.skip(draft)) {
      draft = { ...draft, [question.id]: await askQuestionByLines(asker, question, draft, isReadable) };
    }
  }
  const complete = toAnswers(draft);
  const files = options.files(complete).filter((file) => file.before !== file.after);
  options.stdout.write(files.map((file) => `${file.before === undefined ? 'new' : 'changed'}: ${file.path}\n`).join(''));
  return (await askYesOrNo(asker, `Write ${plural(files.length, 'file')}?`, true)) ? complete : undefined;
}

/** A list longer than this is not read out: the answer is typed. */
const readableChoices = 9;

function isReadable(choices: readonly unknown[]): boolean {
  return choices.length <= readableChoices;
}
