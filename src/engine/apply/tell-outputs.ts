import type { Json } from '../../model/json.ts';
import { isFingerprint } from '../../model/sensitive-paths.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Host } from '../ports.ts';

/** Tells the outputs of a state, by name. */
export function tellOutputs(state: StateDocument | undefined, host: Host): void {
  for (const [name, { value }] of Object.entries(state?.outputs ?? {})) host.emit({ type: 'output', name, value, ...(hidesSecret(value) ? { sensitive: true } : {}) });
}

function hidesSecret(value: Json): boolean {
  return isFingerprint(value) || (typeof value === 'object' && value !== null && Object.values(value).some((item) => hidesSecret(item as Json)));
}
