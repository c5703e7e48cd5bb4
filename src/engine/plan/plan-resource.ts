import type { Address } from '../../model/address.ts';
import type { JsonObject } from '../../model/json.ts';
import type { PlanAction, PlanReason } from '../../model/plan.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { liveComparison } from './compare-live.ts';
import { diffValues, exactComparison } from './diff-values.ts';
import { findDrift } from './drift.ts';
import type { CompareRules } from './kind-lookup.ts';
import { propertiesReadingFrom, replacedAbove } from './made-anew.ts';
import { pickManaged } from './managed-values.ts';
import { planAdoption } from './plan-adoption.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlannedResource } from './planned-resource.ts';
import { intentComparison, isIgnored, planProperty, sortProperties, type PlannedProperty } from './property-changes.ts';
import { riskOf } from './risk.ts';

/** Decides about one resource of the definition. `anew`: those of its dependencies that are made anew, decided before. */
export function planResource(resource: SynthesizedResource, anew: readonly PlannedResource[], context: PlanContext): PlannedResource {
  const { input } = context;
  const from = context.moved.get(resource.address);
  const record = input.state?.resources[from ?? resource.address];
  const rules: CompareRules = { kind: input.kinds(resource.type), fingerprint: input.fingerprint };
  const found = input.adopt?.get(resource.address);
  if (record === undefined && found !== undefined) {
    return planAdoption(resource, found, rules);
  }
  if (record === undefined) {
    return creation(resource, undefined, [{ kind: 'not-in-state', text: 'it is new in the definition' }, ...statusReasons(undefined, isPending(resource, context))], rules);
  }
  if (input.live?.get(from ?? resource.address) === 'missing') {
    const missing: PlanReason = { kind: 'missing-in-azure', text: 'it was applied before and no longer exists in Azure' };
    return creation(resource, record, [missing, ...movedReason(from), ...statusReasons(record, isPending(resource, context))], rules);
  }
  return comparison(resource, record, anew, context, rules);
}

function isPending(resource: SynthesizedResource, context: PlanContext): boolean {
  return context.pending.has(context.moved.get(resource.address) ?? resource.address);
}

function movedReason(from: Address | undefined): readonly PlanReason[] {
  return from === undefined ? [] : [{ kind: 'moved', text: `it was ${from} before` }];
}

function creation(resource: SynthesizedResource, record: ResourceRecord | undefined, reasons: readonly PlanReason[], rules: CompareRules): PlannedResource {
  const leaves = diffValues(undefined, resource.desired, exactComparison(rules.kind));
  const properties = leaves.map((leaf) => planProperty(leaf, resource.display, rules).change);
  return {
    address: resource.address,
    desired: resource,
    record,
    action: { kind: 'create' },
    reasons,
    properties: sortProperties(properties),
    risk: 'safe',
    exists: false,
    madeAnew: record !== undefined,
  };
}

function comparison(
  resource: SynthesizedResource,
  record: ResourceRecord,
  anew: readonly PlannedResource[],
  context: PlanContext,
  rules: CompareRules,
): PlannedResource {
  const live = context.input.live?.get(context.moved.get(resource.address) ?? resource.address);
  // Of another type nothing is compared: its secrets are where the rules of the new one do not look.
  const isOther = record.type.toLowerCase() !== resource.type.toLowerCase();
  const drift = live === undefined || live === 'missing' || isOther ? undefined : findDrift(resource, record, live, rules);
  const intended = isOther ? intendedProperties(resource, record, rules) : notYetTrue(intendedProperties(resource, record, rules), resource, live, rules);
  const rows = mergeRows(intended, propertiesReadingFrom(anew, resource, rules), drift?.properties ?? []);
  const above = replacedAbove(anew, resource);
  const identity = [...identityReasons(resource, record, above), ...requestReasons(resource, context)];
  const forcing = rows.filter(({ why }) => why !== undefined);
  const status = statusReasons(record, isPending(resource, context));
  const reasons = [...identity, ...forcing.map(immutableReason), ...rowReasons(rows), ...status];
  const action = actionFor({ resource, record, above, replace: identity.length > 0 || forcing.length > 0, update: rows.length > 0 || status.length > 0, context, rules });
  const shown = rows.map(({ change, why }) => (action.kind === 'replace' && why !== undefined ? { ...change, forcesReplacement: true as const } : change));
  return {
    address: resource.address,
    desired: resource,
    record,
    action,
    reasons: [...movedReason(context.moved.get(resource.address)), ...reasons, ...versionReason(action, resource, record)],
    properties: sortProperties(shown),
    risk: riskOf(action, isOther ? context.input.kinds(record.type) : rules.kind, rows),
    exists: true,
    madeAnew: action.kind === 'replace' || drift?.madeAgain === true,
  };
}

