import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { resolveTarget } from '../engine/load/environment-target.ts';
import type { TargetChoice, TargetFacts } from '../engine/load/environment-target.ts';
import { loadConfiguration } from '../engine/load/configuration.ts';
import type { LoadedConfiguration } from '../engine/load/configuration.ts';
import { locateInJson } from '../engine/load/json-position.ts';
import { manifestFile, parseManifest } from '../engine/load/manifest.ts';
import type { LoadedManifest } from '../engine/load/manifest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';
import { chosenEnvironment } from './chosen-environment.ts';

/** An opened project: what it is, before an environment is chosen. */
export interface OpenedProject {
  /** Absolute path of the project folder. */
  readonly folder: string;
  readonly loaded: LoadedManifest;
  readonly configuration: LoadedConfiguration;
}

/** An opened project in one environment: what nearly every command begins with. */
export interface ProjectSession extends OpenedProject {
  readonly facts: TargetFacts;
}

/**
 * Reads manifest and configuration of the working folder (or -C), for a command that looks at all environments.
 * @throws AtakoraError `ATK1101` without a manifest, and what reading the two throws.
 */
export async function openFiles(context: CommandContext): Promise<OpenedProject> {
  const folder = projectFolder(context);
  const loaded = parseManifest(readManifest(folder));
  return { folder, loaded, configuration: await loadConfiguration(folder, context.platform.libraryUrl) };
}

/**
 * Opens the project of the working folder (or -C) in the chosen environment and says what was assumed.
 * @throws AtakoraError `ATK1101` without a manifest, and what reading it throws.
 */
export async function openProject(context: CommandContext): Promise<ProjectSession> {
  const opened = await openFiles(context);
  return openIn(context, opened, chosenEnvironment(context, opened.loaded.manifest));
}

/**
 * Opens the project for a command that works from the state alone. A configuration that cannot be loaded is told and left out: what was
 * applied must be removable whatever became of the code.
 * @throws AtakoraError as `openProject`, but for the configuration.
 */
export async function openProjectForState(context: CommandContext): Promise<ProjectSession> {
  const folder = projectFolder(context);
  const loaded = parseManifest(readManifest(folder));
  const choice = chosenEnvironment(context, loaded.manifest);
  try {
    return openIn(context, { folder, loaded, configuration: await loadConfiguration(folder, context.platform.libraryUrl) }, choice);
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.code !== 'ATK1105') {
      throw error;
    }
    context.output.emit({ type: 'log', level: 'warning', text: `${error.message}: ${context.command} goes on without the configuration` });
    return openIn(context, { folder, loaded, configuration: { configuration: { environments: { [choice.environment]: {} } }, file: undefined } }, choice);
  }
}

/**
 * Opens the project for a saved plan: in the plan's environment, and without any code of the project, its configuration included.
 * @throws AtakoraError as `openProject`.
 */
export function openProjectWithoutCode(context: CommandContext, environment: Pick<TargetChoice, 'environment' | 'twin'>): ProjectSession {
  const folder = projectFolder(context);
  const loaded = parseManifest(readManifest(folder));
  const configuration: LoadedConfiguration = { configuration: { environments: { [environment.environment]: {} } }, file: undefined };
  return openIn(context, { folder, loaded, configuration }, { ...environment, from: 'the saved plan' });
}

function projectFolder(context: CommandContext): string {
  return resolve(context.platform.cwd, context.options.cwd ?? '.');
}

function openIn(context: CommandContext, opened: OpenedProject, choice: TargetChoice): ProjectSession {
  const { loaded, configuration } = opened;
  const facts = resolveTarget(loaded.manifest, choice, Object.keys(configuration.configuration.environments ?? {}), (path) => locateInJson(loaded.text, path, manifestFile));
  context.output.emit({ type: 'start', command: context.command, tool: `atakora ${context.platform.version}`, project: loaded.project.name, environment: facts.key, cloud: facts.cloud, local: facts.cloud === 'local' });
  for (const assumption of facts.assumptions) {
    context.output.emit({ type: 'assumption', ...assumption });
  }
  return { ...opened, facts };
}

function readManifest(folder: string): string {
  try {
    return readFileSync(join(folder, manifestFile), 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AtakoraError('ATK1101', `there is no project in ${folder}: ${manifestFile} is missing`, { cause });
    }
    throw new AtakoraError('ATK1902', `${manifestFile} cannot be read`, { cause });
  }
}
