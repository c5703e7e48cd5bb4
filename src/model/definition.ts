import type { SecretGeneration } from './declared-secret.ts';
import type { JsonObject } from './json.ts';
import type { SourceLocation } from './source-location.ts';
import type { Value, ValueObject } from './value.ts';

/**
 * What loading the user's code yields: plain, serialisable data that knows no environment, subscription, name or run.
 * Archived with every applied run. Functions in it are replaced by `{ "$function": "<sha256 of their source>" }`.
 */
export interface Definition {
  readonly version: 1;
  /** One per backend package, in the manifest's order. */
  readonly backends: readonly BackendDefinition[];
}

export interface BackendDefinition {
  /** The package's name in the manifest; `main` when there is only one. First part of every address. */
  readonly name: string;
  readonly components: readonly ComponentDefinition[];
  readonly options: BackendOptions;
  /** What `moved` and `removed` say, in the order of the calls. */
  readonly refactorings?: readonly Refactoring[];
  readonly origin: SourceLocation;
}

/**
 * What the definition says of addresses that it no longer has. `moved`: the resource is known by another address now. `removed`: it
 * leaves the state and stays in Azure. Addresses are whole; `main/uploads/*` stands for everything of an owner.
 */
export type Refactoring =
  | { readonly kind: 'moved'; readonly from: string; readonly to: string; readonly origin: SourceLocation }
  | { readonly kind: 'removed'; readonly from: string; readonly origin: SourceLocation };

/** The options of `defineBackend` that this version acts on; all optional. `environments` overrides the rest per environment. */
export interface BackendOptions {
  readonly tags?: Readonly<Record<string, string>>;
  readonly tagRules?: readonly TagRule[];
  /** Settings that override the environment's; the shape is that of `EnvironmentSettings`, all optional, checked at compose. */
  readonly settings?: JsonObject;
  /** Per environment name: settings that override `settings`. */
  readonly environments?: Readonly<Record<string, JsonObject>>;
  /** Outputs of the backend besides those that components give. */
  readonly outputs?: Readonly<Record<string, Value>>;
  /** Azure names that are not computed: address (or address without its backend) to name. */
  readonly names?: Readonly<Record<string, string>>;
  /** Hash of a user's naming function; the function itself travels beside the definition. */
  readonly naming?: { readonly $function: string };
  /** Hashes of a user's own providers, by the resource type they make; the providers themselves travel beside the definition. */
  readonly providers?: Readonly<Record<string, { readonly $function: string }>>;
}

/** `when` all given facts match, tags are set, then removed. */
export interface TagRule {
  readonly when: { readonly type?: string; readonly stack?: string; readonly component?: string; readonly environment?: string; readonly tag?: string };
  readonly set?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
}

export interface ComponentDefinition {
  /** Key in `defineBackend`. */
  readonly id: string;
  /** Feature flag without which an environment leaves the component out. Absent: it is always there. */
  readonly feature?: string;
  /** `function`, `crud-api`, `infrastructure`, or a user's own. */
  readonly type: string;
  /** The configuration as the user wrote it, for display, hashes and archives. */
  readonly config: JsonObject;
  readonly requirements: readonly Requirement[];
  /** Resources that belong to this component alone. */
  readonly resources: readonly OwnResource[];
  /** Existing ARM templates that are deployed whole and unaltered. */
  readonly templates: readonly ExistingTemplate[];
  /** Outputs that the component contributes, by name. */
  readonly outputs: Readonly<Record<string, Value>>;
  /** Secrets that it reads, sorted by name. Absent: none. */
  readonly secrets?: readonly SecretDeclaration[];
  /** Things that plan and apply must say about it (such as code that is not published). */
  readonly notices: readonly ComponentNotice[];
  readonly origin: SourceLocation;
}

/** What a component says of a secret that it reads. What is absent is left to others that declare the same one. */
export interface SecretDeclaration {
  /** As the code writes it: `STRIPE_KEY`. */
  readonly name: string;
  readonly description?: string;
  /** Whether environments need it: all alike, or by name, where `default` stands for those that are not named. */
  readonly required?: boolean | Readonly<Record<string, boolean>>;
  readonly generate?: SecretGeneration;
  /** Days after which a new version is due. */
  readonly rotateEveryDays?: number;
  readonly origin?: SourceLocation;
}

export interface ComponentNotice {
  readonly code: 'ATK1310' | 'ATK1311';
  readonly summary: string;
}

/** A component's request for a resource. Requests with the same type and key merge into one resource. */
export interface Requirement {
  /** `cosmos`, `functions`, `storage`, `vault`, `identity`, `logs`, `insights`, `group`, or a type that a user's provider knows. */
  readonly resourceType: string;
  /** Same type and key: shared. `main` unless the user splits. */
  readonly requirementKey: string;
  /** Fields as the provider's merge table declares them. */
  readonly config: ValueObject;
  /** Decides conflicts: the higher wins; 0 by default. */
  readonly priority?: number;
  /** Component that asks. */
  readonly component: string;
  readonly origin: SourceLocation;
}

/** A resource that a component declares itself with `defineInfrastructure`. */
export interface OwnResource {
  /** Last part of the address. */
  readonly name: string;
  /** ARM type, such as `Microsoft.Storage/storageAccounts`. */
  readonly type: string;
  /** Absent: the catalogue's pin; an error when the type is not in the catalogue. */
  readonly apiVersion?: string;
  /** Full or last segment of the Azure name; absent: computed. */
  readonly azureName?: Value;
  /** Name of a resource of the same component that this one is a child of. */
  readonly parent?: string;
  /** Resource that an extension resource extends (`ref` without output), by the names that `Expression` targets use. */
  readonly scope?: string;
  /** Everything of the resource but type, apiVersion, name, dependsOn: `location`, `sku`, `kind`, `identity`, `properties`, `tags`, … */
  readonly body: ValueObject;
  readonly dependsOn?: readonly string[];
  readonly protect?: boolean;
  /** Feature flag without which an environment leaves it out. Absent: it is there when its component is. */
  readonly feature?: string;
  /** Paths of the body that are left to others, such as `properties.siteConfig`. */
  readonly ignoreChanges?: readonly string[];
  readonly origin: SourceLocation;
}

/** An ARM template file that somebody already has. */
export interface ExistingTemplate {
  /** Names the deployment and the owner of its addresses. */
  readonly name: string;
  /** Path relative to the project folder. */
  readonly path: string;
  /** The template, parsed; deployed exactly so. */
  readonly template: JsonObject;
  /** Parameter values by name; environment facts may be referred to. */
  readonly parameters: Readonly<Record<string, Value>>;
  readonly origin: SourceLocation;
}

/** Functions that a definition refers to by hash; they exist only in the process that loaded the code. */
export type DefinitionFunctions = ReadonlyMap<string, (...args: readonly never[]) => unknown>;
