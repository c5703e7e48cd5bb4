import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { builtInView, findBuiltIn } from './built-in-policies.ts';
import { ancestorKeys } from './management-group-tree.ts';
import { objectAt } from './policy-expression.ts';

const assignmentType = 'microsoft.authorization/policyassignments';
const exemptionType = 'microsoft.authorization/policyexemptions';

/** A definition as one assignment applies it to one resource. */
export interface ApplicablePolicy {
  readonly assignment: { readonly id: string; readonly name: string; readonly displayName: string; readonly scope: string; readonly parameters: JsonObject; readonly enforced: boolean; readonly identity: boolean };
  readonly definition: { readonly id: string; readonly name: string; readonly displayName: string; readonly mode: string; readonly rule: JsonObject };
  /** Present when the definition came with an initiative. */
  readonly set?: { readonly id: string; readonly name: string; readonly displayName: string; readonly referenceId: string };
  /** Values by declared name; expressions of the initiative are not evaluated yet. */
  readonly parameters: JsonObject;
  /** Values of the initiative's parameters, which those of the definition may read. */
  readonly outerParameters: JsonObject;
  /** What the assignment tells people whom it refuses; absent without one. */
  readonly message?: string;
}

/** The policies that govern an id, those of the widest scope first. Exempted and excluded ones are left out. */
export function applicablePolicies(context: LocalContext, id: string): readonly ApplicablePolicy[] {
  const assignments = keysOfType(context.db, assignmentType, '');
  if (assignments.length === 0) return [];
  const scopes = ancestorKeys(context, id);
  return assignments
    .map((key) => ({ key, depth: scopes.indexOf(key.slice(0, key.lastIndexOf(`/providers/${assignmentType}/`))) }))
    .filter(({ depth }) => depth !== -1)
    .sort((left, right) => right.depth - left.depth)
    .flatMap(({ key }) => policiesOf(context, key, id));
}

function policiesOf(context: LocalContext, key: string, id: string): readonly ApplicablePolicy[] {
  const stored = findResource(context.db, key);
  if (stored === undefined || isExcluded(stored, id) || isExempt(context, stored, id)) return [];
  const properties = objectAt(stored.sent, 'properties');
  const definitionId = String(properties['policyDefinitionId'] ?? '');
  const path = parseArmPath(stored.id);
  const name = path?.kind === 'resource' ? (path.names[0] ?? '') : '';
  const assignment: ApplicablePolicy['assignment'] = {
    id: stored.id,
    name,
    displayName: textAt(properties, 'displayName') ?? name,
    scope: path?.kind === 'resource' ? path.scopeId : '',
    parameters: objectAt(properties, 'parameters'),
    enforced: textAt(properties, 'enforcementMode')?.toLowerCase() !== 'donotenforce',
    identity: isJsonObject(stored.sent['identity']),
  };
  const values = valuesOf(assignment.parameters);
  const message = messagesOf(properties);
  if (!/\/policysetdefinitions\//i.test(definitionId)) {
    const definition = findDefinition(context, definitionId);
    return definition === undefined ? [] : [{ assignment, definition: definitionOf(definition, definitionId), parameters: withDefaults(definition, values), outerParameters: {}, ...message(undefined) }];
  }
  return fromSet(context, definitionId, assignment, values, message);
}

function fromSet(context: LocalContext, setId: string, assignment: ApplicablePolicy['assignment'], values: JsonObject, message: (reference: string | undefined) => { readonly message?: string }): readonly ApplicablePolicy[] {
  const set = findDefinition(context, setId);
  const properties = set === undefined ? {} : objectAt(set, 'properties');
  const members = properties['policyDefinitions'];
  if (set === undefined || !Array.isArray(members)) return [];
  const outerParameters = withDefaults(set, values);
  return (members as readonly Json[]).flatMap((member) => {
    if (!isJsonObject(member)) return [];
    const id = String(member['policyDefinitionId'] ?? '');
    const definition = findDefinition(context, id);
    if (definition === undefined) return [];
    const referenceId = textAt(member, 'policyDefinitionReferenceId') ?? '';
    const described = {
      id: String(set['id'] ?? setId),
      name: String(set['name'] ?? ''),
      displayName: textAt(properties, 'displayName') ?? String(set['name'] ?? ''),
      referenceId,
    };
    return [{
      assignment,
      definition: definitionOf(definition, id),
      set: described,
      parameters: withDefaults(definition, valuesOf(objectAt(member, 'parameters'))),
      outerParameters,
      ...message(referenceId),
    }];
  });
}

