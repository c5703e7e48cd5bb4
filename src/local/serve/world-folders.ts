import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AtakoraError } from '../../model/errors.ts';

/** A world by name and where it lies. */
export interface WorldPlace {
  readonly name: string;
  readonly folder: string;
  /** There is something in it. */
  readonly exists: boolean;
}

/** Worlds that the commands of a project use have places of their own; all others lie under `worlds/`. */
const productWorlds: ReadonlyMap<string, string> = new Map([['default', 'world'], ['environments', 'environments-world']]);

const namePattern = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** Files that people write; a reset keeps them. */
const settingsFiles: ReadonlySet<string> = new Set(['settings.json', 'faults.json']);

/**
 * The world of that name; `default` is that of all twins.
 * @param base the folder `.atakora/local` of a project, or of the working folder where there is none
 * @throws AtakoraError `ATK1002` for a text that is no name.
 */
export function worldPlace(base: string, name = 'default'): WorldPlace {
  if (!namePattern.test(name)) {
    throw new AtakoraError('ATK1002', `--world ${name} is not a name`, { hint: 'Names of worlds have up to 40 lower-case letters, digits and hyphens, and begin and end with a letter or digit.' });
  }
  const folder = join(base, productWorlds.get(name) ?? join('worlds', name));
  return { name, folder, exists: hasWorld(folder) };
}

/** The worlds that exist, those of the project's commands first. */
export function listWorlds(base: string): readonly WorldPlace[] {
  const others = join(base, 'worlds');
  const named = existsSync(others) ? readdirSync(others).filter((name) => namePattern.test(name)).sort() : [];
  return [...productWorlds.keys(), ...named.filter((name) => !productWorlds.has(name))].map((name) => worldPlace(base, name)).filter(({ exists }) => exists);
}

/** Empties a world; its settings and fault rules stay. @throws AtakoraError `ATK1901` when a file cannot be removed. */
export function emptyWorld({ folder }: WorldPlace): void {
  try {
    for (const entry of readdirSync(folder)) {
      if (!settingsFiles.has(entry)) rmSync(join(folder, entry), { recursive: true, force: true });
    }
  } catch (cause) {
    throw new AtakoraError('ATK1901', `the world in ${folder} cannot be removed`, { cause });
  }
}

function hasWorld(folder: string): boolean {
  return existsSync(join(folder, 'world.db'));
}
