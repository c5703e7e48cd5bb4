import type { SourceLocation } from '../model/source-location.ts';
import type { BackendOptions } from './backend-options.ts';
import { optionNames } from './backend-options.ts';
import { callSite } from './call-site.ts';
import { matching } from './check-fields.ts';
import type { Component } from './component.ts';
import { isComponent } from './component.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { refuse, wrong } from './problem.ts';
import type { RefactoringNote } from './refactoring-notes.ts';
import { takeRefactorings } from './refactoring-notes.ts';
import type { BackendResources, ResourceReferences } from './resource-references.ts';
import { referencesOf, resources } from './resource-references.ts';

/** Marks what `defineBackend` returns, across several installed copies of this library. */
const brand: unique symbol = Symbol.for('atakora.backend') as never;

/** Reads the calls of `moved` and `removed` beside a backend: those of the installed copy of this library that made it. */
const notes: unique symbol = Symbol.for('atakora.refactorings') as never;

/** Components by the key that is their id. */
export type Components = Readonly<Record<string, Component>>;

/** Components and options: what `defineBackend` was given, and what was added since. */
export interface Backend<Given extends Components = Components> {
  readonly [brand]: 1;
  readonly [notes]: () => readonly RefactoringNote[];
  /** The components by id. */
  readonly components: Given;
  /** The options of both arguments. */
  readonly options: BackendOptions;
  /** Where `defineBackend` was called. */
  readonly origin?: SourceLocation;
  /** References to what the components share: `backend.resources.cosmos.endpoint`. */
  readonly resources: BackendResources;
  /**
   * Adds a component to this backend and returns it, now knowing the component. Without an id the component's own is taken.
   * @throws AtakoraError `ATK1308` when the id cannot be used or is taken.
   */
  addComponent<Id extends string, Added extends Component>(id: Id, component: Added): Backend<Given & Readonly<Record<Id, Added>>>;
  addComponent(component: Component): Backend<Given>;
  /** References to the shared resource of a type and requirement key: `backend.getResource('cosmos', 'reports').endpoint`. */
  getResource<Type extends (keyof BackendResources) | (string & {})>(type: Type, key?: string): ResourceReferences<Type>;
}

type OptionName = keyof BackendOptions;

/** What the first argument may be: every key is an option or has a component. */
type Input<Given> = { readonly [Key in keyof Given]: Key extends OptionName ? BackendOptions[Key] : Component };

/** The components of a first argument. */
type ComponentsOf<Given> = { readonly [Key in Exclude<keyof Given, OptionName>]: Given[Key] extends Component ? Given[Key] : never };

/**
 * Defines a backend of components. Everything that they need is made, shared where they ask for the same, and secured.
 * Options stand in the second argument, or beside the components in the first.
 * @example export const backend = defineBackend({ feedbackApi, processUpload }, { tags: { team: 'web' } });
 * @throws AtakoraError `ATK1308` naming every key that is neither a component nor an option, or is both.
 */
export function defineBackend<const Given extends Input<Given>>(components: Given & Pick<BackendOptions, keyof Given & OptionName>, options: BackendOptions = {}): Backend<ComponentsOf<Given>> {
  const origin = callSite(defineBackend);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(components);
  const found = new Map<string, Component>();
  const beside: Record<string, unknown> = {};
  const problems: Problem[] = checkOptions(options);
  for (const [key, value] of entries) {
    const option = (optionNames as readonly string[]).includes(key);
    if (isComponent(value)) {
      problems.push(...(option ? [wrong(`the component "${key}" has the name of the option "${key}"`, 'Give the component another key.')] : checkId(key)));
      found.set(key, value);
    } else if (option) {
      problems.push(...(key in options ? [wrong(`the option "${key}" is given twice`, 'Keep it in one of the two arguments.')] : []));
      beside[key] = value;
    } else {
      problems.push(neither(key, value));
    }
  }
  refuse(problems, 'this backend', origin);
  return createBackend(found, { ...beside, ...options }, origin) as unknown as Backend<ComponentsOf<Given>>;
}

/** True for what `defineBackend` returns, also when another installed copy of this library made it. */
export function isBackend(value: unknown): value is Backend {
  return typeof value === 'object' && value !== null && (value as { readonly [brand]?: unknown })[brand] === 1;
}

/** Calls of `moved` and `removed` since the last backend was asked; none for what an older copy of this library made. */
export function refactoringsBeside(backend: Backend): readonly RefactoringNote[] {
  return (backend as Partial<Backend>)[notes]?.() ?? [];
}

function createBackend(initial: ReadonlyMap<string, Component>, options: BackendOptions, origin: SourceLocation | undefined): Backend {
  const components: Record<string, Component> = {};
  const add = (id: string, component: Component): void => {
    components[id] = component.withId?.(id) ?? component;
  };
  for (const [id, component] of initial) {
    add(id, component);
  }
  const backend: Backend = {
    [brand]: 1,
    [notes]: takeRefactorings,
    components,
    options,
    ...(origin === undefined ? {} : { origin }),
    resources,
    addComponent: (first: string | Component, second?: Component) => {
      const [id, component] = typeof first === 'string' ? [first, second] : [first.componentId, first];
      const taken = Object.hasOwn(components, id) ? [wrong(`there is a component "${id}" already`, 'Give one of the two another id.')] : [];
      const reserved = (optionNames as readonly string[]).includes(id) ? [wrong(`the component "${id}" has the name of the option "${id}"`, 'Give the component another id.')] : [];
      refuse([...checkId(id), ...taken, ...reserved, ...(isComponent(component) ? [] : [neither(id, component)])], 'this component', callSite(backend.addComponent));
      add(id, component as Component);
      return backend;
    },
    getResource: (type, key) => referencesOf(type, key),
  };
  return backend;
}

function checkOptions(options: BackendOptions): Problem[] {
  return Object.entries(options).flatMap(([key, value]: [string, unknown]) => {
    if ((optionNames as readonly string[]).includes(key)) {
      return [];
    }
    return isComponent(value) ? [wrong(`the component "${key}" stands among the options`, 'Move it to the first argument.')] : [neither(key, value)];
  });
}

/** An id is part of addresses; `.` would make it read like a shared resource. */
function checkId(id: string): readonly Problem[] {
  return matching(id, /^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'the key of a component', '1 to 63 letters, digits, `_` and `-`, a letter first');
}

function neither(key: string, value: unknown): Problem {
  const near = nearest(key, optionNames);
  const what = Array.isArray(value) ? 'a list' : value === null || value === undefined ? String(value) : `of type ${typeof value}`;
  return wrong(`"${key}" is neither a component nor an option: it is ${what}`, near === undefined ? 'A component is what a define… function returns.' : `Did you mean the option "${near}"?`);
}