/** A policy or initiative definition as a GET shows it: a built-in one or one that was stored; undefined when there is none. */
export function findDefinition(context: LocalContext, id: string): JsonObject | undefined {
  const builtIn = /^\/providers\/microsoft\.authorization\/policydefinitions\/([^/]+)$/i.exec(id)?.[1];
  const known = builtIn === undefined ? undefined : findBuiltIn(builtIn);
  if (known !== undefined) return builtInView(known);
  const stored = findResource(context.db, resourceIdKey(id));
  return stored === undefined ? undefined : { id: stored.id, name: stored.id.slice(stored.id.lastIndexOf('/') + 1), ...stored.sent };
}

function definitionOf(view: JsonObject, id: string): ApplicablePolicy['definition'] {
  const properties = objectAt(view, 'properties');
  const name = String(view['name'] ?? '');
  return {
    id: String(view['id'] ?? id),
    name,
    displayName: textAt(properties, 'displayName') ?? name,
    mode: textAt(properties, 'mode') ?? 'Indexed',
    rule: objectAt(properties, 'policyRule'),
  };
}

/** Parameters are given as `{name: {value}}`. */
function valuesOf(parameters: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parameters).flatMap(([name, given]) => (isJsonObject(given) && given['value'] !== undefined ? [[name, given['value']]] : [])));
}

function withDefaults(definition: JsonObject, values: JsonObject): JsonObject {
  const declared = objectAt(objectAt(definition, 'properties'), 'parameters');
  const defaults = Object.entries(declared).flatMap(([name, parameter]) => (isJsonObject(parameter) && parameter['defaultValue'] !== undefined ? [[name, parameter['defaultValue']] as const] : []));
  return { ...Object.fromEntries(defaults), ...values };
}

function messagesOf(properties: JsonObject): (reference: string | undefined) => { readonly message?: string } {
  const messages = properties['nonComplianceMessages'];
  return (reference) => {
    const all = Array.isArray(messages) ? (messages as readonly Json[]).filter(isJsonObject) : [];
    const own = all.find((entry) => reference !== undefined && entry['policyDefinitionReferenceId'] === reference) ?? all.find((entry) => entry['policyDefinitionReferenceId'] === undefined);
    return typeof own?.['message'] === 'string' ? { message: own['message'] } : {};
  };
}

function isExcluded(assignment: StoredResource, id: string): boolean {
  const scopes = objectAt(assignment.sent, 'properties')['notScopes'];
  return Array.isArray(scopes) && (scopes as readonly Json[]).some((scope) => typeof scope === 'string' && isWithin(resourceIdKey(id), resourceIdKey(scope)));
}

function isExempt(context: LocalContext, assignment: StoredResource, id: string): boolean {
  return keysOfType(context.db, exemptionType, '').some((key) => {
    const properties = objectAt(findResource(context.db, key)?.sent ?? {}, 'properties');
    const expires = textAt(properties, 'expiresOn');
    if (resourceIdKey(textAt(properties, 'policyAssignmentId') ?? '') !== assignment.key || (expires !== undefined && Date.parse(expires) <= Date.parse(context.at))) return false;
    return isWithin(resourceIdKey(id), key.slice(0, key.lastIndexOf(`/providers/${exemptionType}/`)));
  });
}

/** True when an id is a scope or lies below it; both in lower case. */
function isWithin(id: string, scope: string): boolean {
  const trimmed = scope.replace(/\/+$/, '');
  return id === trimmed || id.startsWith(`${trimmed}/`);
}

function textAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
