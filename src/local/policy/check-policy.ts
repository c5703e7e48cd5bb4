import type { DeploymentContext } from '../../arm/deployment-input.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ArmPath, GroupPath, ResourcePath } from '../arm/resource-path.ts';
import { lastName } from '../arm/resource-path.ts';
import { kindFor } from '../arm/kind.ts';
import type { LocalContext } from '../context.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource } from '../world/resource-store.ts';
import type { ApplicablePolicy } from './applicable-policies.ts';
import { applicablePolicies } from './applicable-policies.ts';
import type { EvaluatedExpression } from './evaluate-condition.ts';
import { meets } from './evaluate-condition.ts';
import { appendedConflict, disallowed } from './disallowed.ts';
import { maskSecrets } from './mask-secrets.ts';
import type { Violation } from './disallowed.ts';
import { recordState } from './policy-states.ts';
import type { PolicySurroundings } from './policy-expression.ts';
import { evaluateIn, objectAt } from './policy-expression.ts';
import type { PolicySubject } from './policy-subject.ts';
import { fieldValue } from './policy-subject.ts';
import type { FieldOperation } from './set-field.ts';
import { setField } from './set-field.ts';

/** What a policy is asked about. */
interface Asked {
  readonly context: LocalContext;
  readonly path: ResourcePath | GroupPath;
  readonly apiVersion: string;
}

/**
 * What the policies that govern a resource or group make of a body that is about to be written: first they append and modify, then they deny.
 * @throws Refusal `RequestDisallowedByPolicy`
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/effect-basics
 */
export function applyPolicy(context: LocalContext, path: ResourcePath | GroupPath, body: JsonObject, apiVersion: string): JsonObject {
  const policies = isGoverned(path) ? applicablePolicies(context, path.id) : [];
  if (policies.length === 0) return body;
  const asked: Asked = { context, path, apiVersion };
  const changed = policies.reduce((current, policy) => changedBy(asked, policy, current), body);
  const violations = policies.flatMap((policy) => violationOf(asked, policy, changed) ?? []);
  if (violations.length > 0) throw disallowed(nameOf(path), violations);
  return changed;
}

/**
 * Like `applyPolicy`, for callers that only ask whether a write would be refused.
 * @throws Refusal `RequestDisallowedByPolicy`
 */
export function checkPolicy(context: LocalContext, path: ArmPath, body: JsonObject, apiVersion = ''): void {
  if (path.kind === 'resource' || path.kind === 'group') applyPolicy(context, path, body, apiVersion);
}

/**
 * Asks the policies with the effect `denyAction` about a deletion.
 * @throws Refusal `RequestDisallowedByPolicy`
 */
export function checkDeletePolicy(context: LocalContext, path: ResourcePath, stored: StoredResource): void {
  const asked: Asked = { context, path, apiVersion: stored.apiVersion };
  const violations = applicablePolicies(context, path.id).flatMap((policy) => {
    const judged = judge(asked, policy, stored.body);
    const actions = objectAt(objectAt(policy.definition.rule, 'then'), 'details')['actionNames'];
    const deletes = !Array.isArray(actions) || (actions as readonly Json[]).some((action) => typeof action === 'string' && action.toLowerCase() === 'delete');
    return judged?.effect === 'denyaction' && deletes && policy.assignment.enforced ? [judged.violation] : [];
  });
  if (violations.length > 0) throw disallowed(nameOf(path), violations);
}

/** Policies do not judge policies, deployments, locks and tags. */
function isGoverned(path: ResourcePath | GroupPath): boolean {
  if (path.kind === 'group') return true;
  const type = path.type.toLowerCase();
  return !type.startsWith('microsoft.resources/') && !type.startsWith('microsoft.authorization/policy') && type !== 'microsoft.authorization/locks';
}

interface Judgement {
  readonly effect: string;
  readonly violation: Violation;
  readonly around: PolicySurroundings;
}

/** The effect of a policy on a body that meets its condition; undefined for one that does not, or that it does not look at. */
function judge({ context, path, apiVersion }: Asked, policy: ApplicablePolicy, body: JsonObject): Judgement | undefined {
  if (policy.definition.mode.toLowerCase() === 'indexed' && !isIndexed(context, path, body)) return undefined;
  if (policy.definition.mode.includes('.')) return undefined;
  const outer = surroundings(context, path, apiVersion, body, policy, policy.outerParameters);
  const parameters = Object.fromEntries(Object.entries(policy.parameters).map(([name, value]) => [name, policy.set === undefined ? value : evaluateIn(value, outer)]));
  const around = { ...outer, parameters };
  const then = objectAt(policy.definition.rule, 'then');
  const effect = evaluateIn(then['effect'] ?? 'audit', around);
  const word = String(effect).toLowerCase();
  if (word === 'disabled') return undefined;
  const trail: EvaluatedExpression[] = [];
  if (!meets(policy.definition.rule['if'], around, trail)) return undefined;
  return {
    effect: word,
    violation: {
      policy,
      effect: String(effect),
      trail: maskSecrets(trail, body, path.kind === 'resource' ? kindFor(path.type, lastName(path)).sensitive : []),
    },
    around,
  };
}

