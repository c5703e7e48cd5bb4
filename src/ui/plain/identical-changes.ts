import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Change, PropertyChange } from '../../model/plan.ts';

/** One property change that many updates have in common. */
export interface IdenticalChange {
  readonly property: PropertyChange;
  readonly changes: readonly Change[];
}

/** Fewer than this are shown where they are. */
const atLeast = 3;

/**
 * Takes the property changes that three or more updates share out of them. `rest` are the changes without those properties;
 * an update that has none left is told by its groups alone.
 */
export function groupIdentical(changes: readonly Change[]): { readonly groups: readonly IdenticalChange[]; readonly rest: readonly Change[] } {
  const byKey = new Map<string, { readonly property: PropertyChange; readonly changes: Change[] }>();
  for (const change of changes.filter(isGroupable)) {
    for (const property of change.properties) {
      const key = signature(property);
      const group = byKey.get(key) ?? { property, changes: [] };
      group.changes.push(change);
      byKey.set(key, group);
    }
  }
  const groups = new Map([...byKey].filter(([, group]) => group.changes.length >= atLeast));
  const rest = changes.flatMap((change) => {
    if (!isGroupable(change)) {
      return [change];
    }
    const properties = change.properties.filter((property) => !groups.has(signature(property)));
    if (properties.length === change.properties.length) {
      return [change];
    }
    return properties.length === 0 ? [] : [{ ...change, properties }];
  });
  return { groups: [...groups.values()], rest };
}

/** Only updates without danger: what could hurt is always shown on its own. */
function isGroupable(change: Change): boolean {
  return change.action.kind === 'update' && change.risk === 'safe' && !change.protected;
}

function signature(property: PropertyChange): string {
  return canonicalJson(property as unknown as Json);
}
