import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { builtInEnvironments } from '../define/built-in-environments.ts';
import { manifestFile, parseManifest } from '../engine/load/manifest.ts';
import type { CloudName } from '../model/environment-settings.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Answers, PlannedFile } from '../ui/wizard/answers.ts';
import type { ProjectFound, TemplateSecret } from '../ui/wizard/question.ts';
import { collectAnswers } from './collect-answers.ts';
import type { CommandContext } from './command-context.ts';
import { detectAnswers } from './detect-answers.ts';
import { findGen1, gen1Files } from './gen1-project.ts';
import { backendFile, plannedFiles, readExisting, readTemplates } from './init-files.ts';
import { openRemovals } from './init-removals.ts';
import { offerPlan, tellInit } from './init-report.ts';
import { keepSecrets, takeSecrets, templateSecrets } from './init-secrets.ts';
import { openInitSettings } from './init-settings.ts';
import type { InitSettings } from './init-settings.ts';
import { keepRecent } from './recent-choices.ts';
import { paragraph } from './state-text.ts';
import { openDraftStore } from './wizard-draft.ts';
import { restoreFiles, writeFiles } from './write-files.ts';

/**
 * Asks what the flags have not answered, shows the files, writes them, and offers a plan. Returns the exit code.
 * @throws AtakoraError `ATK1006` when it is left, `ATK1003` for answers that nobody can be asked for, `ATK1109` for an environment that cannot go,
 * and what reading the folder throws.
 */
export async function initProject(context: CommandContext): Promise<number> {
  const folder = resolve(context.platform.cwd, context.options.cwd ?? '.', context.positionals[0] ?? '.');
  const templates = readTemplates(context.platform.packageFolder);
  const existing = readExisting(folder, templates);
  // Git answers while the questions are asked.
  const untracked = refuseTrackedFiles(folder);
  untracked.catch(() => undefined);
  const older = findGen1(existing);
  if (older !== undefined) context.output.text(paragraph(context, older.notice));
  const settings = await openInitSettings(folder, context.platform, existing, context.flags['set'] !== undefined);
  const current = older === undefined ? existing : new Map<string, string>();
  const project = projectIn(current, settings);
  const hasBackend = existing.has(backendFile);
  const secretsOf = (template: string): readonly TemplateSecret[] => (hasBackend ? [] : templates.filter(({ name }) => name === template).flatMap(templateSecrets));
  const detected = { ...detectAnswers(basename(folder), current), ...older?.answers };
  const projectId = idIn(current) ?? context.platform.ids.uuid();
  const drafts = openDraftStore(context.platform, folder, [manifestFile, ...gen1Files].map((path) => existing.get(path) ?? '').join(''));
  const files = (given: Answers): readonly PlannedFile[] => [...plannedFiles(given, templates, existing, projectId), ...(settings?.planned(given) ?? [])];
  const questions = { detected, templates, secrets: secretsOf, ...(project === undefined ? {} : { project }), ...(settings === undefined ? {} : { settings: settings.matrix }) };
  const removals = openRemovals(context, folder, detected);
  // Left at the first frame, or while the folder was read.
  const answers = context.signal.aborted ? 'cancelled' : await collectAnswers({ context, folder, cloud: cloudIn(current), drafts, questions, files, projectId, removals: removals.tell });
  if (answers === 'cancelled') {
    throw new AtakoraError('ATK1006', 'cancelled; nothing was written');
  }
  await Promise.all([untracked, removals.refuse(answers)]);
  const declared = secretsOf(answers.template);
  const values = await takeSecrets(context, folder, answers, declared);
  const planned = files(answers);
  await writeAll(folder, planned, async () => settings?.check(answers));
  const secrets = await keepSecrets(folder, answers, values, declared);
  drafts.forget();
  const isAsked = context.options.interactive && !context.options.yes;
  if (isAsked) keepRecent(context.platform.env, answers);
  tellInit(context, folder, { written: planned.map((file) => file.path), answers, secrets, detected, project });
  return isAsked ? offerPlan(context, folder) : 0;
}

/** Writes all files and has them checked; when either fails, the folder is as it was. */
async function writeAll(folder: string, planned: readonly PlannedFile[], check: () => Promise<void>): Promise<void> {
  try {
    writeFiles(folder, planned);
    await check();
  } catch (error) {
    restoreFiles(folder, planned);
    throw error;
  }
}

function projectIn(existing: ReadonlyMap<string, string>, settings: InitSettings | undefined): ProjectFound | undefined {
  return existing.has(manifestFile) ? { hasBackend: existing.has(backendFile), environments: [...Object.keys(builtInEnvironments), ...(settings?.environments ?? [])] } : undefined;
}

function idIn(existing: ReadonlyMap<string, string>): string | undefined {
  const text = existing.get(manifestFile);
  return text === undefined ? undefined : parseManifest(text).manifest.id;
}

function cloudIn(existing: ReadonlyMap<string, string>): CloudName {
  const text = existing.get(manifestFile);
  return (text === undefined ? undefined : parseManifest(text).manifest.cloud) ?? 'AzureCloud';
}

/** Git must not have the files that will hold secrets: a line in .gitignore says nothing of what is tracked. @throws AtakoraError `ATK2207` */
async function refuseTrackedFiles(folder: string): Promise<void> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^\.env(?:\.|$)/.test(name) && !/\.(?:example|sample|template)$/.test(name)) : [];
  if (names.length === 0) return;
  const { refuseTracked } = await import('../secrets/git-guard.ts');
  for (const name of names) await refuseTracked(join(folder, name));
}
