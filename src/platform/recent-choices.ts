import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Platform } from './platform.ts';
import { stateHome } from './wizard-draft.ts';

/** What a person has chosen in projects before: it stands first in lists. Never read where nobody is asked. */
export interface RecentChoices {
  /** Regions, the last one first. */
  readonly locations: readonly string[];
}

/** How many are kept. */
const most = 3;

function fileOf(env: Platform['env']): string {
  return join(stateHome(env), 'atakora', 'recent.json');
}

/** Nothing where there is no file, or one that cannot be read. */
export function readRecent(env: Platform['env']): RecentChoices {
  try {
    const value = JSON.parse(readFileSync(fileOf(env), 'utf8')) as Json;
    const list: readonly Json[] = isJsonObject(value) && Array.isArray(value['locations']) ? (value['locations'] as readonly Json[]) : [];
    return { locations: list.filter((item): item is string => typeof item === 'string').slice(0, most) };
  } catch {
    return { locations: [] };
  }
}

/** Keeps a choice. A place that cannot be written to keeps none. */
export function keepRecent(env: Platform['env'], { location }: { readonly location: string }): void {
  if (location === '') return;
  const file = fileOf(env);
  const locations = [location, ...readRecent(env).locations.filter((other) => other !== location)].slice(0, most);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify({ version: 1, locations }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // A convenience: a read-only home must not keep anybody from starting a project.
  }
}
