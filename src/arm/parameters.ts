import type { Json, JsonObject } from '../model/json.ts';
import type { SuppliedParameter } from './deployment-input.ts';
import { evaluateJson } from './evaluate-json.ts';
import { evaluate } from './evaluate.ts';
import type { Value } from './expression.ts';
import type { ParameterValue } from './parameter-value.ts';
import { checkParameterValue, refusedValue } from './parameter-value.ts';
import { parseResourceId } from './resource-id.ts';
import type { ResolvedResource, Scope } from './scope.ts';
import { parseOnce } from './session.ts';
import { about, evaluationError, validationError } from './template-error.ts';
import { structureError } from './template-structure.ts';
import type { Template } from './template-structure.ts';
import { misfitInside } from './type-constraints.ts';
import { readDefinition } from './type-definition.ts';
import { fromJson, unknown } from './value.ts';

/** A declared parameter with its value for this deployment. */
export interface ResolvedParameter {
  /** As declared. */
  readonly name: string;
  /** As declared, such as `securestring`. */
  readonly type: string;
  /** True when nobody may see the value. */
  readonly secure: boolean;
  readonly value: Value;
}

/** The parameters of one deployment; each is evaluated once, when it is first asked for. */
export interface Parameters {
  readonly value: (name: string) => Value;
  /** All of them in template order; evaluates those that were not used. */
  readonly all: () => readonly ResolvedParameter[];
}

/**
 * Matches given values with a template's parameters, ignoring case.
 * @throws ArmTemplateError `ATK2002` for values of parameters that the template has not; when asked for a value also for
 * missing, mistyped and refused ones, `ATK2005` when defaults need each other.
 */
export function resolveParameters(template: Template, given: Readonly<Record<string, SuppliedParameter>>, scope: () => Scope): Parameters {
  const declared = new Map(Object.entries(template.parameters).map(([name, definition]) => [name.toLowerCase(), { name, definition }]));
  const supplied = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), { name, value }]));
  refuseUnknown(template, [...supplied].filter(([key]) => !declared.has(key)).map(([, { name }]) => name));
  const resolved = new Map<string, ResolvedParameter | 'evaluating'>();
  const resolve = (key: string): ResolvedParameter => {
    const before = resolved.get(key);
    const entry = declared.get(key);
    if (before === 'evaluating') throw validationError('ATK2005', `The template parameter '${entry?.name ?? key}' depends on itself. Please see https://aka.ms/arm-syntax-parameters for usage details.`, `parameters.${entry?.name ?? key}`);
    if (before !== undefined) return before;
    if (entry === undefined) throw notFound(key);
    resolved.set(key, 'evaluating');
    try {
      const parameter = resolveParameter(template, entry.name, entry.definition, supplied.get(key)?.value, scope);
      resolved.set(key, parameter);
      return parameter;
    } finally {
      if (resolved.get(key) === 'evaluating') resolved.delete(key);
    }
  };
  return { value: (name) => resolve(name.toLowerCase()).value, all: () => [...declared.keys()].map(resolve) };
}

function refuseUnknown(template: Template, names: readonly string[]): void {
  if (names.length === 0) return;
  const supported = Object.keys(template.parameters).join(', ');
  throw validationError('ATK2002', `The template parameters '${names.join(', ')}' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time. The only supported parameters for this template are '${supported}'. Please see https://aka.ms/arm-pass-parameter-values for usage details.`, 'parameters');
}

function notFound(name: string): Error {
  return evaluationError(`The template parameter '${name}' is not found. Please see https://aka.ms/arm-syntax-parameters for usage details.`);
}

function resolveParameter(template: Template, name: string, raw: Json, given: SuppliedParameter | undefined, scope: () => Scope): ResolvedParameter {
  const path = `parameters.${name}`;
  const definition = readDefinition(template, raw, path);
  // In languageVersion 2.0 a definition without a type takes every value.
  const type = definition['type'] ?? (template.symbolic ? 'any' : undefined);
  if (typeof type !== 'string' || !knownTypes.has(type.toLowerCase()) || (definition['type'] === 'any' && !template.symbolic)) throw structureError(path, `The template parameter '${name}' has no valid type`);
  const secure = type.toLowerCase().startsWith('secure');
  const value = parameterValue(name, definition, given, scope, path);
  const nullable = definition['nullable'] === true;
  if (value === undefined && !nullable) {
    throw validationError('ATK2002', `The value for the template parameter '${name}' is not provided. Please see https://aka.ms/resource-manager-parameter-files for usage details.`, path);
  }
  if (value !== undefined && !(value === null && nullable)) check({ name, definition, type, secure, value, path }, template);
  return { name, type, secure, value: value ?? null };
}

/** Type definitions with an inside belong to languageVersion 2.0; before it their words are data nobody reads. */
function check(parameter: ParameterValue, template: Template): void {
  checkParameterValue(parameter);
  const misfit = template.symbolic ? misfitInside(parameter.value, parameter.definition, template, parameter.path) : undefined;
  if (misfit !== undefined) throw refusedValue(parameter, misfit);
}

const knownTypes = new Set(['any', 'string', 'securestring', 'int', 'bool', 'object', 'secureobject', 'array']);

/** The value given or the default; undefined when there is neither. */
function parameterValue(name: string, definition: JsonObject, given: SuppliedParameter | undefined, scope: () => Scope, path: string): Value | undefined {
  if (given?.reference !== undefined) {
    const node = { kind: 'string', value: name, start: 0, end: 0 } as const;
    return unknown({ kind: 'call', name: 'parameters', arguments: [node], start: 0, end: 0 });
  }
  const { expression } = given ?? {};
  if (expression !== undefined) {
    const outside: Scope = { ...scope(), placement: 'body', resolve: (target) => [outsideResource(target)] };
    return about(path, (reason) => invalid(name, reason), () => evaluate(parseOnce(outside.session, expression), outside));
  }
  if (given?.value !== undefined && given.value !== null) return fromJson(given.value);
  const fallback = definition['defaultValue'];
  if (fallback !== undefined) return about(path, (reason) => invalid(name, reason), () => evaluateJson(fallback, scope(), `${path}.defaultValue`));
  return given?.value;
}

/** What an expression from outside refers to lies outside too. */
function outsideResource(target: string): ResolvedResource {
  const parsed = parseResourceId(target);
  return { id: target, type: parsed?.type ?? '', name: parsed?.name ?? '', own: false };
}

function invalid(name: string, reason: string): string {
  return `The template parameter '${name}' is not valid: ${reason}. Please see https://aka.ms/arm-syntax-parameters for usage details.`;
}
