import { checkbox, confirm, input, rawlist } from '@inquirer/prompts';
import type { Answers, Draft, DraftValue, PlannedFile } from '../wizard/answers.ts';
import { toAnswers, toDraft } from '../wizard/answers.ts';
import type { Question, QuestionSources } from '../wizard/questions.ts';
import { createQuestions } from '../wizard/questions.ts';
import { plural } from '../text/plural.ts';
import type { PlainTerminal } from './ask-plain.ts';
import { inLines } from './ask-plain.ts';
import { askByLines, askYesOrNo } from './line-asker.ts';
import { askQuestionByLines } from './wizard-lines-asked.ts';

export interface WizardPromptOptions extends QuestionSources, PlainTerminal {
  readonly given: Partial<Answers>;
  readonly files: (answers: Answers) => readonly PlannedFile[];
}

type PromptContext = Parameters<Parameters<typeof inLines>[1]>[0];

/** One way to ask the questions of `init` without a screen. */
interface Asking {
  readonly question: (question: Question, draft: Draft) => Promise<DraftValue>;
  readonly isWanted: (message: string) => Promise<boolean>;
}

/** Asks the questions of `init` line by line, for screen readers and dumb terminals: numbered lists, no screen. The answers are those that `runWizard` gives. */
export async function askWizardPrompts(options: WizardPromptOptions): Promise<Answers | 'cancelled'> {
  const answers = options.escapes === true
    ? await inLines(options, (context) => askAll(options, { question: (question, draft) => askOne(question, draft, context), isWanted: (message) => confirm({ message, default: true }, context) }))
    : await askByLines(options, (asker) =>
        askAll(options, { question: (question, draft) => askQuestionByLines(asker, question, draft, isReadable), isWanted: (message) => askYesOrNo(asker, message, true) }),
      );
  return answers ?? 'cancelled';
}

async function askAll(options: WizardPromptOptions, asking: Asking): Promise<Answers | undefined> {
  const given = toDraft(options.given);
  let draft: Draft = given;
  for (const question of createQuestions(options)) {
    if (given[question.id] === undefined && !question.skip(draft)) {
      draft = { ...draft, [question.id]: await asking.question(question, draft) };
    }
  }
  const complete = toAnswers(draft);
  const files = options.files(complete).filter((file) => file.before !== file.after);
  options.stdout.write(files.map((file) => `${file.before === undefined ? 'new' : 'changed'}: ${file.path}\n`).join(''));
  return (await asking.isWanted(`Write ${plural(files.length, 'file')}?`)) ? complete : undefined;
}

/** A list longer than this is not read out: the answer is typed. */
const readableChoices = 9;

function isReadable(choices: readonly unknown[]): boolean {
  return choices.length <= readableChoices;
}

async function askOne(question: Question, draft: Draft, context: PromptContext): Promise<DraftValue> {
  const message = `${question.title} ${question.help}`;
  const choices = (question.choices?.(draft) ?? []).map((choice) => ({ value: choice.value, name: choice.detail === undefined ? choice.label : `${choice.label}: ${choice.detail}` }));
  const fallback = question.default(draft);
  if (question.kind === 'multiselect') {
    const chosen = choices.map((choice) => ({ ...choice, checked: fallback?.includes(choice.value) ?? false }));
    return checkbox({ message, choices: chosen, validate: (picked) => question.validate(picked.map(({ value }) => value), draft) ?? true }, context);
  }
  const assumed = typeof fallback === 'string' ? fallback : '';
  if (question.kind === 'select' && isReadable(choices)) {
    return rawlist({ message, choices, default: assumed }, context);
  }
  return input({ message, default: assumed, validate: (text) => question.validate(text.trim(), draft) ?? true }, context);
}
