import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { LocalBehaviour } from '../resources/resource-kind.ts';

/** How fast this world is and what it grants; from `settings.json` in its folder, which people and tests write. */
export interface LocalSettings {
  /** Multiplies the durations of the classes; 0 makes everything instant. */
  readonly timeScale: number;
  /** Milliseconds by ARM type in lower case; not scaled. */
  readonly durations: Readonly<Record<string, number>>;
  /** True: what-if reports what Azure's would, false alarms included; false: only what the deployment would really change. */
  readonly whatIfNoise: boolean;
  /** Limits by what is counted, in lower case, such as `microsoft.compute/cores` for the subscription or `microsoft.compute/cores@westus` for a region. */
  readonly quotas: Readonly<Record<string, number>>;
  /** Sizes and images that nobody can have, in lower case: `standard_b2s@eastus` in one region, `standard_b2s` in all. */
  readonly unavailable: readonly string[];
  /** False: the subscription can buy nothing in the marketplace. */
  readonly marketplace: boolean;
  /** Milliseconds until the directory knows a new identity; not scaled. */
  readonly replicationMs: number;
}

const defaults: LocalSettings = { timeScale: 1, durations: {}, whatIfNoise: true, quotas: {}, unavailable: [], marketplace: true, replicationMs: 0 };

const classMs = { instant: 0, seconds: 150, minutes: 400 } as const satisfies Record<LocalBehaviour['duration'], number>;

/**
 * Reads the settings of a world; defaults when there is no file.
 * @throws AtakoraError `ATK2103` when the file is not what it should be.
 */
export function readSettings(folder: string): LocalSettings {
  const file = join(folder, 'settings.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return defaults;
  }
  const settings = parseJson(text);
  if (!isJsonObject(settings)) throw wrong(file, 'is not a JSON object');
  return {
    timeScale: numberOf(settings, 'timeScale', file),
    durations: numbersOf(settings, 'durations', file),
    whatIfNoise: switchOf(settings, 'whatIfNoise', file),
    quotas: numbersOf(settings, 'quotas', file),
    unavailable: textsOf(settings, 'unavailable', file),
    marketplace: switchOf(settings, 'marketplace', file),
    replicationMs: numberOf(settings, 'replicationMs', file),
  };
}

/** Milliseconds that creating a resource of the type takes. */
export function durationMs(settings: LocalSettings, type: string, duration: LocalBehaviour['duration']): number {
  return settings.durations[type.toLowerCase()] ?? classMs[duration] * settings.timeScale;
}

function numberOf(settings: JsonObject, key: 'timeScale' | 'replicationMs', file: string): number {
  const value = settings[key] ?? defaults[key];
  if (typeof value !== 'number' || value < 0) throw wrong(file, `has a \`${key}\` that is not a number from 0 up`);
  return value;
}

function switchOf(settings: JsonObject, key: 'whatIfNoise' | 'marketplace', file: string): boolean {
  const value = settings[key] ?? defaults[key];
  if (typeof value !== 'boolean') throw wrong(file, `has a \`${key}\` that is neither true nor false`);
  return value;
}

function numbersOf(settings: JsonObject, key: 'durations' | 'quotas', file: string): Readonly<Record<string, number>> {
  const values = settings[key] ?? {};
  if (!isJsonObject(values)) throw wrong(file, `has \`${key}\` that are not an object`);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value !== 'number' || value < 0) throw wrong(file, `has a value of ${name} in \`${key}\` that is not a number from 0 up`);
      return [name.toLowerCase(), value];
    }),
  );
}

function textsOf(settings: JsonObject, key: 'unavailable', file: string): readonly string[] {
  const values = settings[key] ?? [];
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) throw wrong(file, `has \`${key}\` that is not a list of texts`);
  return values.map((value) => value.toLowerCase());
}

function wrong(file: string, what: string): AtakoraError {
  return new AtakoraError('ATK2103', `${file} ${what}`, { location: { file } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
