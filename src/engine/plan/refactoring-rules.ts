import type { Refactoring } from '../../model/definition.ts';

/** The calls of `moved` and `removed` of all backends, ready to be followed. */
export interface RefactoringRules {
  readonly all: readonly Refactoring[];
  /** By whole address. */
  readonly exact: ReadonlyMap<string, Refactoring>;
  /** By `main/uploads/`, for those of a whole owner. */
  readonly owners: ReadonlyMap<string, Refactoring>;
}

/** Where an address ends after every rule that concerns it. */
export interface Destination {
  readonly end: string;
  /** True when the last rule leaves it to others. */
  readonly removed: boolean;
  /** The rules, in the order in which they apply; empty when there are none. */
  readonly by: readonly Refactoring[];
  /** True when the rules lead back to where they came from. */
  readonly circle: boolean;
}

const wholeOwner = /\/\*$/;

/** Indexes the rules; of two that name the same address the first counts. */
export function refactoringRules(all: readonly Refactoring[]): RefactoringRules {
  const exact = new Map<string, Refactoring>();
  const owners = new Map<string, Refactoring>();
  for (const rule of all.toReversed()) {
    if (isWholeOwner(rule.from)) {
      owners.set(rule.from.replace(wholeOwner, '/'), rule);
    } else {
      exact.set(rule.from, rule);
    }
  }
  return { all, exact, owners };
}

/** True for `main/uploads/*`. */
export function isWholeOwner(address: string): boolean {
  return wholeOwner.test(address);
}

/** Follows an address through the rules, however many there are: a backend keeps the renames of its whole life. */
export function followRules(address: string, rules: RefactoringRules): Destination {
  const by: Refactoring[] = [];
  const met = new Set([address]);
  let end = address;
  for (let rule = ruleFor(end, rules); rule !== undefined; rule = ruleFor(end, rules)) {
    by.push(rule);
    if (rule.kind === 'removed') {
      return { end, removed: true, by, circle: false };
    }
    end = renamed(end, rule);
    if (met.has(end)) {
      return { end: address, removed: false, by, circle: true };
    }
    met.add(end);
  }
  return { end, removed: false, by, circle: false };
}

function ruleFor(address: string, rules: RefactoringRules): Refactoring | undefined {
  return rules.exact.get(address) ?? rules.owners.get(ownerPart(address));
}

function ownerPart(address: string): string {
  return address.slice(0, address.lastIndexOf('/') + 1);
}

function renamed(address: string, rule: Extract<Refactoring, { readonly kind: 'moved' }>): string {
  return isWholeOwner(rule.to) ? `${rule.to.replace(wholeOwner, '/')}${address.slice(ownerPart(address).length)}` : rule.to;
}

/**
 * Names, generations and the like that addresses keep, under the addresses that they have now: what moves takes them along,
 * so that its Azure name stays what it is. What an address has of its own goes before.
 */
export function followPins<Pin extends { readonly address: string }>(pins: ReadonlyMap<string, Pin>, refactorings: readonly Refactoring[]): ReadonlyMap<string, Pin> {
  if (refactorings.length === 0) {
    return pins;
  }
  const rules = refactoringRules(refactorings);
  const followed = new Map(pins);
  for (const [address, pin] of pins) {
    const { end, removed } = followRules(address, rules);
    if (!removed && end !== address && !pins.has(end)) {
      followed.set(end, { ...pin, address: end });
    }
  }
  return followed;
}
