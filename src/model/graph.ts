import type { Address } from './address.ts';
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
  readonly backends: readonly BackendDefinition[];
  readonly diagnostics: readonly Diagnostic[];
}
