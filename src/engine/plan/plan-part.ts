import type { Address } from '../../model/address.ts';
import { diagnostic, type Diagnostic } from '../../model/diagnostic.ts';
import type { PlanPart } from '../../model/plan.ts';
import { matchAddresses } from './address-pattern.ts';
import { isChange, type PlannedResource } from './planned-resource.ts';
import { changeNeeds, reverseEdges, type Edges, type Planned } from './change-needs.ts';

/** What `--target` and `--exclude` say; both empty for the whole. `only`: one address and nothing that it needs, told to nobody. */
export type PlanScope = { readonly targets: readonly string[]; readonly excludes: readonly string[] } | { readonly only: Address };

/** The chosen part of a plan. */
export interface ChosenPart {
  readonly planned: Planned;
  readonly part: PlanPart | undefined;
  /** True when the stack is meant, and nothing that would change in it was left out. */
  readonly isWholeStack: (stack: string) => boolean;
}

/**
 * Takes the part of a plan that the user asked for, such that it can be applied alone: what is chosen brings what it needs, and what
 * needs something excluded stays out with it. A change needs those that it waits for; what is made anew also needs the changes that
 * follow from it, for afterwards nobody would know that they are due.
 * @throws AtakoraError `ATK1505` for an address or pattern that names nothing.
 */
export function choosePart(planned: Planned, edges: Edges, scope: PlanScope | undefined, wholeStacks: ReadonlySet<string>): ChosenPart {
  if (scope !== undefined && 'only' in scope) {
    return { planned: new Map([...planned].filter(([address]) => address === scope.only)), part: undefined, isWholeStack: () => false };
  }
  if (scope === undefined || (scope.targets.length === 0 && scope.excludes.length === 0)) {
    return { planned, part: undefined, isWholeStack: () => true };
  }
  const names = namesOf(planned);
  const targets = named('target', scope.targets, names);
  const excludes = named('exclude', scope.excludes, names);
  const needs = changeNeeds(planned, edges, wholeStacks);
  const wanted = scope.targets.length === 0 ? new Set(planned.keys()) : closure(targets, needs);
  const out = closure(excludes, reverseEdges(needs));
  const chosen = new Map([...planned].filter(([address]) => wanted.has(address) && !out.has(address)));
  const changes = [...planned.values()].filter(isChange);
  const left = changes.filter(({ address }) => !chosen.has(address));
  const stacksOf = (items: readonly PlannedResource[]): ReadonlySet<string | undefined> => new Set(items.flatMap(({ desired, record }) => [desired?.stack, record?.stack]));
  const openStacks = stacksOf(left);
  const chosenStacks = stacksOf(changes.filter(({ address }) => chosen.has(address)));
  const pulledIn = scope.targets.length === 0 ? [] : changes.filter(({ address }) => chosen.has(address) && !targets.has(address));
  const asked = (address: Address): boolean => scope.targets.length === 0 || targets.has(address);
  const heldBack = changes.filter(({ address }) => asked(address) && out.has(address) && !excludes.has(address));
  return {
    planned: chosen,
    part: { targets: scope.targets, excludes: scope.excludes, pulledIn: sortedAddresses(pulledIn), heldBack: sortedAddresses(heldBack), left: left.length },
    isWholeStack: (stack) => !openStacks.has(stack) && (scope.targets.length === 0 || chosenStacks.has(stack)),
  };
}

/** What a partial plan says of itself; nothing when it has all the changes after all and nothing that was not named. */
export function partFindings(part: PlanPart | undefined): readonly Diagnostic[] {
  if (part === undefined || (part.left === 0 && part.pulledIn.length === 0)) {
    return [];
  }
  const flags = [...part.targets.map((text) => `--target ${text}`), ...part.excludes.map((text) => `--exclude ${text}`)].join(' ');
  const left = part.left === 1 ? '1 change is' : `${part.left} changes are`;
  const facts = [`${left} left out`, ...counted(part.pulledIn, 'brought along because what was named needs it'), ...counted(part.heldBack, 'held back because it needs what is excluded')];
  return [diagnostic('warning', 'ATK1506', `this plan is partial (${flags}): ${facts.join('; ')}`)];
}

const shown = 3;

function counted(addresses: readonly Address[], what: string): readonly string[] {
  if (addresses.length === 0) {
    return [];
  }
  const more = addresses.length > shown ? ` and ${addresses.length - shown} more` : '';
  return [`${addresses.slice(0, shown).join(', ')}${more} ${addresses.length === 1 ? 'is' : 'are'} ${addresses.length === 1 ? what : what.replace('it needs', 'they need').replace(' it', ' them')}`];
}

/** Each address by its name; something that moves also by the one that it has in the state. */
function namesOf(planned: Planned): ReadonlyMap<string, Address> {
  const names = new Map<string, Address>([...planned.keys()].map((address) => [address, address]));
  for (const { address, action } of planned.values()) {
    const from = action.kind === 'move' || action.kind === 'replace' ? action.from : undefined;
    if (from !== undefined && !names.has(from)) {
      names.set(from, address);
    }
  }
  return names;
}

function named(flag: string, patterns: readonly string[], names: ReadonlyMap<string, Address>): ReadonlySet<Address> {
  return new Set([...matchAddresses(flag, patterns, [...names.keys()])].flatMap((name) => names.get(name) ?? []));
}

function closure(from: ReadonlySet<Address>, edges: Edges): ReadonlySet<Address> {
  const found = new Set<Address>();
  const open = [...from];
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    if (!found.has(address)) {
      found.add(address);
      open.push(...(edges.get(address) ?? []));
    }
  }
  return found;
}

function sortedAddresses(items: readonly PlannedResource[]): readonly Address[] {
  return items.map(({ address }) => address).sort();
}
