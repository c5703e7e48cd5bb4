import type { SourceLocation } from '../../../model/source-location.ts';

/** A value of one environment. */
export interface SettingCell {
  /** As people read it. */
  readonly text: string;
  /** As it is typed to have the same. */
  readonly typed: string;
  /** `built-in dev`, `atakora.config.ts:6:33 (staging)`. */
  readonly origin: string;
  readonly location?: SourceLocation;
}

/** A setting of all environments beside each other. */
export interface SettingRow {
  /** `cosmos.mode`, `location`; of what a backend decides `main: cosmos.mode`. */
  readonly path: string;
  /** Heading that it stands under. */
  readonly group: string;
  /** By environment; one that lacks the value has no cell. */
  readonly cells: ReadonlyMap<string, SettingCell>;
  /** The environments do not have the same. */
  readonly differs: boolean;
  /** All values that it may have, where those can be listed. */
  readonly choices?: readonly string[];
  /** Why it is not changed from here; absent: it is. */
  readonly fixed?: string;
}
