import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfiguration } from '../engine/load/configuration.ts';
import { withoutEnvironment } from '../engine/load/edit-configuration.ts';
import { manifestFile, parseManifest } from '../engine/load/manifest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { replaceFile } from '../state/durable-file.ts';
import type { Answers, PlannedFile } from '../ui/wizard/answers.ts';
import type { Matrix } from '../ui/wizard/matrix.ts';
import { inOrder } from '../ui/wizard/matrix.ts';
import { configuredLayers } from './environment-layers.ts';
import { configurationText, freshConfiguration } from './init-configuration.ts';
import type { Platform } from './platform.ts';
import type { SettingChange } from './settings-matrix.ts';
import { settingChanges, settingsMatrix } from './settings-matrix.ts';

/** The settings of a folder's project, for `init`. */
export interface InitSettings {
  readonly matrix: (environments: readonly string[]) => Matrix;
  /** The configuration with what the answers change; nothing when they change nothing. Pure. */
  readonly planned: (answers: Answers) => readonly PlannedFile[];
  /** Environments that the configuration names. */
  readonly environments: readonly string[];
  /** Reads a configuration that was changed back; one that does not say what it should is put back as it was. @throws AtakoraError `ATK1110` */
  readonly check: (answers: Answers) => Promise<void>;
}

/**
 * Reads the configuration of the folder, once, before the questions. Undefined when it cannot be loaded: the settings are then not asked.
 * @throws AtakoraError `ATK1105` for one that cannot be loaded when `isNeeded`.
 */
export async function openInitSettings(folder: string, platform: Pick<Platform, 'libraryUrl'>, existing: ReadonlyMap<string, string>, isNeeded: boolean): Promise<InitSettings | undefined> {
  try {
    const configuration = hasConfiguration(folder) ? await readConfiguration(folder, platform.libraryUrl) : { configuration: {}, file: undefined };
    const { file } = configuration;
    const before = file === undefined ? undefined : readFileSync(join(folder, file), 'utf8');
    const layers = configuredLayers({ configuration, loaded: { manifest: { environments: environmentsIn(existing.get(manifestFile)) } } });
    const target = file ?? freshConfiguration;
    const inManifest = Object.keys(environmentsIn(existing.get(manifestFile)));
    // What leaves the manifest leaves the configuration too.
    const removed = ({ environments }: Answers): readonly string[] => inManifest.filter((name) => !environments.includes(name) && Object.hasOwn(configuration.configuration.environments ?? {}, name));
    const matrix = (environments: readonly string[]): Matrix => writable(settingsMatrix(environments, layers), target, before);
    return {
      matrix,
      environments: Object.keys(configuration.configuration.environments ?? {}),
      planned: (answers) => plannedFile({ ...answers, settings: inOrder(matrix(answers.environments), answers.settings ?? []) }, target, before, removed(answers)),
      check: (answers) => checkWritten(answers, { folder, file: target, before, libraryUrl: platform.libraryUrl, removed: removed(answers) }),
    };
  } catch (error) {
    if (error instanceof AtakoraError && !isNeeded) return undefined;
    throw error;
  }
}

/** What reads configurations is loaded for a folder that has one: the first frame of a new project does without. */
async function readConfiguration(folder: string, libraryUrl: string): Promise<LoadedConfiguration> {
  const { loadConfiguration } = await import('../engine/load/configuration.ts');
  return loadConfiguration(folder, libraryUrl);
}

function hasConfiguration(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => /^(?:atakora\.config\.|\.atakorarc)/.test(name));
}

/** A manifest that cannot be read is told elsewhere. */
function environmentsIn(text: string | undefined): Readonly<Record<string, object>> {
  try {
    return text === undefined ? {} : (parseManifest(text).manifest.environments ?? {});
  } catch {
    return {};
  }
}

/** The matrix, which also refuses what has no place in the file as it is written. */
function writable(matrix: Matrix, file: string, before: string | undefined): Matrix {
  return {
    ...matrix,
    checkAll: (lines) => matrix.checkAll(lines) ?? (configurationText(file, before, settingChanges(lines)) === undefined ? `${file} is written so that settings cannot be put into it: write ${lines.join(', ')} there yourself.` : undefined),
  };
}

function plannedFile({ settings = [] }: Answers, path: string, before: string | undefined, removed: readonly string[]): readonly PlannedFile[] {
  const changed = settings.length === 0 ? before : configurationText(path, before, settingChanges(settings));
  const after = removed.reduce((text, name) => (text === undefined ? undefined : (withoutEnvironment(text, path, name) ?? text)), changed);
  if (after === undefined || after === before) return [];
  return [before === undefined ? { path, after } : { path, before, after }];
}

interface Written {
  readonly folder: string;
  readonly file: string;
  readonly before: string | undefined;
  readonly libraryUrl: string;
  readonly removed: readonly string[];
}

async function checkWritten({ settings = [] }: Answers, { before, file, folder, libraryUrl, removed }: Written): Promise<void> {
  if (settings.length === 0 && removed.length === 0) return;
  const loaded = await readConfiguration(folder, libraryUrl).catch(() => undefined);
  const environments = loaded?.configuration.environments as Json | undefined;
  const left = removed.filter((name) => loaded === undefined || (environments !== undefined && isJsonObject(environments) && Object.hasOwn(environments, name)));
  if (loaded !== undefined && left.length === 0 && settingChanges(settings).every((change) => says(environments, change))) return;
  if (before === undefined) rmSync(join(folder, file), { force: true });
  else await replaceFile(join(folder, file), before);
  const byHand = [...(settings.length === 0 ? [] : [`Write ${settings.join(', ')} there yourself.`]), ...(removed.length === 0 ? [] : [`Take ${removed.join(', ')} out of it yourself.`])].join(' ');
  throw new AtakoraError('ATK1110', `${file} is written so that it cannot be changed by a program`, { location: { file }, hint: byHand });
}

function says(environments: Json | undefined, { environment, path, value }: SettingChange): boolean {
  const found = [environment, ...path].reduce<Json | undefined>((below, step) => (below !== undefined && isJsonObject(below) ? below[step] : undefined), environments);
  return JSON.stringify(found) === JSON.stringify(value);
}
