import { regionNames } from '../define/region-names.ts';
import { AtakoraError } from '../model/errors.ts';
import type { KeySource } from '../ui/ink/one-key-stdin.ts';
import { asciiGlyphs, unicodeGlyphs } from '../ui/text/glyphs.ts';
import type { Answers, PlannedFile } from '../ui/wizard/answers.ts';
import { parseTags } from '../ui/wizard/answers.ts';
import type { QuestionSources } from '../ui/wizard/question.ts';
import { createQuestions } from '../ui/wizard/questions.ts';
import { answerUnasked } from '../ui/wizard/unasked.ts';
import { readAnswersFile } from './answers-file.ts';
import type { CommandContext } from './command-context.ts';
import { listFlag, textFlag } from './command-context.ts';
import type { DraftStore } from './wizard-draft.ts';
import { wizardNotes } from './wizard-notes.ts';

export interface AnswerSources {
  readonly context: CommandContext;
  readonly detected: Partial<Answers>;
  readonly questions: Pick<QuestionSources, 'templates' | 'settings' | 'secrets'>;
  readonly files: (answers: Answers) => readonly PlannedFile[];
  /** Keeps the answers of a person who leaves. */
  readonly drafts: DraftStore;
}

/**
 * Answers of flags, then of a file, then of the person: on the screen, or line by line where nothing can be redrawn; with `--yes` the defaults.
 * @throws AtakoraError `ATK1003` naming every answer that is missing or wrong, with its flag.
 */
export async function collectAnswers(sources: AnswerSources): Promise<Answers | 'cancelled'> {
  const { context } = sources;
  const file = textFlag(context, 'answers');
  const given = { ...(file === undefined ? {} : readAnswersFile(context.platform.cwd, file)), ...answersOfFlags(context) };
  const questions: QuestionSources = { ...sources.questions, detected: sources.detected, regions: regionsFor() };
  if (context.options.yes || !context.options.interactive) {
    return unasked(sources, questions, given);
  }
  refuseProblems(questions, given);
  const { drafts } = sources;
  const common = { ...questions, given, earlier: drafts.load(), onDraft: drafts.save, files: sources.files, stdout: context.platform.stdout as NodeJS.WriteStream, signal: context.signal };
  if (context.options.redraw) {
    const { runWizard } = await import('../ui/ink/wizard/run-wizard.tsx');
    return runWizard({ ...common, notes: wizardNotes, stdin: context.platform.stdin as unknown as KeySource, glyphs: context.options.ascii ? asciiGlyphs : unicodeGlyphs, color: context.options.color });
  }
  const { askWizardPrompts } = await import('../ui/plain/wizard-prompts.ts');
  return askWizardPrompts({ ...common, stdin: context.platform.stdin as NodeJS.ReadStream });
}

function unasked({ context }: AnswerSources, questions: QuestionSources, given: Partial<Answers>): Answers {
  const result = answerUnasked(createQuestions(questions), given, context.options.yes);
  if (result.kind === 'problems') {
    refuseProblems(questions, given);
    const list = result.problems.map((problem) => `${problem.flag}: ${problem.reason === 'missing' ? problem.title : problem.reason}`).join('; ');
    throw new AtakoraError('ATK1003', `cannot ask without a terminal: ${list}`, { hint: 'Give the flags, or --yes to take the defaults.' });
  }
  if ((result.answers.secrets ?? []).some((line) => line.endsWith('=enter'))) {
    throw new AtakoraError('ATK1003', 'the value of a secret cannot be asked without a person at the terminal', { hint: 'Leave it for later, and bring values with `atakora secrets import FILE` or `atakora secrets set NAME`.' });
  }
  for (const { flag, value } of result.assumed) {
    if (value !== '') {
      context.output.text(`using ${flag.slice(2)} ${value}, the default\n`);
    }
  }
  return result.answers;
}

/** Flags are checked before the first question, not after the last. */
function refuseProblems(questions: QuestionSources, given: Partial<Answers>): void {
  const result = answerUnasked(createQuestions(questions), given, true);
  const wrong = result.kind === 'problems' ? result.problems.filter((problem) => problem.reason !== 'missing') : [];
  if (wrong.length > 0) {
    throw new AtakoraError('ATK1002', wrong.map((problem) => `${problem.flag}: ${problem.reason}`).join('; '));
  }
}

function answersOfFlags(context: CommandContext): Partial<Answers> {
  const text = (flag: string, field: keyof Answers): Partial<Answers> => {
    const value = textFlag(context, flag);
    return value === undefined ? {} : { [field]: value };
  };
  const lines = (flag: string, field: keyof Answers): Partial<Answers> => {
    const values = listFlag(context, flag);
    return values.length === 0 ? {} : { [field]: values };
  };
  const environments = textFlag(context, 'environments');
  const tags = textFlag(context, 'tags');
  return {
    ...text('name', 'project'),
    ...text('organization', 'organization'),
    ...text('template', 'template'),
    ...text('location', 'location'),
    ...text('subscription', 'subscriptionId'),
    ...text('tenant', 'tenantId'),
    ...text('default-env', 'defaultEnvironment'),
    ...text('state', 'state'),
    ...lines('set', 'settings'),
    ...lines('secret', 'secrets'),
    ...(environments === undefined ? {} : { environments: environments.split(',').map((name) => name.trim()).filter((name) => name !== '') }),
    ...(tags === undefined ? {} : { tags: parseTags(tags) }),
  };
}

/** All regions, with the one that most examples use first: nothing is known yet of where the person is. */
function regionsFor(): QuestionSources['regions'] {
  const first = 'westeurope';
  // The other clouds have accounts of their own; this version asks for the public one.
  const sorted = regionNames.filter((region) => !/^(china|usgov|usdod)/.test(region.name)).sort((a, b) => Number(b.name === first) - Number(a.name === first));
  return sorted.map((region) => ({ name: region.name, displayName: region.display }));
}