function violationOf(asked: Asked, policy: ApplicablePolicy, body: JsonObject): Violation | undefined {
  const judged = judge(asked, policy, body);
  if (judged?.effect === 'deny' && policy.assignment.enforced) return judged.violation;
  recordState(asked.context, {
    resourceId: asked.path.id,
    policy,
    effect: judged?.effect ?? '',
    compliant: judged === undefined || !complaining.has(judged.effect),
  });
  return undefined;
}

/** Effects whose condition, once met, makes a resource non-compliant. What the `IfNotExists` effects look for is not looked at here. */
const complaining = new Set(['deny', 'audit', 'auditifnotexists', 'deployifnotexists', 'append', 'modify']);

function changedBy(asked: Asked, policy: ApplicablePolicy, body: JsonObject): JsonObject {
  if (!policy.assignment.enforced) return body;
  const judged = judge(asked, policy, body);
  if (judged?.effect === 'modify') return modified(judged, policy, body);
  if (judged?.effect === 'append') return appended(asked, judged, policy, body);
  return body;
}

function modified({ around }: Judgement, policy: ApplicablePolicy, body: JsonObject): JsonObject {
  const operations = objectAt(objectAt(policy.definition.rule, 'then'), 'details')['operations'];
  const list = Array.isArray(operations) ? (operations as readonly Json[]).filter(isJsonObject) : [];
  return list.reduce((current, operation) => {
    if (operation['condition'] !== undefined && String(evaluateIn(operation['condition'], around)).toLowerCase() !== 'true') return current;
    const field = String(evaluateIn(operation['field'] ?? '', around));
    const word = String(operation['operation'] ?? '').toLowerCase();
    return setField(current, around.subject.type, field, isOperation(word) ? word : 'addorreplace', evaluateIn(operation['value'] ?? null, around));
  }, body);
}

function isOperation(word: string): word is FieldOperation {
  return word === 'add' || word === 'addorreplace' || word === 'remove';
}

/** Appending never replaces: a field that has another value is refused. */
function appended({ path }: Asked, { around, violation }: Judgement, policy: ApplicablePolicy, body: JsonObject): JsonObject {
  const details = objectAt(policy.definition.rule, 'then')['details'];
  const list = Array.isArray(details) ? (details as readonly Json[]).filter(isJsonObject) : [];
  return list.reduce((current, detail) => {
    const field = String(evaluateIn(detail['field'] ?? '', around));
    const value = evaluateIn(detail['value'] ?? null, around);
    const found = fieldValue({ ...around.subject, body: current }, field);
    if (found.kind === 'one' && found.value !== undefined && found.value !== null && JSON.stringify(found.value) !== JSON.stringify(value)) throw appendedConflict(nameOf(path), violation);
    return setField(current, around.subject.type, field, 'addorreplace', value);
  }, body);
}

/** Types that have a region or tags: what mode `Indexed` looks at. */
function isIndexed(context: LocalContext, path: ResourcePath | GroupPath, body: JsonObject): boolean {
  if (path.kind === 'group') return false;
  const can = context.catalogue.type(path.type)?.capabilities;
  if (can !== undefined && /SupportsTags|SupportsLocation/.test(can)) return true;
  return body['location'] !== undefined || body['tags'] !== undefined;
}

function surroundings(context: LocalContext, path: ResourcePath | GroupPath, apiVersion: string, body: JsonObject, policy: ApplicablePolicy, parameters: JsonObject): PolicySurroundings {
  return {
    subject: subjectOf(path, body),
    parameters,
    current: new Map(),
    context: deploymentContext(context, path),
    subscriptionId: context.subscriptionId,
    ...(path.group === undefined ? {} : { resourceGroup: path.group }),
    apiVersion,
    ids: { assignmentId: policy.assignment.id, definitionId: policy.definition.id, ...(policy.set === undefined ? {} : { setDefinitionId: policy.set.id }) },
  };
}

function subjectOf(path: ResourcePath | GroupPath, body: JsonObject): PolicySubject {
  if (path.kind === 'group') return { id: path.id, name: path.group, fullName: path.group, type: 'Microsoft.Resources/subscriptions/resourceGroups', body };
  return { id: path.id, name: lastName(path), fullName: path.names.join('/'), type: path.type, body };
}

function deploymentContext(context: LocalContext, path: ResourcePath | GroupPath): DeploymentContext {
  const id = `/subscriptions/${path.subscriptionId}/resourceGroups/${path.group ?? ''}`;
  const group = path.group === undefined ? undefined : findResource(context.db, resourceIdKey(id));
  const location = group?.body['location'];
  return {
    cloud: 'AzureCloud',
    now: context.at,
    newGuid: () => '00000000-0000-0000-0000-000000000000',
    subscription: { tenantId: context.tenantId },
    ...(path.group === undefined ? {} : { resourceGroup: { id, name: path.group, ...(typeof location === 'string' ? { location } : {}), tags: objectAt(group?.body ?? {}, 'tags') } }),
  };
}

function nameOf(path: ResourcePath | GroupPath): string {
  return path.kind === 'group' ? path.group : path.names.join('/');
}
