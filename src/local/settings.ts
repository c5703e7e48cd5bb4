import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { LocalBehaviour } from '../resources/resource-kind.ts';

/** How fast this world is; from `settings.json` in its folder, which people and tests write. */
export interface LocalSettings {
  /** Multiplies the durations of the classes; 0 makes everything instant. */
  readonly timeScale: number;
  /** Milliseconds by ARM type in lower case; not scaled. */
  readonly durations: Readonly<Record<string, number>>;
  /** True: what-if reports what Azure's would, false alarms included; false: only what the deployment would really change. */
  readonly whatIfNoise: boolean;
}

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
    return { timeScale: 1, durations: {}, whatIfNoise: true };
  }
  const settings = parseJson(text);
  if (!isJsonObject(settings)) throw wrong(file, 'is not a JSON object');
  return { timeScale: timeScaleOf(settings, file), durations: durationsOf(settings, file), whatIfNoise: noiseOf(settings, file) };
}

/** Milliseconds that creating a resource of the type takes. */
export function durationMs(settings: LocalSettings, type: string, duration: LocalBehaviour['duration']): number {
  return settings.durations[type.toLowerCase()] ?? classMs[duration] * settings.timeScale;
}

function timeScaleOf(settings: JsonObject, file: string): number {
  const scale = settings['timeScale'] ?? 1;
  if (typeof scale !== 'number' || scale < 0) throw wrong(file, 'has a `timeScale` that is not a number from 0 up');
  return scale;
}

function noiseOf(settings: JsonObject, file: string): boolean {
  const noise = settings['whatIfNoise'] ?? true;
  if (typeof noise !== 'boolean') throw wrong(file, 'has a `whatIfNoise` that is neither true nor false');
  return noise;
}

function durationsOf(settings: JsonObject, file: string): Readonly<Record<string, number>> {
  const durations = settings['durations'] ?? {};
  if (!isJsonObject(durations)) throw wrong(file, 'has `durations` that are not an object');
  return Object.fromEntries(
    Object.entries(durations).map(([type, ms]) => {
      if (typeof ms !== 'number' || ms < 0) throw wrong(file, `has a duration of ${type} that is not a number of milliseconds`);
      return [type.toLowerCase(), ms];
    }),
  );
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
