import { checkbox, confirm, input, rawlist } from '@inquirer/prompts';
import type { Answers, Draft, DraftValue, PlannedFile } from '../wizard/answers.ts';
import { toAnswers, toDraft } from '../wizard/answers.ts';
import type { Question, QuestionSources } from '../wizard/questions.ts';
import { createQuestions } from '../wizard/questions.ts';
import { plural } from '../text/plural.ts';
import type { PlainTerminal } from './ask-plain.ts';
import { inLines } from './ask-plain.ts';

export interface WizardPromptOptions extends QuestionSources {
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  readonly signal?: AbortSignal;
  readonly given: Partial<Answers>;
  readonly files: (answers: Answers) => readonly PlannedFile[];
}

type PromptContext = Parameters<Parameters<typeof inLines>[1]>[0];

/** Asks the questions of `init` line by line, for screen readers and dumb terminals: numbered lists, no screen. The answers are those that `runWizard` gives. */
export async function askWizardPrompts(options: WizardPromptOptions): Promise<Answers | 'cancelled'> {
  const terminal: PlainTerminal = options;
  const answers = await inLines(terminal, async (context) => {
    const given = toDraft(options.given);
    let draft: Draft = given;
    for (const question of createQuestions(options)) {
      if (given[question.id] === undefined && !question.skip(draft)) {
        draft = { ...draft, [question.id]: await askOne(question, draft, context) };
      }
    }
    const complete = toAnswers(draft);
    const files = options.files(complete).filter((file) => file.before !== file.after);
    const list = files.map((file) => `${file.before === undefined ? 'new' : 'changed'}: ${file.path}\n`).join('');
    options.stdout.write(list);
    return (await confirm({ message: `Write ${plural(files.length, 'file')}?`, default: true }, context)) ? complete : undefined;
  });
  return answers ?? 'cancelled';
}

/** A list longer than this is not read out: the answer is typed. */
const readableChoices = 9;

async function askOne(question: Question, draft: Draft, context: PromptContext): Promise<DraftValue> {
  const message = `${question.title} ${question.help}`;
  const choices = (question.choices?.(draft) ?? []).map((choice) => ({ value: choice.value, name: choice.detail === undefined ? choice.label : `${choice.label}: ${choice.detail}` }));
  const fallback = question.default(draft);
  if (question.kind === 'multiselect') {
    const chosen = choices.map((choice) => ({ ...choice, checked: fallback?.includes(choice.value) ?? false }));
    return checkbox({ message, choices: chosen, validate: (picked) => question.validate(picked.map(({ value }) => value), draft) ?? true }, context);
  }
  const assumed = typeof fallback === 'string' ? fallback : '';
  if (question.kind === 'select' && choices.length <= readableChoices) {
    return rawlist({ message, choices, default: assumed }, context);
  }
  return input({ message, default: assumed, validate: (text) => question.validate(text.trim(), draft) ?? true }, context);
}
