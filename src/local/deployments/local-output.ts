import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';

/** How a value begins that stands for an output of a service which the local Azure does not model. */
const localOutputMark = 'local:';

/** The parts that are not known of resources whose types nobody described. */
export interface LocalOutputs {
  /** Remembers what a `reference` answered, so that missing parts of it can be answered too. */
  remember(name: string, answered: Json): void;
  /** `local:` and the path of the part, for a missing part of what was remembered or of such a value; undefined for all others. */
  absent(owner: unknown, key: string): string | undefined;
}

/**
 * A type that nobody described is stored as sent, so what Azure would add to it (an address, a host name) is not there to be read.
 * Reading it gives a text that names itself, the same at every run: it cannot be taken for an answer of Azure.
 */
export function localOutputs(): LocalOutputs {
  const known: { readonly name: string; readonly answered: Json }[] = [];
  return {
    remember: (name, answered) => void known.push({ name, answered }),
    absent: (owner, key) => {
      if (typeof owner === 'string') return owner.startsWith(localOutputMark) ? `${owner}.${key}` : undefined;
      for (const { name, answered } of known) {
        const path = pathTo(owner, answered, '');
        if (path !== undefined) return `${localOutputMark}${name}${path}.${key}`;
      }
      return undefined;
    },
  };
}

/** Where a value stands in another one, by identity. */
function pathTo(wanted: unknown, value: Json, path: string): string | undefined {
  if (value === wanted) return typeof value === 'object' && value !== null ? path : undefined;
  const parts: readonly (readonly [string, Json])[] = Array.isArray(value) ? value.map((item: Json, i) => [String(i), item]) : isJsonObject(value) ? Object.entries(value) : [];
  for (const [key, part] of parts) {
    const found = pathTo(wanted, part, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
