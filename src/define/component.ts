import type { ComponentNotice } from '../model/definition.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { Value, ValueObject } from '../model/value.ts';
import type { KnownRequirementType, RequirementConfigs } from './requirement-configs.ts';

/**
 * A piece of application that requires resources. What the `define…` functions return is one, and you may write your own:
 * an object with these members can be given to `defineBackend`. Definition does no input or output: a component is plain
 * data and functions of it, and is imported anywhere without effect.
 *
 * `defineBackend` calls `withId` (when there is one) with the component's key; loading the backend then calls `initialize`,
 * `getRequirements`, `getResources`, `getOutputs`, `getNotices` and `validateResources`, in this order.
 */
export interface Component<Config extends object = object> {
  /** Its key in `defineBackend`; empty before it has been given one. */
  readonly componentId: string;
  /** Kind of component for people, such as `function` or `rate-limiter`. */
  readonly componentType: string;
  /** Feature flag: environments that switch it off leave the component out, with everything that only it asks for. */
  readonly feature?: string;
  /** The configuration as written. Strings in it may hold references such as `${cosmos.endpoint}`. */
  readonly config: Config;
  /** The resources that it needs. Requests of several components with the same type and key merge into one resource. */
  getRequirements(): readonly ComponentRequirement[];
  /** Resources of its own, that nobody shares. */
  getResources?(): readonly ComponentResource[];
  /** Values that the backend gives out when it was applied, by name. */
  getOutputs?(): Readonly<Record<string, Value>>;
  /** What plan and apply have to say about it. */
  getNotices?(): readonly ComponentNotice[];
  /** ARM template files that are deployed as they are. */
  readonly templateFiles?: readonly TemplateFile[];
  /** Called once when the backend is complete, before anything is asked of the component. */
  initialize?(context: ComponentContext): void;
  /** Problems of the whole, one sentence each; any of them refuses the backend. */
  validateResources?(context: ComponentContext): readonly string[];
  /** The same component under the id that its key gives it. */
  withId?(componentId: string): Component<Config>;
  /** Where it was defined; the backend's own place when absent. */
  readonly origin?: SourceLocation;
}

/** What a component may know of the backend around it. */
export interface ComponentContext {
  readonly componentId: string;
  /** Name of the backend package. */
  readonly backend: string;
  /** Ids of all components of the backend. */
  readonly componentIds: readonly string[];
}

/** A request for a shared resource of a built-in type, or of a type that a provider of your own makes. */
export type ComponentRequirement = { readonly [Type in KnownRequirementType]: TypedRequirement<Type, RequirementConfigs[Type]> }[KnownRequirementType] | TypedRequirement<string & {}, ValueObject>;

interface TypedRequirement<Type, Config> {
  readonly resourceType: Type;
  /** Requests with the same key share one resource; `main` when absent. */
  readonly requirementKey?: string;
  readonly config: Config;
  /** Decides where two requests differ: the higher wins; 0 when absent. */
  readonly priority?: number;
}

/** A resource of a component's own. */
export interface ComponentResource {
  /** Last part of its address. */
  readonly name: string;
  /** ARM type, such as `Microsoft.Storage/storageAccounts`. */
  readonly type: string;
  readonly apiVersion?: string;
  readonly azureName?: Value;
  readonly parent?: string;
  readonly scope?: string;
  readonly body: ValueObject;
  readonly dependsOn?: readonly string[];
  readonly protect?: boolean;
  /** Feature flag: environments that switch it off leave the resource out. */
  readonly feature?: string;
  readonly ignoreChanges?: readonly string[];
  readonly origin?: SourceLocation;
}

/** An ARM template file that a component deploys; the loader reads it. */
export interface TemplateFile {
  /** Names the deployment and the owner of its addresses. */
  readonly name: string;
  /** As written: relative to the file that says it (`origin`). */
  readonly path: string;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly origin?: SourceLocation;
}

/** True for values with the members that every component has; a component may come from another copy of this library. */
export function isComponent(value: unknown): value is Component {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const candidate = value as Partial<Component>;
  return typeof candidate.getRequirements === 'function' && typeof candidate.componentType === 'string';
}
