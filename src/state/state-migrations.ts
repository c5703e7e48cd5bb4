import { AtakoraError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { stateVersion } from '../model/state.ts';
import { damaged } from './damaged.ts';

/** By version: what makes the next version of it. */
export type StateMigrations = ReadonlyMap<number, (state: JsonObject) => JsonObject>;

/** Version 1 is the first, so there is nothing to migrate from. */
export const stateMigrations: StateMigrations = new Map();

/**
 * Brings a state to the version that this program writes.
 * @throws AtakoraError `ATK1702` for a newer version, `ATK1701` when it has no version or one that was never written.
 */
export function migrateState(state: JsonObject, place: string, migrations: StateMigrations): JsonObject {
  let current = state;
  for (;;) {
    const version = current['version'];
    if (version === stateVersion) {
      return current;
    }
    if (typeof version === 'number' && version > stateVersion) {
      const tool = typeof current['tool'] === 'string' ? ` by ${current['tool']}` : '';
      throw new AtakoraError('ATK1702', `${place} has version ${version}, written${tool}; this program knows versions up to ${stateVersion}`);
    }
    const step = typeof version === 'number' ? migrations.get(version) : undefined;
    if (step === undefined) {
      throw damaged(place, `"version" is ${JSON.stringify(version)}`);
    }
    current = { ...step(current), version: (version as number) + 1 };
  }
}
