import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentEntry, newConfiguration, withEnvironment, withoutEnvironment } from '../engine/load/edit-configuration.ts';
import { loadConfiguration } from '../engine/load/configuration.ts';
import { AtakoraError } from '../model/errors.ts';
import { replaceFile } from '../state/durable-file.ts';
import type { CommandContext } from './command-context.ts';
import type { OpenedProject } from './project-session.ts';

/** File that is made for a project without a configuration. */
const freshFile = 'atakora.config.ts';

/**
 * Writes into the configuration that an environment extends another, and reads it back; a file that does not say so then is put back as
 * it was. Answers the file.
 * @throws AtakoraError `ATK1110` with the line to write by hand when the place for it cannot be found.
 */
export async function extendInConfiguration(context: CommandContext, { configuration: { file }, folder }: OpenedProject, name: string, base: string): Promise<string> {
  const target = file ?? freshFile;
  const before = file === undefined ? undefined : readFileSync(join(folder, target), 'utf8');
  const after = before === undefined ? newConfiguration(name, base) : withEnvironment(before, target, name, base);
  const byHand = new AtakoraError('ATK1110', `${target} is written so that ${name} cannot be added to it`, { location: { file: target }, hint: `Write ${environmentEntry(target, name, base)} under environments yourself, and repeat without --extends.` });
  if (after === undefined) {
    throw byHand;
  }
  await writeChecked(context, { folder, file: target, before, after }, (environments) => environments[name]?.extends === base, byHand);
  return target;
}

/**
 * Takes an environment out of the configuration, and reads it back. Answers the file; undefined when it says nothing of the environment.
 * @throws AtakoraError `ATK1110` when it has to be done by hand.
 */
export async function removeFromConfiguration(context: CommandContext, { configuration, folder }: OpenedProject, name: string): Promise<string | undefined> {
  const { file, locate } = configuration;
  if (file === undefined || !Object.hasOwn(configuration.configuration.environments ?? {}, name)) {
    return undefined;
  }
  const before = readFileSync(join(folder, file), 'utf8');
  const after = withoutEnvironment(before, file, name);
  const byHand = new AtakoraError('ATK1110', `${file} is written so that ${name} cannot be taken out of it`, { location: locate?.(['environments', name]) ?? { file }, hint: 'Remove it there yourself, and repeat the command.' });
  if (after === undefined) {
    throw byHand;
  }
  await writeChecked(context, { folder, file, before, after }, (environments) => !Object.hasOwn(environments, name), byHand);
  return file;
}

interface ConfigurationEdit {
  readonly folder: string;
  readonly file: string;
  /** Undefined: there was none. */
  readonly before: string | undefined;
  readonly after: string;
}

type Environments = NonNullable<Awaited<ReturnType<typeof loadConfiguration>>['configuration']['environments']>;

async function writeChecked({ platform }: CommandContext, { after, before, file, folder }: ConfigurationEdit, isRight: (environments: Environments) => boolean, refusal: AtakoraError): Promise<void> {
  const path = join(folder, file);
  await replaceFile(path, after);
  const read = await loadConfiguration(folder, platform.libraryUrl).catch(() => undefined);
  if (read !== undefined && isRight(read.configuration.environments ?? {})) {
    return;
  }
  if (before === undefined) {
    rmSync(path, { force: true });
  } else {
    await replaceFile(path, before);
  }
  throw refusal;
}
