import type { StateDocument } from '../../model/state.ts';
import type { Host } from '../ports.ts';

/** Tells the outputs of a state, by name. */
export function tellOutputs(state: StateDocument | undefined, host: Host): void {
  for (const [name, { value }] of Object.entries(state?.outputs ?? {})) host.emit({ type: 'output', name, value });
}
