import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { batchSize, copyCount } from './copy-loop.ts';
import { evaluateJson } from './evaluate-json.ts';
import type { Evaluation } from './evaluation.ts';
import type { Value } from './expression.ts';
import { refuseExtension } from './extensions.ts';
import { armLimits } from './limits.ts';
import { extensionResourceId, formatResourceId, segmentsMatch } from './resource-id.ts';
import { knownText, placeOf } from './resource-place.ts';
import type { ResolvedResource, Scope } from './scope.ts';
import { withCopy } from './scope.ts';
import { about, evaluationError, validationError } from './template-error.ts';
import { structureError } from './template-structure.ts';
import { isUnknown } from './value.ts';

/** The iteration of a copy loop that a resource belongs to. */
export interface LoopPlace {
  readonly name: string;
  readonly index: number;
  readonly count: number;
  /** How many run at the same time; absent for all. */
  readonly batch?: number | undefined;
}

/** One resource of the template after copies, with the names that others know it by; its body is not evaluated yet. */
export interface ResourceDeclaration {
  readonly json: JsonObject;
  readonly jsonPath: string;
  readonly symbolicName?: string | undefined;
  readonly loop?: LoopPlace | undefined;
  readonly id: string;
  /** With the parents' types. */
  readonly type: string;
  /** With the parents' names. */
  readonly name: string;
  /** The name as a nested child writes it. */
  readonly ownName: string;
  readonly apiVersion: string;
  /** Scope id that the resource lives in; empty for the tenant. */
  readonly scope: string;
  readonly condition: boolean;
  readonly existing: boolean;
  /** Scope of its expressions, with its loop. */
  readonly expressions: Scope;
}

interface Source {
  readonly json: JsonObject;
  readonly jsonPath: string;
  readonly symbolicName?: string;
  readonly parent?: ResourceDeclaration;
}

/** The resources of a template, and the loops that ran no time: they are names all the same. */
export interface DeclaredResources {
  readonly resources: readonly ResourceDeclaration[];
  /** Names of copy loops, and symbolic names of resources with one, whose count is zero. */
  readonly emptyLoops: readonly string[];
}

/**
 * All resources of a template, children behind their parents. In array templates the plain ones come before the copies, as in Azure.
 * @param onError gets the error of a resource, which is then left out; without it the first one is thrown
 * @throws ArmTemplateError `ATK2001` for a resource that is not built as required, `ATK2007` for a loop that is not.
 */
export function declareResources(evaluation: Evaluation, onError: (error: unknown) => void = rethrow): DeclaredResources {
  const declared: Declared = { resources: [], emptyLoops: [], onError };
  const scope = withSymbols(evaluation);
  for (const source of sourcesOf(evaluation.template.resources, 'resources', undefined)) {
    try {
      declareSource(source, scope, evaluation, declared);
    } catch (error) {
      onError(error);
    }
  }
  return declared;
}

/**
 * Names, scopes and conditions may read what `resourceInfo` says of another resource, which is declared for that on the spot.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceinfo
 */
function withSymbols(evaluation: Evaluation): Scope {
  const { resources } = evaluation.template;
  if (!evaluation.template.symbolic || !isJsonObject(resources)) return evaluation.scope('early');
  const known = new Map<string, ResourceDeclaration>();
  const open = new Set<string>();
  const resolve = (target: string): readonly ResolvedResource[] => {
    const json = Object.hasOwn(resources, target) ? resources[target] : undefined;
    if (!isJsonObject(json) || json['copy'] !== undefined) throw evaluationError(`The template reference '${target}' is not valid: it is no symbolic name of a single resource`);
    const path = `resources.${target}`;
    if (open.has(target)) throw validationError('ATK2005', `Circular dependency detected on resource: '${target}'. Please see https://aka.ms/arm-syntax-resources for usage details.`, path);
    open.add(target);
    try {
      const found = known.get(target) ?? declare({ json, jsonPath: path, symbolicName: target }, undefined, scope, evaluation);
      known.set(target, found);
      return [{ id: found.id, type: found.type, name: found.name, apiVersion: found.apiVersion, own: true }];
    } finally {
      open.delete(target);
    }
  };
  const scope: Scope = { ...evaluation.scope('early'), resolve };
  return scope;
}

interface Declared {
  readonly resources: ResourceDeclaration[];
  readonly emptyLoops: string[];
  readonly onError: (error: unknown) => void;
}

function rethrow(error: unknown): never {
  throw error;
}

function sourcesOf(section: Json, path: string, parent: ResourceDeclaration | undefined): readonly Source[] {
  const owner = parent === undefined ? {} : { parent };
  if (isJsonObject(section)) {
    return Object.entries(section).map(([symbolicName, json]) => ({
      json: resourceObject(json, `${path}.${symbolicName}`),
      jsonPath: `${path}.${symbolicName}`,
      symbolicName,
      ...owner,
    }));
  }
  if (!Array.isArray(section)) throw structureError(path, 'The resources must be an array or an object');
  const sources = (section as readonly Json[]).map((json, i): Source => ({ json: resourceObject(json, `${path}[${i}]`), jsonPath: `${path}[${i}]`, ...owner }));
  return [...sources.filter(({ json }) => !isJsonObject(json['copy'])), ...sources.filter(({ json }) => isJsonObject(json['copy']))];
}

function resourceObject(json: Json, path: string): JsonObject {
  if (!isJsonObject(json)) throw structureError(path, 'A resource must be an object');
  return json;
}

