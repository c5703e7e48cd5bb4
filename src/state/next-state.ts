import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';

/** What a store knows of the state that a write would replace. */
export interface StoredState {
  /** Manifest id that the store was opened for. */
  readonly project: string;
  /** Environment key that the store was opened for. */
  readonly environment: string;
  /** Undefined before the first write. */
  readonly current: StateDocument | undefined;
}

/**
 * Refuses a document that does not follow the stored one: the rule that keeps a state from being overwritten by one it did not come from.
 * @throws AtakoraError `ATK1703` for another project or environment, `ATK1706` when the lineage differs or the serial is not the next one.
 */
export function assertFollows(stored: StoredState, next: StateDocument): void {
  if (next.project !== stored.project || next.environment !== stored.environment) {
    throw new AtakoraError(
      'ATK1703',
      `a state of project ${next.project}, environment ${next.environment} cannot be written to that of project ${stored.project}, environment ${stored.environment}`,
    );
  }
  const { current } = stored;
  if (current !== undefined && next.lineage !== current.lineage) {
    throw new AtakoraError('ATK1706', `the stored state has lineage ${current.lineage}, the one to be written ${next.lineage}`);
  }
  const serial = (current?.serial ?? 0) + 1;
  if (next.serial !== serial) {
    throw new AtakoraError('ATK1706', `the next state must have serial ${serial}, the one to be written has ${next.serial}`);
  }
}

/**
 * The same for a document that comes from elsewhere: it may take the place of nothing or of an earlier serial of its own lineage.
 * @throws AtakoraError `ATK1703` for another project or environment, `ATK1706` for another lineage or a serial that is not higher.
 */
export function assertAdoptable(stored: StoredState, next: StateDocument): void {
  const { current } = stored;
  const serial = (current?.serial ?? 0) + 1;
  assertFollows(stored, next.serial > serial ? { ...next, serial } : next);
}
