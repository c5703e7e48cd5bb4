import type { JsonObject } from '../../model/json.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import { notSupported } from '../arm/refusals.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import { resourceView } from '../arm/resource-view.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import { builtInPolicies, builtInView, findBuiltIn } from './built-in-policies.ts';
import { ancestorKeys } from './management-group-tree.ts';
import { policyStates } from './policy-states.ts';

/**
 * Answers what stored resources cannot: built-in definitions, lists of what holds at a scope, and the states of compliance.
 * Undefined for all other calls.
 * @see https://learn.microsoft.com/rest/api/policy
 */
export function routePolicies(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const { segments, method } = call;
  const low = segments.map((segment) => segment.toLowerCase());
  if (low.at(-5) === 'providers' && low.at(-4) === 'microsoft.policyinsights' && low.at(-3) === 'policystates') return queryStates(context, call);
  const at = low.lastIndexOf('providers');
  if (at === -1 || low[at + 1] !== 'microsoft.authorization') return undefined;
  const [type, name, ...more] = segments.slice(at + 2);
  const kind = listed[type?.toLowerCase() ?? ''];
  if (kind === undefined || more.length > 0) return undefined;
  if (name === undefined) {
    if (method !== 'GET') throw notSupported(method);
    return answer(200, { value: listAt(context, `/${segments.slice(0, at).join('/')}`, kind, call.query.get('$filter')) });
  }
  return at === 0 && kind === 'policyDefinitions' ? builtIn(method, name) : undefined;
}

const listed: Readonly<Record<string, string>> = {
  policydefinitions: 'policyDefinitions',
  policysetdefinitions: 'policySetDefinitions',
  policyassignments: 'policyAssignments',
  policyexemptions: 'policyExemptions',
};

function builtIn(method: string, name: string): LocalResponse | undefined {
  const definition = findBuiltIn(name);
  if (method !== 'GET') return undefined;
  if (definition === undefined) throw refuse(404, 'PolicyDefinitionNotFound', `The policy definition '${name}' could not be found.`);
  return answer(200, builtInView(definition));
}

/** Definitions of the scope and of those above it, built-in ones included; assignments and exemptions that hold at the scope, and below it unless the filter is `atScope()`. */
function listAt(context: LocalContext, scope: string, kind: string, filter: string | null): readonly JsonObject[] {
  const path = parseArmPath(scope);
  const scopes = ancestorKeys(context, path?.id ?? '');
  const own = scopes[0] ?? '';
  const type = `microsoft.authorization/${kind.toLowerCase()}`;
  const definesOnly = kind.endsWith('Definitions') || filter?.toLowerCase() === 'atscope()';
  const wanted = /policyType eq '?(\w+)'?/i.exec(filter ?? '')?.[1]?.toLowerCase();
  const stored = keysOfType(context.db, type, '').flatMap((key) => {
    const at = key.slice(0, key.lastIndexOf(`/providers/${type}/`));
    const holds = scopes.includes(at) || (!definesOnly && at.startsWith(`${own}/`));
    const resource = holds ? findResource(context.db, key) : undefined;
    return resource === undefined ? [] : [resourceView(resource, context.at)];
  });
  if (kind !== 'policyDefinitions') return stored;
  return [...(wanted === 'custom' ? [] : builtInPolicies.map(builtInView)), ...(wanted === 'builtin' ? [] : stored)];
}

function queryStates(context: LocalContext, { segments, method }: ArmCall): LocalResponse {
  if (method !== 'POST') throw notSupported(method);
  const value = policyStates(context, parseArmPath(`/${segments.slice(0, -5).join('/')}`)?.id ?? '');
  return answer(200, {
    '@odata.context': `https://management.azure.com/${segments.slice(0, -2).join('/')}/$metadata#latest`,
    '@odata.count': value.length,
    '@odata.nextLink': null,
    value,
  });
}
