import { evaluateJson } from './evaluate-json.ts';
import type { Value } from './expression.ts';
import type { IndexedResource, ResourceIndex } from './resource-index.ts';
import { notFound, resolveTarget } from './resource-index.ts';
import { normalizeScopeWords, parseResourceId } from './resource-id.ts';
import type { ReferenceCall, Scope } from './scope.ts';
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

/**
 * Resolves a resource's `dependsOn` and the references that its body makes.
 * @throws ArmTemplateError `ATK2006` for an entry that names nothing in the template.
 */
export function collectDependencies(entry: IndexedResource, index: ResourceIndex, scope: Scope, calls: readonly ReferenceCall[]): Dependencies {
  const keys = new Set<string>();
  const listed: Dependency[] = [];
  for (const text of explicitTexts(entry, scope)) {
    for (const found of findExplicit(entry, index, text)) {
      keys.add(found.key);
      listed.push(text.startsWith('/') ? writtenDependency(text, found) : declaredDependency(found));
    }
  }
  for (const call of calls) {
    for (const target of resolveTarget(index, call.target)) {
      if (target.key !== undefined) keys.add(target.key);
      const { resourceType, resourceName } = call.target.startsWith('/') ? partsOf(call.target, target.type, target.name) : { resourceType: target.type, resourceName: target.name };
      listed.push({
        id: call.target.startsWith('/') ? normalizeScopeWords(call.target) : target.id,
        resourceType,
        resourceName,
        ...(call.action === undefined ? {} : { actionName: call.action }),
        ...(call.apiVersion === undefined ? {} : { apiVersion: call.apiVersion }),
      });
    }
  }
  return { keys: [...keys], listed };
}

function explicitTexts(entry: IndexedResource, scope: Scope): readonly string[] {
  const { json, jsonPath, name } = entry.declaration;
  const path = `${jsonPath}.dependsOn`;
  const raw = json['dependsOn'];
  if (raw === undefined || raw === null) return [];
  const value = about(path, (reason) => `The template resource '${name}' at path '${jsonPath}' is not valid: ${reason}. Please see https://aka.ms/arm-template-expressions for usage details.`, () => evaluateJson(raw, scope, path));
  const list: readonly Value[] = isArray(value) ? value : [value];
  return list.flatMap((item) => {
    if (typeof item === 'string') return item === '' ? [] : [item];
    if (isUnknown(item) || item === null) return [];
    throw structureError(path, 'The entries of dependsOn must be strings');
  });
}

function findExplicit(entry: IndexedResource, index: ResourceIndex, text: string): readonly IndexedResource[] {
  const path = `${entry.declaration.jsonPath}.dependsOn`;
  const found = about(path, (reason) => reason.replace(/\.$/, ''), () => index.find(text));
  if (found !== undefined) return found;
  throw new ArmTemplateError('ATK2006', `Deployment template validation failed: '${notFound(text)}'.`, { path, placed: true });
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
