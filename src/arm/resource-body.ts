import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { evaluateJson } from './evaluate-json.ts';
import type { Value, ValueObject } from './expression.ts';
import { isDeployment, isInnerScope } from './nested-scope.ts';
import { evaluateOuterTemplate } from './outer-template.ts';
import type { ResourceDeclaration } from './resource-declaration.ts';
import type { Scope } from './scope.ts';
import { about } from './template-error.ts';
import { objectOf } from './value.ts';

/** What the template says about a resource that its provider never sees. */
const handledByDeployment = new Set([
  'apiversion',
  'comments',
  'condition',
  'copy',
  'dependson',
  'existing',
  'import',
  'extension',
  'metadata',
  'name',
  'resources',
  'scope',
  'type',
  '@options',
]);

/** Of a nested deployment these two say where it runs. */
const placesDeployment = new Set(['resourcegroup', 'subscriptionid']);

/** The properties of a resource that come first, in this order. */
const leading = ['location'];

/**
 * The body of a resource as its provider gets it, with the scope's references: type, name, apiVersion, location, then the rest
 * in template order. The template of a nested deployment with inner scope stays as it is.
 * @throws ArmTemplateError with the path of the part that cannot be evaluated.
 */
export function evaluateBody(declaration: ResourceDeclaration, scope: Scope): ValueObject {
  const { json, jsonPath, name } = declaration;
  const sentence = (reason: string) => `The template resource '${name}' at path '${jsonPath}' is not valid: ${reason}. Please see https://aka.ms/arm-template-expressions for usage details.`;
  return about(jsonPath, sentence, () => {
    const keys = Object.keys(json).filter((key) => isSent(key, declaration));
    const ordered = [...keys.filter((key) => leading.includes(key)), ...keys.filter((key) => !leading.includes(key))];
    const entries = ordered.map((key): [string, Value] => [key, evaluatePart(declaration, key, json[key] ?? null, scope)]);
    return objectOf([['type', declaration.type], ['name', name], ['apiVersion', declaration.apiVersion], ...entries]);
  });
}

function isSent(key: string, declaration: ResourceDeclaration): boolean {
  const name = key.toLowerCase();
  return !handledByDeployment.has(name) && !placesDeployment.has(name) && !(declaration.existing && name !== 'properties');
}

function evaluatePart(declaration: ResourceDeclaration, key: string, json: Json, scope: Scope): Value {
  const path = `${declaration.jsonPath}.${key}`;
  if (key !== 'properties' || !isDeployment(declaration.type) || !isJsonObject(json)) return evaluateJson(json, scope, path);
  const { template, ...rest } = json;
  const evaluated = evaluateJson(rest, scope, path);
  if (!isJsonObject(template)) return evaluated;
  const inner = isInnerScope(json) ? template : evaluateOuterTemplate(template, scope, `${path}.template`);
  return { ...(evaluated as ValueObject), template: inner };
}
