import type { Address } from './address.ts';
import type { DeclaredSecret } from './declared-secret.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { EnvironmentTarget } from './environment-settings.ts';
import type { LeftOut } from './graph.ts';
import type { JsonObject } from './json.ts';
import type { Project } from './project.ts';
import type { SourceLocation } from './source-location.ts';
import type { StackName } from './stack-name.ts';

/** Where a deployment runs. */
export type DeploymentTarget =
  | { readonly kind: 'subscription'; readonly subscriptionId: string; readonly location: string }
  | { readonly kind: 'resourceGroup'; readonly subscriptionId: string; readonly resourceGroup: string };

/**
 * What one ARM deployment of a backend will hold. `id` is unique in a synthesis: the stack's name, with a number when it was split
 * (`data`, `data-2`), or `existing.<name>` for a template that the user brought.
 */
export interface SynthesizedStack {
  readonly id: string;
  readonly stack: StackName;
  readonly scope: DeploymentTarget;
  /** Complete ARM template of all resources of the stack; contains no run, time, path or secret. */
  readonly template: JsonObject;
  /** Deployment parameters, as ARM wants them: `{ name: { value } | { reference } }`. */
  readonly parameters: JsonObject;
  /** True for a template that the user brought: deployed whole, never filtered. */
  readonly verbatim: boolean;
  /** Ids of the stacks that must be done before this one. */
  readonly dependsOn: readonly string[];
}

/** One resource as synthesized: what the plan compares and what the state records. */
export interface SynthesizedResource {
  readonly address: Address;
  /** Full ARM resource id. Contains the subscription; letter case as we write it. */
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string;
  /** Full Azure name, segments joined by `/`. */
  readonly name: string;
  /** Id of the `SynthesizedStack` that deploys it. */
  readonly stack: string;
  readonly owner: string;
  readonly components: readonly string[];
  /** Addresses that must exist before it: edges of references, parents, scopes and explicit ones. Sorted. */
  readonly dependsOn: readonly Address[];
  /**
   * The resource as it stands in the template, without `dependsOn`, `condition`, `copy`, `type`, `apiVersion`, `name` and without the run tag;
   * expressions are ARM expression strings.
   */
  readonly desired: JsonObject;
  /** SHA-256 (hex) of the canonical JSON of type, apiVersion, name and desired. */
  readonly desiredHash: string;
  /** Expression text in `desired` to what a person reads instead: `[reference(…).vaultUri]` → `vault.uri`. */
  readonly display: Readonly<Record<string, string>>;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly generation: number;
  readonly origin?: SourceLocation;
  /** Where the other components that share it ask for it. */
  readonly alsoFrom?: readonly SourceLocation[];
  /** Its PUT brings back what was deleted, as it was: the definition is applied by the one after that. */
  readonly comesBack?: true;
}

/** What an app is to run. Its content is read and hashed beside: neither is part of a template. */
export interface SynthesizedPackage {
  /** The app: the name of the package everywhere. */
  readonly address: Address;
  /** Full ARM resource id of the app. */
  readonly siteId: string;
  /** Relative to the project: a folder with `host.json`, or a zip archive. */
  readonly path: string;
  readonly origin?: SourceLocation;
}

/** The whole of what an environment should be. Same inputs, byte-identical. */
export interface Synthesis {
  readonly project: Project;
  readonly target: EnvironmentTarget;
  /** In deployment order. */
  readonly stacks: readonly SynthesizedStack[];
  /** Sorted by address. */
  readonly resources: readonly SynthesizedResource[];
  /** Output name → where it is computed: the stack whose template has an output of that name. Sorted by name. */
  readonly outputs: readonly { readonly name: string; readonly stack: string; readonly expression: string; readonly component?: string }[];
  /** Sorted by address. Absent: the code of no app is published. */
  readonly packages?: readonly SynthesizedPackage[];
  /** Sorted by name. Absent: no component declares one. */
  readonly secrets?: readonly DeclaredSecret[];
  /** What feature flags leave out, sorted by address. Absent: nothing. */
  readonly leftOut?: readonly LeftOut[];
  readonly diagnostics: readonly Diagnostic[];
  /** SHA-256 of all templates and parameters. */
  readonly hash: string;
}
