import { suggestion } from '../../define/nearest.ts';
import type { Address } from '../../model/address.ts';
import type { Refactoring } from '../../model/definition.ts';
import { diagnostic, type Diagnostic } from '../../model/diagnostic.ts';
import type { ErrorCode } from '../../model/error-codes.ts';
import { formatLocation } from '../../model/source-location.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { followRules, isWholeOwner, refactoringRules, type RefactoringRules } from './refactoring-rules.ts';

/** What the calls of `moved` and `removed` mean for one state. */
export interface Refactorings {
  /** New address → the one in the state. */
  readonly moved: ReadonlyMap<Address, Address>;
  /** Addresses of the state that are left to others, with the call that says so. */
  readonly removed: ReadonlyMap<Address, Refactoring>;
  /** Addresses about which a call that is refused speaks: what a plan says of them follows from that alone. */
  readonly unsettled: ReadonlySet<Address>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Scene {
  readonly rules: RefactoringRules;
  readonly defined: ReadonlyMap<Address, SynthesizedResource>;
  readonly records: Readonly<Record<string, ResourceRecord>>;
}

/** Finds what the calls mean; those that are done already mean nothing and stay silent, since other states may be behind. */
export function resolveRefactorings(all: readonly Refactoring[], defined: Scene['defined'], records: Scene['records']): Refactorings {
  const scene: Scene = { rules: refactoringRules(all), defined, records };
  const diagnostics = [...all.flatMap((rule) => checkRule(rule, scene)), ...repeated(all)];
  const moved = new Map<Address, Address>();
  const removed = new Map<Address, Refactoring>();
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    return { moved, removed, diagnostics, unsettled: spokenOf(scene) };
  }
  const unsettled = new Set<Address>();
  for (const [from, record] of Object.entries(records)) {
    const { end, by, removed: isRemoved } = followRules(from, scene.rules);
    const last = by.at(-1);
    if (last === undefined || defined.has(from as Address)) {
      continue;
    }
    if (isRemoved) {
      removed.set(from as Address, last);
      continue;
    }
    const wrong = checkMove({ from, end, record, rule: last, other: moved.get(end as Address) }, scene);
    if (wrong !== undefined) {
      diagnostics.push(wrong);
      unsettled.add(from as Address).add(end as Address);
    } else if (defined.has(end as Address)) {
      moved.set(end as Address, from as Address);
    }
  }
  return { moved, removed, diagnostics, unsettled };
}

/** All addresses, of the state and of the definition, that any call leads from or to. */
function spokenOf({ rules, records, defined }: Scene): ReadonlySet<Address> {
  const spoken = new Set<Address>();
  for (const address of [...Object.keys(records), ...rules.all.map(({ from }) => from)]) {
    const { by, end } = followRules(address, rules);
    if (by.length > 0) for (const one of [address, end, ...by.flatMap((rule) => (rule.kind === 'moved' ? [rule.to] : []))]) spoken.add(one as Address);
  }
  for (const { to } of rules.all.filter((rule) => rule.kind === 'moved')) {
    for (const address of isWholeOwner(to) ? defined.keys() : []) if (address.startsWith(to.slice(0, -1))) spoken.add(address);
  }
  return spoken;
}

function checkRule(rule: Refactoring, { rules, defined, records }: Scene): readonly Diagnostic[] {
  const still = stillDefined(rule.from, defined);
  if (still !== undefined) {
    return [finding('error', 'ATK1508', `${callOf(rule)} names ${rule.from}, and the definition still has ${still.address}${still.origin === undefined ? '' : ` (${formatLocation(still.origin)})`}`, rule)];
  }
  const { circle, by, end } = followRules(rule.from, rules);
  if (circle) {
    const path = [rule.from, ...by.map((step) => (step.kind === 'moved' ? step.to : ''))].join(' → ');
    return by[0] === firstOf(by, rules.all) ? [finding('error', 'ATK1510', `calls of moved lead in a circle: ${path}`, rule)] : [];
  }
  const known = isWholeOwner(rule.from) || records[rule.from] !== undefined;
  const ends = isWholeOwner(end) || defined.has(end as Address) || records[end] !== undefined;
  if (rule.kind === 'moved' && !known && !ends && by.length === 1) {
    const hint = suggestion(rule.to, [...defined.keys()]);
    return [finding('warning', 'ATK1509', `${callOf(rule)} has no effect: neither the state has ${rule.from} nor the definition ${rule.to}`, rule, hint)];
  }
  return [];
}

/** A circle is told once: by the call of it that comes first. */
function firstOf(circle: readonly Refactoring[], all: readonly Refactoring[]): Refactoring | undefined {
  return all.find((rule) => circle.includes(rule));
}

function stillDefined(from: string, defined: Scene['defined']): SynthesizedResource | undefined {
  if (!isWholeOwner(from)) {
    return defined.get(from as Address);
  }
  const prefix = from.slice(0, -1);
  return [...defined.values()].find(({ address }) => address.startsWith(prefix));
}

/** Two calls for one address. */
function repeated(all: readonly Refactoring[]): readonly Diagnostic[] {
  const seen = new Map<string, Refactoring>();
  return all.flatMap((rule) => {
    const first = seen.get(rule.from);
    seen.set(rule.from, first ?? rule);
    const same = first !== undefined && first.kind === rule.kind && (first.kind === 'removed' || (rule.kind === 'moved' && first.to === rule.to));
    return first === undefined || same ? [] : [finding('error', 'ATK1510', `${callOf(rule)} and ${callOf(first)} (${formatLocation(first.origin)}) say different things of ${rule.from}`, rule)];
  });
}

interface Move {
  readonly from: string;
  readonly end: string;
  readonly record: ResourceRecord;
  readonly rule: Refactoring;
  /** What moves there too. */
  readonly other: Address | undefined;
}

function checkMove({ from, end, record, rule, other }: Move, { defined, records }: Scene): Diagnostic | undefined {
  const target = defined.get(end as Address);
  if (target === undefined) {
    // A whole owner may have lost one of its resources on the way: that one is deleted as usual.
    return isWholeOwner(rule.from) ? undefined : finding('error', 'ATK1509', `${callOf(rule)} leads to ${end}, which the definition does not have`, rule, suggestion(end, [...defined.keys()]));
  }
  const taken = records[end] !== undefined ? `the state has ${end} already` : other === undefined ? undefined : `${other} moves there too`;
  if (taken !== undefined) {
    return finding('error', 'ATK1510', `${from} cannot move to ${end}: ${taken}`, rule, `Remove the call to have ${from} deleted, or take it out of the state.`);
  }
  return target.type.toLowerCase() === record.type.toLowerCase()
    ? undefined
    : finding('error', 'ATK1511', `${from} is of type ${record.type} and cannot become ${end} of type ${target.type}`, rule);
}

function callOf(rule: Refactoring): string {
  return rule.kind === 'moved' ? `moved({ from: '${rule.from}', to: '${rule.to}' })` : `removed({ from: '${rule.from}' })`;
}

function finding(severity: Diagnostic['severity'], code: ErrorCode, summary: string, rule: Refactoring, hint?: string): Diagnostic {
  return diagnostic(severity, code, summary, { location: rule.origin, address: rule.from, ...(hint === undefined ? {} : { hint }) });
}
