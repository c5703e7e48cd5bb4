import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { lastName } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import { findDefinition } from './applicable-policies.ts';
import { operators } from './condition-operators.ts';
import { objectAt } from './policy-expression.ts';

/**
 * What is kept of a policy definition, initiative or assignment that is written: checked, with the defaults that Azure fills in.
 * Other resources come back as they are.
 * @throws Refusal for what Azure would refuse
 * @see https://learn.microsoft.com/rest/api/policy/policy-assignments/create
 */
export function policyResourceBody(context: LocalContext, path: ResourcePath, body: JsonObject): JsonObject {
  const properties = objectAt(body, 'properties');
  switch (path.type.toLowerCase()) {
    case 'microsoft.authorization/policydefinitions':
      checkRule(properties);
      return { ...body, properties: { policyType: 'Custom', mode: 'Indexed', ...properties } };
    case 'microsoft.authorization/policysetdefinitions':
      checkMembers(context, properties);
      return { ...body, properties: { policyType: 'Custom', ...properties } };
    case 'microsoft.authorization/policyassignments':
      checkAssignment(context, path, properties);
      return {
        ...body,
        properties: {
          ...properties,
          scope: path.scopeId,
          notScopes: properties['notScopes'] ?? [],
          enforcementMode: properties['enforcementMode'] ?? 'Default',
        },
      };
    default:
      return body;
  }
}

function checkRule(properties: JsonObject): void {
  const rule = properties['policyRule'];
  if (!isJsonObject(rule)) throw refuse(400, 'InvalidPolicyRule', "The policy definition has no 'policyRule'.");
  const then = rule['then'];
  if (!isJsonObject(then) || typeof then['effect'] !== 'string') throw refuse(400, 'InvalidPolicyRule', "Failed to parse policy rule: 'then' has no 'effect'.");
  const { effect } = then;
  if (!effect.startsWith('[') && !effects.has(effect.toLowerCase())) throw refuse(400, 'InvalidPolicyRuleEffect', `The policy definition rule is invalid. The effect '${effect}' is not one of '${[...effects].join(', ')}'.`);
  checkCondition(rule['if']);
}

const effects = new Set([
  'deny',
  'audit',
  'append',
  'modify',
  'auditifnotexists',
  'deployifnotexists',
  'denyaction',
  'disabled',
  'manual',
  'addtonetworkgroup',
  'mutate',
  'enforceopaconstraint',
  'enforceregopolicy',
]);

function checkCondition(condition: Json | undefined): void {
  if (!isJsonObject(condition)) throw refuse(400, 'InvalidPolicyRule', "Failed to parse policy rule: 'if' is not a condition.");
  const keys = Object.keys(condition);
  const logical = keys.find((key) => ['not', 'allof', 'anyof'].includes(key.toLowerCase()));
  if (logical === undefined) {
    if (!keys.some((key) => operators[key.toLowerCase()] !== undefined)) throw refuse(400, 'InvalidPolicyRule', `Failed to parse policy rule: the condition with '${keys.join(', ')}' has no known operator.`);
    return;
  }
  const inner = condition[logical] ?? null;
  if (logical.toLowerCase() === 'not') checkCondition(inner);
  else if (Array.isArray(inner)) (inner as readonly Json[]).forEach(checkCondition);
  else throw refuse(400, 'InvalidPolicyRule', `Failed to parse policy rule: '${logical}' is not an array.`);
}

function checkMembers(context: LocalContext, properties: JsonObject): void {
  const members = properties['policyDefinitions'];
  if (!Array.isArray(members) || members.length === 0) throw refuse(400, 'InvalidPolicySetDefinition', "The policy set definition has no 'policyDefinitions'.");
  for (const member of members as readonly Json[]) {
    const id = isJsonObject(member) ? String(member['policyDefinitionId'] ?? '') : '';
    if (findDefinition(context, id) === undefined && !isBuiltIn(id)) throw definitionNotFound(id);
  }
}

function checkAssignment(context: LocalContext, path: ResourcePath, properties: JsonObject): void {
  const id = properties['policyDefinitionId'];
  if (typeof id !== 'string' || id === '') throw refuse(400, 'InvalidCreatePolicyAssignmentRequest', "The create policy assignment request is invalid. The 'policyDefinitionId' property must be specified.");
  const definition = findDefinition(context, id);
  if (definition === undefined && isBuiltIn(id)) return;
  if (definition === undefined) throw definitionNotFound(id);
  const declared = objectAt(objectAt(definition, 'properties'), 'parameters');
  const given = objectAt(properties, 'parameters');
  const known = new Set(Object.keys(declared).map((name) => name.toLowerCase()));
  const unknown = Object.keys(given).filter((name) => !known.has(name.toLowerCase()));
  const [name, definitionName] = [lastName(path), String(definition['name'] ?? '')];
  if (unknown.length > 0) {
    throw refuse(400, 'UndefinedPolicyParameter', `The policy assignment '${name}' has defined parameters '${unknown.join(',')}' which are not defined in the policy definition '${definitionName}'.`);
  }
  const has = new Set(Object.keys(given).map((key) => key.toLowerCase()));
  const missing = Object.entries(declared).flatMap(([key, parameter]) => (isJsonObject(parameter) && parameter['defaultValue'] === undefined && !has.has(key.toLowerCase()) ? [key] : []));
  if (missing.length > 0) {
    throw refuse(400, 'MissingPolicyParameter', `The policy assignment '${name}' is missing the parameter(s) '${missing.join(',')}' as defined in the policy definition '${definitionName}'.`);
  }
  for (const [key, parameter] of Object.entries(declared)) checkAllowed(name, key, parameter, given);
}

function checkAllowed(assignment: string, key: string, parameter: Json, given: JsonObject): void {
  const allowed = isJsonObject(parameter) ? parameter['allowedValues'] : undefined;
  const found = Object.entries(given).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  const value = isJsonObject(found) ? found['value'] : undefined;
  if (!Array.isArray(allowed) || value === undefined || Array.isArray(value)) return;
  const fits = (allowed as readonly Json[]).some((candidate) => JSON.stringify(candidate).toLowerCase() === JSON.stringify(value).toLowerCase());
  if (!fits) throw refuse(400, 'PolicyParameterValueNotAllowed', `The policy assignment '${assignment}' has the value '${String(value)}' for the parameter '${key}', which is not one of the allowed values '${allowed.join(',')}'.`);
}

/**
 * True for the form of Azure's own definitions, of which there are thousands: one that is not carried here can be assigned and is
 * never evaluated.
 */
function isBuiltIn(id: string): boolean {
  return /^\/providers\/microsoft\.authorization\/policy(?:set)?definitions\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
}

function definitionNotFound(id: string) {
  const name = id.slice(id.lastIndexOf('/') + 1);
  return refuse(404, /policysetdefinitions/i.test(id) ? 'PolicySetDefinitionNotFound' : 'PolicyDefinitionNotFound', `The policy definition '${name}' could not be found.`);
}
