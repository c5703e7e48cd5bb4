import type { Json } from '../model/json.ts';
import { evaluateJson } from './evaluate-json.ts';
import type { Value } from './expression.ts';
import type { IndexedResource, ResourceIndex } from './resource-index.ts';
import { notFound } from './resource-index.ts';
import { normalizeScopeWords, parseResourceId } from './resource-id.ts';
import type { ReferenceCall, Scope } from './scope.ts';
import { charge } from './session.ts';
import { ArmTemplateError, about } from './template-error.ts';
import { structureError } from './template-structure.ts';
import { isArray, isUnknown } from './value.ts';

/** One dependency as Azure's answer lists it. */
export interface Dependency {
  readonly id: string;
  readonly resourceType: string;
  readonly resourceName: string;
  /** The action of a `list*` call. */
  readonly actionName?: string;
  /** The version that a `reference` or `list*` call gives. */
  readonly apiVersion?: string;
}

/** What a resource waits for. */
export interface Dependencies {
  /** Keys of resources of the template, explicit ones first, each once. */
  readonly keys: readonly string[];
  /** As Azure lists them: explicit ones as written, then one for each call in order, also to resources outside of the template. */
  readonly listed: readonly Dependency[];
}

/** Resolves a resource's `dependsOn` and the references that its body makes. */
export type CollectDependencies = (entry: IndexedResource, scope: Scope, calls: readonly ReferenceCall[]) => Dependencies;

/** A resource that is waited for, or one outside of the template. */
interface Found {
  /** Absent for one outside. */
  readonly key: string | undefined;
  readonly dependency: Dependency;
}

/**
 * Collects the dependencies of one template's resources. Hundreds of resources may all wait for the same hundreds of others, so
 * everything that is written alike is evaluated and looked up once.
 * @throws ArmTemplateError `ATK2006` when called for an entry that names nothing in the template.
 */
export function dependencyCollector(index: ResourceIndex): CollectDependencies {
  const evaluated = new Map<string, readonly string[]>();
  const explicit = new Map<string, readonly Found[]>();
  const called = new Map<string, readonly Found[]>();
  return (entry, scope, calls) => {
    const keys = new Set<string>();
    const listed: Dependency[] = [];
    for (const text of explicitTexts(entry, scope, evaluated)) {
      for (const { key, dependency } of once(explicit, text, () => findExplicit(entry, index, text))) {
        if (key !== undefined) keys.add(key);
        listed.push(dependency);
      }
    }
    for (const { target, action, apiVersion } of calls) {
      for (const { key, dependency } of once(called, target, () => findCalled(index, target))) {
        if (key !== undefined) keys.add(key);
        listed.push({ ...dependency, ...(action === undefined ? {} : { actionName: action }), ...(apiVersion === undefined ? {} : { apiVersion }) });
      }
    }
    return { keys: [...keys], listed };
  };
}

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}

function explicitTexts(entry: IndexedResource, scope: Scope, evaluated: Map<string, readonly string[]>): readonly string[] {
  const { json, jsonPath, name } = entry.declaration;
  const path = `${jsonPath}.dependsOn`;
  const raw = json['dependsOn'];
  if (raw === undefined || raw === null) return [];
  const sentence = (reason: string) => `The template resource '${name}' at path '${jsonPath}' is not valid: ${reason}. Please see https://aka.ms/arm-template-expressions for usage details.`;
  return about(path, sentence, () => {
    if (!Array.isArray(raw)) {
      const value = evaluateJson(raw, scope, path);
      return (isArray(value) ? value : [value]).flatMap((item) => textsOf(item, path));
    }
    const items = raw as readonly Json[];
    charge(scope.session, items.length >> 2);
    return items.flatMap((item, i) => {
      if (typeof item === 'string' && item !== '' && !item.startsWith('[')) return item;
      const before = typeof item === 'string' ? evaluated.get(item) : undefined;
      if (before !== undefined) return before;
      const texts = textsOf(evaluateJson(item, scope, `${path}[${i}]`), path);
      if (typeof item === 'string' && !/copyindex/i.test(item)) evaluated.set(item, texts);
      return texts;
    });
  });
}

function textsOf(item: Value, path: string): readonly string[] {
  if (typeof item === 'string') return item === '' ? [] : [item];
  if (isUnknown(item) || item === null) return [];
  throw structureError(path, 'The entries of dependsOn must be strings');
}

function findExplicit(entry: IndexedResource, index: ResourceIndex, text: string): readonly Found[] {
  const path = `${entry.declaration.jsonPath}.dependsOn`;
  const found = about(path, (reason) => reason.replace(/\.$/, ''), () => index.find(text));
  if (found !== undefined) return found.map((one) => ({ key: one.key, dependency: text.startsWith('/') ? writtenDependency(text, one) : declaredDependency(one) }));
  throw new ArmTemplateError('ATK2006', `Deployment template validation failed: '${notFound(text)}'.`, { path, placed: true });
}

function findCalled(index: ResourceIndex, target: string): readonly Found[] {
  const id = target.startsWith('/') ? normalizeScopeWords(target) : undefined;
  return index.resolve(target).map((one) => {
    const parts = id === undefined ? { resourceType: one.type, resourceName: one.name } : partsOf(target, one.type, one.name);
    return { key: one.key, dependency: { id: id ?? one.id, ...parts } };
  });
}

function declaredDependency({ declaration }: IndexedResource): Dependency {
  return { id: declaration.id, resourceType: declaration.type, resourceName: declaration.name };
}

/** A full id keeps the casing that its types and names are written in. */
function writtenDependency(id: string, { declaration }: IndexedResource): Dependency {
  return { id: normalizeScopeWords(id), ...partsOf(id, declaration.type, declaration.name) };
}

function partsOf(id: string, type: string, name: string): { readonly resourceType: string; readonly resourceName: string } {
  const parsed = parseResourceId(id);
  return { resourceType: parsed?.type ?? type, resourceName: parsed?.name ?? name };
}
