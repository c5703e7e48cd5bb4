import type { SourceLocation } from './source-location.ts';

/** Where the value of one setting was decided. */
export interface SettingSource {
  /** `definition`: nobody set it, and a component or resource names it. */
  readonly kind: 'built-in' | 'configuration' | 'backend' | 'definition';
  /** For people: `built-in dev`, `atakora.config.ts (staging)`, `backend main`. */
  readonly source: string;
  /** Environment whose settings said so: another one than the asked one where it extends that. Absent: said for every environment. */
  readonly environment?: string;
  /** The value in the file, as exactly as can be told. */
  readonly location?: SourceLocation;
}
