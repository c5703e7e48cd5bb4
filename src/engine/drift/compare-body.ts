import type { JsonObject } from '../../model/json.ts';
import { textAt } from '../../resources/json-path.ts';
import type { LocalFacts } from '../../resources/local-facts.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { compareApplied, type AppliedFinding } from './compare-applied.ts';

/** A body as it was applied and as Azure has it now, and the api version that it was read with. */
export interface AppliedAndLive {
  readonly applied: JsonObject;
  readonly live: JsonObject;
  readonly apiVersion: string;
  /** As in `AppliedBodies`. */
  readonly elements?: 'place' | 'key';
}

/**
 * Compares what was applied with what is live by the rules of the type alone, without any record of what Azure answered then.
 * @param kind Undefined for a type that the catalogue lacks: rules that hold for every type decide.
 */
export function compareBody({ applied, live, apiVersion, elements = 'place' }: AppliedAndLive, kind: ResourceKind | undefined): readonly AppliedFinding[] {
  if (kind === undefined) {
    return compareApplied({ applied, settled: applied, live, bare: {}, kind, elements });
  }
  const facts = factsOf(applied, live, apiVersion);
  return compareApplied({ applied, settled: kind.local.settle(applied, facts), live, bare: kind.local.settle({}, facts), kind, elements });
}

/** What the rules need to know of the resource, from the live body. Whatever Azure makes up cannot be foreseen: it has no value here. */
function factsOf(applied: JsonObject, live: JsonObject, apiVersion: string): LocalFacts {
  const id = textAt(live, 'id', '');
  return {
    id,
    name: textAt(live, 'name', id.split('/').at(-1) ?? ''),
    location: textAt(applied, 'location', textAt(live, 'location', '')),
    tenantId: '',
    subscriptionId: /\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '',
    resourceGroup: /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '',
    ...(apiVersion === '' ? {} : { apiVersion }),
    answer: 'GET',
    createdAt: '1970-01-01T00:00:00.000Z',
    guid: () => '00000000-0000-0000-0000-000000000000',
  };
}
