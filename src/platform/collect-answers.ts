import { knownFields } from '../engine/load/manifest-schema.ts';
import { meantField } from '../engine/load/meant-field.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CloudName } from '../model/environment-settings.ts';
import type { KeySource } from '../ui/ink/key-source.ts';
import { asciiGlyphs, unicodeGlyphs } from '../ui/text/glyphs.ts';
import type { Answers, Draft, PlannedFile, QuestionId } from '../ui/wizard/answers.ts';
import type { QuestionSources } from '../ui/wizard/question.ts';
import { createQuestions } from '../ui/wizard/questions.ts';
import { parseTags } from '../ui/wizard/tag-text.ts';
import { answerUnasked } from '../ui/wizard/unasked.ts';
import { readAnswersFile } from './answers-file.ts';
import type { CommandContext } from './command-context.ts';
import { listFlag, textFlag } from './command-context.ts';
import { createNotes, placeOf } from './live-notes.ts';
import type { LiveNoteOptions } from './live-notes.ts';
import { reachAzure } from './reach-azure.ts';
import { readRecent } from './recent-choices.ts';
import { openAccount } from './wizard-azure.ts';
import type { DraftStore } from './wizard-draft.ts';
import { wizardRegions } from './wizard-regions.ts';

export interface AnswerSources extends Pick<LiveNoteOptions, 'projectId' | 'removals'> {
  readonly context: CommandContext;
  /** Absolute path of the project's folder. */
  readonly folder: string;
  readonly cloud: CloudName;
  readonly questions: Pick<QuestionSources, 'detected' | 'project' | 'templates' | 'settings' | 'secrets'>;
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
  const { env } = context.platform;
  const path = textFlag(context, 'answers');
  const file = path === undefined ? {} : readAnswersFile(context.platform.cwd, path);
  const flags = answersOfFlags(context);
  const asks = context.options.interactive && !context.options.yes;
  const { detected } = sources.questions;
  const regions = wizardRegions(asks ? readRecent(env).locations : [], detected.location);
  const fromFile = new Set((Object.keys(file) as QuestionId[]).filter((id) => !(id in flags)));
  const questions: QuestionSources = { ...sources.questions, regions, fromFile, tagProblem };
  const given = { ...file, ...flags };
  if (!asks) return unasked(context, questions, given);
  refuseProblems(questions, given);
  return askPerson(sources, questions, given);
}

/** Asks on the screen or line by line, with Azure behind it as long as that lasts. */
async function askPerson({ cloud, context, drafts, files, folder, projectId, removals }: AnswerSources, sources: QuestionSources, given: Partial<Answers>): Promise<Answers | 'cancelled'> {
  const over = new AbortController();
  const { clock, stdin, stdout } = context.platform;
  const reach = reachAzure(context, folder, cloud);
  const account = reach === undefined ? undefined : openAccount(reach, over.signal);
  const notes = createNotes({ reach, account, clock, projectId, removals, existing: sources.detected.environments ?? [], hasBackend: sources.project?.hasBackend === true });
  const isChecked = (draft: Draft): boolean => placeOf(draft, reach) !== undefined;
  const common = { ...sources, isChecked, ...(account === undefined ? {} : { account: account.known }), given, earlier: drafts.load(), onDraft: drafts.save, files, notes, stdout: stdout as NodeJS.WriteStream, signal: context.signal };
  try {
    if (context.options.redraw) {
      const { runWizard } = await import('../ui/ink/wizard/run-wizard.tsx');
      // Asked to end while the screen was loaded.
      if (context.signal.aborted) return 'cancelled';
      return await runWizard({ ...common, stdin: stdin as unknown as KeySource, glyphs: context.options.ascii ? asciiGlyphs : unicodeGlyphs, color: context.options.color });
    }
    const { askWizardPrompts } = await import('../ui/plain/wizard-prompts.ts');
    return await askWizardPrompts({ ...common, stdin: stdin as NodeJS.ReadStream, awaitAccount: async () => void (await account?.state()) });
  } finally {
    over.abort();
  }
}

function unasked(context: CommandContext, questions: QuestionSources, given: Partial<Answers>): Answers {
  const result = answerUnasked(createQuestions(questions), given, context.options.yes);
  if (result.kind === 'problems') {
    refuseProblems(questions, given);
    const list = result.problems.map((problem) => `${problem.flag}: ${problem.reason === 'missing' ? problem.title : problem.reason}`).join('; ');
    throw new AtakoraError('ATK1003', `cannot ask without a terminal: ${list}`, { hint: 'Give the flags, or --yes to take the defaults.' });
  }
  if ((result.answers.secrets ?? []).some((line) => line.endsWith('=enter'))) {
    throw new AtakoraError('ATK1003', 'the value of a secret cannot be asked without a person at the terminal', { hint: 'Leave it for later, and bring values with `atakora secrets import FILE` or `atakora secrets set NAME`.' });
  }
  for (const { flag, value, isDetected } of result.assumed) {
    if (value !== '' && !(questions.project !== undefined && isDetected)) {
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

/** What the flags of `init` answer. */
export function answersOfFlags(context: Pick<CommandContext, 'flags'>): Partial<Answers> {
  const text = (flag: string, id: keyof Answers): Partial<Answers> => {
    const value = textFlag(context, flag);
    return value === undefined ? {} : { [id]: value };
  };
  const lines = (flag: string, id: 'settings' | 'secrets'): Partial<Answers> => {
    const given = listFlag(context, flag);
    return given.length === 0 ? {} : { [id]: given };
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

/** Why a tag cannot stand in a manifest: it would be taken for one of its fields. */
function tagProblem(name: string): string | undefined {
  const field = knownFields.includes(name) ? name : meantField(name, knownFields);
  return field === undefined ? undefined : `"${name}" cannot name a tag: the manifest would take it for its field "${field}".`;
}
