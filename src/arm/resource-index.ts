import type { DeclaredResources, ResourceDeclaration } from './resource-declaration.ts';
import { parseResourceId, relativeResourceId, resourceIdKey } from './resource-id.ts';
import type { ResolvedResource } from './scope.ts';
import { ArmTemplateError, validationError } from './template-error.ts';

/** A declared resource under the key that it has in the expanded deployment. */
export interface IndexedResource {
  readonly key: string;
  readonly declaration: ResourceDeclaration;
}

/** Finds the resources of one template by everything that a template can call them. */
export interface ResourceIndex {
  readonly all: readonly IndexedResource[];
  /** Resources that `dependsOn` or `reference` means by a text; undefined when the template has none. */
  readonly find: (text: string) => readonly IndexedResource[] | undefined;
  /**
   * What a `reference` or `list*` target stands for: resources of the template, or one outside of it by full id.
   * @throws ArmTemplateError `ATK2006` when it is neither.
   */
  readonly resolve: (target: string) => readonly ResolvedResource[];
}

/**
 * Gives every declaration its key and indexes them.
 * @throws ArmTemplateError `ATK2001` when two resources that would both be deployed have the same id.
 */
export function indexResources({ resources, emptyLoops }: DeclaredResources): ResourceIndex {
  const tables: Tables = { symbol: new Map(), copy: new Map(), id: new Map(), relative: new Map(), name: new Map() };
  const taken = new Set<string>();
  for (const name of emptyLoops) tables.copy.set(name.toLowerCase(), []);
  const all = resources.map((declaration): IndexedResource => {
    const same = tables.id.get(resourceIdKey(declaration.id));
    if (same?.some((other) => isDeployed(other.declaration)) === true && isDeployed(declaration)) throw duplicate(declaration);
    const entry = { key: keyOf(declaration, taken), declaration };
    taken.add(entry.key);
    enter(tables, entry);
    return entry;
  });
  // Hundreds of resources may all name the same hundreds of others.
  const find = onceEach((text) => findIn(tables, text));
  return { all, find, resolve: onceEach((target) => resolveIn(find, target)) };
}

function onceEach<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const before = made.get(text);
    if (before !== undefined) return before;
    const fresh = make(text);
    made.set(text, fresh);
    return fresh;
  };
}

interface Tables {
  readonly symbol: Map<string, IndexedResource[]>;
  readonly copy: Map<string, IndexedResource[]>;
  readonly id: Map<string, IndexedResource[]>;
  readonly relative: Map<string, IndexedResource[]>;
  readonly name: Map<string, IndexedResource[]>;
}

function isDeployed(declaration: ResourceDeclaration): boolean {
  return declaration.condition && !declaration.existing;
}

function keyOf(declaration: ResourceDeclaration, taken: ReadonlySet<string>): string {
  const key = declaration.existing && declaration.symbolicName !== undefined ? `${declaration.symbolicName}:${declaration.id}` : declaration.id;
  return taken.has(key) ? `${key}#${declaration.jsonPath}` : key;
}

function duplicate(declaration: ResourceDeclaration): Error {
  return validationError('ATK2001', `The resource '${relativeResourceId(declaration.type, declaration.name)}' at path '${declaration.jsonPath}' is defined multiple times in a template. Please see https://aka.ms/arm-syntax-resources for usage details.`, declaration.jsonPath);
}

function enter(tables: Tables, entry: IndexedResource): void {
  const { declaration } = entry;
  const { loop, symbolicName } = declaration;
  add(tables.id, declaration.id, entry);
  add(tables.relative, relativeResourceId(declaration.type, declaration.name), entry);
  add(tables.name, declaration.name, entry);
  if (declaration.ownName !== declaration.name) add(tables.name, declaration.ownName, entry);
  if (loop !== undefined) add(tables.copy, loop.name, entry);
  if (symbolicName === undefined) return;
  add(tables.symbol, symbolicName, entry);
  if (loop !== undefined) add(tables.symbol, `${symbolicName}[${loop.index}]`, entry);
}

function add(table: Map<string, IndexedResource[]>, text: string, entry: IndexedResource): void {
  const key = text.toLowerCase();
  const list = table.get(key);
  if (list === undefined) table.set(key, [entry]);
  else list.push(entry);
}

function findIn(tables: Tables, text: string): readonly IndexedResource[] | undefined {
  const key = text.replace(/\/$/, '').toLowerCase();
  const many = tables.symbol.get(key) ?? tables.copy.get(key);
  if (many !== undefined) return many;
  const one = preferred(tables.id.get(key)) ?? preferred(tables.relative.get(key)) ?? belowGroup(tables, key);
  if (one !== undefined) return [one];
  const named = tables.name.get(key);
  if (named === undefined) return undefined;
  const kinds = new Set(named.map(({ declaration }) => resourceIdKey(declaration.id)));
  if (kinds.size > 1) {
    throw new ArmTemplateError('ATK2006', `The template reference '${text}' is not valid: more than one resource has this name, so that its type must be given too. Please see https://aka.ms/arm-function-reference for usage details.`);
  }
  const found = preferred(named);
  return found === undefined ? undefined : [found];
}

/**
 * In a deployment to a management group an id without the group means a resource of the group: policy templates of Azure's landing
 * zones are written that way.
 * @see https://github.com/Azure/Enterprise-Scale/tree/main/eslzArm/managementGroupTemplates/policyAssignments
 */
function belowGroup(tables: Tables, key: string): IndexedResource | undefined {
  const tenantWide = '/providers/';
  if (!key.startsWith(tenantWide)) return undefined;
  const named = tables.relative.get(key.slice(tenantWide.length));
  return preferred(named?.filter(({ declaration }) => /^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/i.test(declaration.scope)));
}

/** Of resources with the same id at most one has a true condition; that one is meant. */
function preferred(entries: readonly IndexedResource[] | undefined): IndexedResource | undefined {
  return entries?.find(({ declaration }) => isDeployed(declaration)) ?? entries?.[0];
}

function resolveIn(find: ResourceIndex['find'], target: string): readonly ResolvedResource[] {
  const own = find(target);
  if (own !== undefined) {
    return own.map(({ key, declaration }) => ({
      id: declaration.id,
      type: declaration.type,
      name: declaration.name,
      apiVersion: declaration.apiVersion,
      own: true,
      key,
    }));
  }
  const parsed = target.startsWith('/') ? parseResourceId(target) : undefined;
  if (parsed !== undefined) return [{ id: target, type: parsed.type, name: parsed.name, own: false }];
  throw new ArmTemplateError('ATK2006', notFound(target));
}

/** Azure's sentence for a name that stands for nothing in the template. */
export function notFound(target: string): string {
  if (!target.includes('/')) {
    return `The template reference '${target}' is not valid: could not find template resource or resource copy with this name. Please see https://aka.ms/arm-function-reference for usage details.`;
  }
  const parsed = parseResourceId(target);
  const shown = parsed === undefined ? target : relativeResourceId(parsed.type, parsed.name);
  return `The resource '${shown}' is not defined in the template. Please see https://aka.ms/arm-syntax-resources for usage details.`;
}