/** Azure keeps no api version: where nothing else changes, nothing is sent, and only the state takes the new one. */
function versionReason(action: PlanAction, resource: SynthesizedResource, record: ResourceRecord): readonly PlanReason[] {
  if (action.kind !== 'no-op' || record.apiVersion === resource.apiVersion) return [];
  return [{ kind: 'api-version-changed', text: `the state takes api version ${resource.apiVersion} instead of ${record.apiVersion}; nothing is sent` }];
}

function actionFor(facts: {
  readonly resource: SynthesizedResource;
  readonly record: ResourceRecord;
  readonly above: PlannedResource | undefined;
  readonly replace: boolean;
  readonly update: boolean;
  readonly context: PlanContext;
  readonly rules: CompareRules;
}): PlanAction {
  const from = facts.context.moved.get(facts.resource.address);
  if (facts.replace) {
    return { kind: 'replace', order: replaceOrder(facts), ...(from === undefined ? {} : { from }) };
  }
  if (from !== undefined) {
    return { kind: 'move', from };
  }
  return facts.update ? { kind: 'update' } : { kind: 'no-op' };
}

/** A second one stands beside the first only under another id; what lives in something that does, does too. */
function replaceOrder({ resource, record, above, rules }: { readonly resource: SynthesizedResource; readonly record: ResourceRecord; readonly above: PlannedResource | undefined; readonly rules: CompareRules }): 'delete-first' | 'create-first' {
  if (record.id.toLowerCase() === resource.id.toLowerCase()) {
    return 'delete-first';
  }
  const order = above?.action.kind === 'replace' ? above.action.order : undefined;
  return order === 'create-first' ? order : (rules.kind?.replaceOrder ?? 'delete-first');
}

function requestReasons(resource: SynthesizedResource, context: PlanContext): readonly PlanReason[] {
  return context.replace.has(resource.address) ? [{ kind: 'replace-requested', text: 'its replacement was asked for with --replace' }] : [];
}

/** Differences between what was sent and what would be sent; none to look for when both have the same hash. */
function intendedProperties(resource: SynthesizedResource, record: ResourceRecord, rules: CompareRules): readonly PlannedProperty[] {
  if (record.desiredHash === resource.desiredHash) {
    return [];
  }
  return diffValues(record.desired, resource.desired, intentComparison(rules))
    .filter(({ point }) => !isIgnored(point, resource.ignoreChanges))
    .map((difference) => planProperty(difference, resource.display, rules));
}

/**
 * Takes the need of a replacement from changes that Azure already shows: an immutable property that the definition now spells out
 * with the value that the resource has had all along.
 */
function notYetTrue(rows: readonly PlannedProperty[], resource: SynthesizedResource, live: JsonObject | 'missing' | undefined, rules: CompareRules): readonly PlannedProperty[] {
  if (live === undefined || live === 'missing' || !rows.some(({ why }) => why !== undefined)) {
    return rows;
  }
  const comparison = liveComparison(rules.kind);
  const leaves = diffValues(undefined, pickManaged(resource.desired, live, rules), comparison);
  const held = new Map(leaves.map(({ point, after }) => [point.path, after]));
  return rows.map((row) => {
    const value = held.get(row.change.path);
    const { after } = row.change;
    return value !== undefined && after !== undefined && comparison.same(value, after, row.plainPath) ? { ...row, why: undefined } : row;
  });
}

