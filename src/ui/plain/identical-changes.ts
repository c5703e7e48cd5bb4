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

/** What changes of a plan may have in common: signatures of properties, by change. Whatever part of the plan is looked at, its changes can share no others. */
export type SharedProperties = ReadonlyMap<Change, ReadonlyMap<PropertyChange, string>>;

/** The properties that three or more of the changes share. */
export function sharedProperties(changes: readonly Change[]): SharedProperties {
  const signed = changes.filter(isGroupable).map((change) => ({ change, properties: change.properties.map((property) => [property, signature(property)] as const) }));
  const counts = new Map<string, number>();
  for (const { properties } of signed) for (const [, key] of properties) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map(
    signed.flatMap(({ change, properties }) => {
      const shared = properties.filter(([, key]) => (counts.get(key) ?? 0) >= atLeast);
      return shared.length === 0 ? [] : [[change, new Map(shared)] as const];
    }),
  );
}

/** The groups among some of the changes that `shared` was made from; `told`: the updates that they tell entirely. */
export function identicalAmong(changes: readonly Change[], shared: SharedProperties): { readonly groups: readonly IdenticalChange[]; readonly told: ReadonlySet<Change> } {
  const groups = [...groupsByKey(changes, shared).values()];
  const left = new Map<Change, number>();
  for (const { changes: members } of groups) for (const change of members) left.set(change, (left.get(change) ?? change.properties.length) - 1);
  return { groups, told: new Set([...left].flatMap(([change, count]) => (count === 0 ? [change] : []))) };
}

/**
 * Takes the property changes that three or more updates share out of them. `rest` are the changes without those properties;
 * an update that has none left is told by its groups alone.
 */
export function groupIdentical(changes: readonly Change[]): { readonly groups: readonly IdenticalChange[]; readonly rest: readonly Change[] } {
  const shared = sharedProperties(changes);
  const rest = changes.flatMap((change) => {
    const own = shared.get(change);
    const properties = own === undefined ? change.properties : change.properties.filter((property) => !own.has(property));
    return properties.length === change.properties.length ? [change] : properties.length === 0 ? [] : [{ ...change, properties }];
  });
  return { groups: [...groupsByKey(changes, shared).values()], rest };
}

function groupsByKey(changes: readonly Change[], shared: SharedProperties): ReadonlyMap<string, IdenticalChange> {
  const byKey = new Map<string, { readonly property: PropertyChange; readonly changes: Change[] }>();
  for (const change of changes) {
    for (const [property, key] of shared.get(change) ?? []) {
      const group = byKey.get(key);
      if (group === undefined) byKey.set(key, { property, changes: [change] });
      else group.changes.push(change);
    }
  }
  return new Map([...byKey].filter(([, group]) => group.changes.length >= atLeast));
}

/** Only updates without danger: what could hurt is always shown on its own. */
function isGroupable(change: Change): boolean {
  return change.action.kind === 'update' && change.risk === 'safe' && !change.protected;
}

function signature(property: PropertyChange): string {
  return canonicalJson(property as unknown as Json);
}