function declareSource(source: Source, scope: Scope, evaluation: Evaluation, declared: Declared): void {
  for (const { loop, expressions } of iterationsOf(source, scope, declared.emptyLoops)) {
    const resource = about(source.jsonPath, (reason) => `The template resource '${rawName(source)}' is not valid: ${reason}. Please see https://aka.ms/arm-template-expressions for usage details.`, () => declare(source, loop, expressions, evaluation));
    declared.resources.push(resource);
    if (declared.resources.length > armLimits.resources) throw validationError('ATK2010', `The template has more than '${armLimits.resources}' resources when its copies are counted. Please see https://aka.ms/arm-template-limits for usage details.`, 'resources');
    const children = source.json['resources'];
    if (children === undefined) continue;
    for (const child of sourcesOf(children, `${source.jsonPath}.resources`, resource)) declareSource(child, expressions, evaluation, declared);
  }
}

function rawName(source: Source): string {
  const { name } = source.json;
  return typeof name === 'string' ? name : (source.symbolicName ?? '');
}

interface Iteration {
  readonly loop: LoopPlace | undefined;
  readonly expressions: Scope;
}

function iterationsOf(source: Source, scope: Scope, emptyLoops: string[]): readonly Iteration[] {
  const copy = source.json['copy'];
  const path = `${source.jsonPath}.copy`;
  if (copy === undefined || copy === null) return [{ loop: undefined, expressions: scope }];
  if (!isJsonObject(copy) || copy['count'] === undefined) throw structureError(path, 'A copy loop of a resource has a name and a count');
  const evaluated = (key: string): Value | undefined => (copy[key] === undefined ? undefined : about(path, (reason) => `The copy loop of the resource '${rawName(source)}' is not valid: ${reason}`, () => evaluateJson(copy[key] ?? null, scope, `${path}.${key}`)));
  const name = evaluated('name') ?? source.symbolicName ?? null;
  if (typeof name !== 'string') throw structureError(path, 'A copy loop of a resource has a name');
  const count = copyCount(evaluated('count') ?? null, path);
  if (count === 0) emptyLoops.push(name, ...(source.symbolicName === undefined ? [] : [source.symbolicName]));
  const batch = batchSize(evaluated('mode') ?? null, evaluated('batchSize'), count, path);
  return Array.from({ length: count }, (_, index) => ({
    loop: { name, index, count, batch },
    expressions: withCopy(scope, { name, index, kind: 'resource' }),
  }));
}

function declare(source: Source, loop: LoopPlace | undefined, expressions: Scope, evaluation: Evaluation): ResourceDeclaration {
  const { json, jsonPath, parent } = source;
  refuseExtension(json, evaluation.template, jsonPath);
  const value = (key: string): Value => evaluateJson(json[key] ?? null, expressions, `${jsonPath}.${key}`);
  const ownType = knownText(value('type'), jsonPath, 'type').replace(/\/$/, '');
  const ownName = knownText(value('name'), jsonPath, 'name');
  const { type, name } = withParent(ownType, ownName, parent);
  const isKnown = !isUnknown(value('name')) && (parent === undefined || !parent.name.startsWith('['));
  if (isKnown && !segmentsMatch(type, name)) {
    throw validationError('ATK2001', `The template resource '${name}' for type '${type}' at path '${jsonPath}' has incorrect segment lengths. A nested resource type must have identical number of segments as its resource name. A root resource type must have segment length one greater than its resource name. Please see https://aka.ms/arm-syntax-resources for usage details.`, `${jsonPath}.type`);
  }
  const place = parent === undefined ? placeOf(json, value, evaluation.input.scope) : { scope: parent.scope, extends: false };
  const format = place.extends ? extensionResourceId : formatResourceId;
  return {
    json,
    jsonPath,
    symbolicName: source.symbolicName,
    loop,
    id: isKnown ? format(place.scope, type, name) : `${place.scope}/providers/${type}/${name}`,
    type,
    name,
    ownName,
    apiVersion: apiVersionOf(value('apiVersion'), evaluation, jsonPath),
    scope: place.scope,
    condition: conditionOf(json, value),
    existing: json['existing'] === true,
    expressions,
  };
}

/** A child's type and name continue its parent's; some templates in the wild spell them out in full, which Azure accepts too. */
function withParent(type: string, name: string, parent: ResourceDeclaration | undefined): { readonly type: string; readonly name: string } {
  if (parent === undefined) return { type, name };
  const isFull = type.toLowerCase().startsWith(`${parent.type.toLowerCase()}/`);
  return {
    type: isFull ? type : `${parent.type}/${type}`,
    name: isFull && segmentsMatch(type, name) ? name : `${parent.name}/${name}`,
  };
}

function apiVersionOf(value: Value, evaluation: Evaluation, path: string): string {
  if (value === null && typeof evaluation.template.json['apiProfile'] === 'string') return evaluation.template.json['apiProfile'];
  return knownText(value, path, 'apiVersion');
}

function conditionOf(json: JsonObject, value: (key: string) => Value): boolean {
  if (json['condition'] === undefined) return true;
  const condition = value('condition');
  if (isUnknown(condition)) return true;
  if (typeof condition === 'boolean') return condition;
  const word = typeof condition === 'string' ? condition.toLowerCase() : '';
  if (word === 'true' || word === 'false') return word === 'true';
  throw structureError('condition', 'The condition of a resource must be a boolean');
}
