import type { Address } from './address.ts';
import type { DeclaredSecret, SecretConsumer } from './declared-secret.ts';
import type { BackendDefinition, ExistingTemplate } from './definition.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { EnvironmentTarget } from './environment-settings.ts';
import type { OutputNode, ResourceNode } from './resource-node.ts';
import type { Project } from './project.ts';
import type { SourceLocation } from './source-location.ts';

/** An existing template with the backend it came with. */
export interface TemplateNode {
  readonly backend: string;
  readonly component: string;
  /** Parameters with references resolved to addresses. */
  readonly template: ExistingTemplate;
  /** Resources of it that hold data refuse deletion and replacement. */
  readonly protectStores: boolean;
}

/** What an app is to run, before synthesis. */
export interface PackageNode {
  /** The app. */
  readonly address: Address;
  /** Relative to the project: a folder with `host.json`, or a zip archive. */
  readonly path: string;
  readonly origin?: SourceLocation;
}

/** A declared secret before the ids of those that read it are known. */
export type SecretNode = Omit<DeclaredSecret, 'consumers'> & { readonly consumers: readonly Omit<SecretConsumer, 'resourceId'>[] };

/** What feature flags leave out of one environment. */
export interface LeftOut {
  /** An address; `main/search/*` stands for everything of an owner. */
  readonly address: string;
  /** The flags that are off and without which it is not there. */
  readonly features: readonly string[];
}

/** All resources of all backends of a project in one environment, before synthesis. */
export interface ResourceGraph {
  readonly project: Project;
  readonly target: EnvironmentTarget;
  /** Sorted by address. */
  readonly nodes: readonly ResourceNode[];
  readonly templates: readonly TemplateNode[];
  readonly outputs: readonly OutputNode[];
  /** Sorted by address. */
  readonly packages: readonly PackageNode[];
  /** Sorted by name in each backend. Absent: none is declared. */
  readonly secrets?: readonly SecretNode[];
  readonly backends: readonly BackendDefinition[];
  /** Sorted by address. Absent: no feature is off. */
  readonly leftOut?: readonly LeftOut[];
  readonly diagnostics: readonly Diagnostic[];
}