/** One row a path: what the user changed comes before what follows from others, and that before drift, which it then marks. */
function mergeRows(...sources: readonly (readonly PlannedProperty[])[]): readonly PlannedProperty[] {
  const rows = new Map<string, PlannedProperty>();
  for (const row of sources.flat()) {
    const known = rows.get(row.change.path);
    rows.set(row.change.path, known === undefined ? row : withDrift(known, row));
  }
  return [...rows.values()];
}

/** The user's change at a path that somebody changed in Azure too: what is there now is the live value. */
function withDrift(row: PlannedProperty, other: PlannedProperty): PlannedProperty {
  if (other.change.drift !== true) {
    return row;
  }
  const { before: _applied, ...change } = row.change;
  const sensitive = change.sensitive === true || other.change.sensitive === true;
  const before = sensitive || other.change.before === undefined ? {} : { before: other.change.before };
  const { after, ...rest } = change;
  return { ...row, change: { ...rest, ...before, ...(sensitive ? { sensitive: true } : after === undefined ? {} : { after }), drift: true, ...(other.change.potential === true ? { potential: true } : {}) } };
}

function identityReasons(resource: SynthesizedResource, record: ResourceRecord, above: PlannedResource | undefined): readonly PlanReason[] {
  const parent: readonly PlanReason[] = above === undefined ? [] : [{ kind: 'parent-replaced', text: `it lives in ${above.address}, which is replaced` }];
  if (record.type.toLowerCase() !== resource.type.toLowerCase()) {
    return [{ kind: 'type-changed', text: `its type changes from ${record.type} to ${resource.type}` }, ...parent];
  }
  const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const own = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  if (!isSame(record.name, resource.name) && (above === undefined || !isSame(own(record.name), own(resource.name)))) {
    return [{ kind: 'name-changed', text: `its Azure name changes from ${record.name} to ${resource.name}` }, ...parent];
  }
  if (!isSame(record.id, resource.id) && above === undefined) {
    return [{ kind: 'name-changed', text: `its resource id changes from ${record.id} to ${resource.id}` }];
  }
  return parent;
}

function immutableReason({ change, why }: PlannedProperty): PlanReason {
  return { kind: 'immutable-property', text: `${change.path} cannot be changed in place: ${why ?? ''}`, path: change.path };
}

/** One sentence for what the user changed and one for what was changed in Azure. */
function rowReasons(rows: readonly PlannedProperty[]): readonly PlanReason[] {
  const free = rows.filter(({ why }) => why === undefined);
  const own = summarize('property-changed', 'changes', free.filter(({ change }) => change.drift !== true));
  const drift = summarize('changed-in-azure', 'was changed in Azure', free.filter(({ change }) => change.drift === true));
  return [...own, ...drift];
}

function summarize(kind: string, verb: string, rows: readonly PlannedProperty[]): readonly PlanReason[] {
  const path = rows.map(({ change }) => change.path).sort()[0];
  if (path === undefined) {
    return [];
  }
  const more = rows.length === 1 ? '' : ` (and ${rows.length - 1} more)`;
  return [{ kind, text: `${path} ${verb}${more}`, path }];
}

function statusReasons(record: ResourceRecord | undefined, pending: boolean): readonly PlanReason[] {
  if (record?.status === 'tainted') {
    return [{ kind: 'tainted', text: 'an earlier run left it half finished' }];
  }
  if (record?.status === 'failed') {
    return [{ kind: 'failed-before', text: 'it failed in the last run' }];
  }
  const interrupted: PlanReason = { kind: 'pending-from-interrupted-run', text: 'an interrupted run did not record its end' };
  return pending || record?.status === 'pending' ? [interrupted] : [];
}
