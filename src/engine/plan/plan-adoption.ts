import type { JsonObject } from '../../model/json.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { findDrift } from './drift.ts';
import type { CompareRules } from './kind-lookup.ts';
import { withoutSecrets } from './managed-values.ts';
import type { PlannedResource } from './planned-resource.ts';
import { sortProperties } from './property-changes.ts';
import { riskOf } from './risk.ts';

/**
 * Decides about a resource that exists in Azure and is taken into the state. Its properties are what the definition would change of it;
 * one that cannot change in place carries `forcesReplacement`.
 */
export function planAdoption(resource: SynthesizedResource, live: JsonObject, rules: CompareRules): PlannedResource {
  const { properties } = findDrift(resource, asIfApplied(resource, rules), live, rules);
  const rows = properties.map(({ change: { drift: _drift, potential: _potential, ...change }, why }) => (why === undefined ? change : { ...change, forcesReplacement: true as const }));
  return {
    address: resource.address,
    desired: resource,
    record: undefined,
    action: { kind: 'import' },
    reasons: [{ kind: 'adopted', text: 'it exists in Azure and is taken into the state' }],
    properties: sortProperties(rows),
    risk: riskOf({ kind: 'update' }, rules.kind, properties),
    exists: true,
    madeAnew: false,
  };
}

/** The record that the definition would have, without anything read back: literal values decide. */
function asIfApplied(resource: SynthesizedResource, rules: CompareRules): ResourceRecord {
  const { id, type, apiVersion, name, stack, owner, dependsOn, desiredHash, generation, protect } = resource;
  const desired = withoutSecrets(resource.desired, rules);
  return { id, type, apiVersion, name, stack, owner, dependsOn, desired, desiredHash, generation, createdRun: '', updatedRun: '', status: 'applied', protect };
}
