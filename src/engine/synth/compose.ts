import type { Address } from '../../model/address.ts';
import type { BackendDefinition, Definition } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { uniqueFindings } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { PackageNode, ResourceGraph, SecretNode, TemplateNode } from '../../model/graph.ts';
import type { Project } from '../../model/project.ts';
import type { OutputNode } from '../../model/resource-node.ts';
import type { Value } from '../../model/value.ts';
import type { NamingFunction } from '../../define/naming.ts';
import type { Provider } from '../../define/providers/provider.ts';
import type { Pin } from '../ports.ts';
import type { SettingPlace } from './code-packages.ts';
import { codePackages, noticesOf } from './code-packages.ts';
import { collectRequirements } from './collect-requirements.ts';
import { danglingReferences } from './dangling-references.ts';
import { secretNodes } from './declared-secrets.ts';
import type { PendingNode } from './draft-to-node.ts';
import { draftToNode } from './draft-to-node.ts';
import { finishNodes } from './finish-nodes.ts';
import { groupPlace } from './group-place.ts';
import { nameGiver } from './name-giver.ts';
import type { PlacedDraft } from './own-resources.ts';
import { draftOwnResources, ownNames } from './own-resources.ts';
import { provideShared, sharedDrafts, sharedNames } from './provide-shared.ts';
import type { LeftOutNames, ReferenceNames, ReferencePlace } from './resolve-references.ts';
import { leftOutBy, resolveReferences } from './resolve-references.ts';
import { keptBackend, leftOutResources, switchedOff, withFeatures } from './switched-off.ts';
import type { TagPlace } from './tag-node.ts';
import { tagNode } from './tag-node.ts';

/** Everything that composing depends on; equal inputs give equal graphs. */
export interface ComposeInput {
  readonly project: Project;
  readonly definition: Definition;
  /** The target with the settings of one backend: its own options are a layer over the project's; `inherits` names the environments that it extends, the nearest last. */
  readonly targetFor: (backend: BackendDefinition) => { readonly target: EnvironmentTarget; readonly diagnostics: readonly Diagnostic[]; readonly packagePlace?: SettingPlace; readonly inherits?: readonly string[] };
  /** The target without any backend's options. */
  readonly target: EnvironmentTarget;
  /** Built-in providers after the user's, which win. */
  readonly providersFor: (backend: BackendDefinition) => readonly Provider[];
  readonly namingFor: (backend: BackendDefinition) => NamingFunction | undefined;
  /** Names that addresses already have. */
  readonly pins: ReadonlyMap<string, Pin>;
}

/**
 * Turns a definition into the resources of one environment: settings, merged requirements, providers, names, tags, references.
 * Everything that is wrong with the definition is in the diagnostics.
 */
export function compose(input: ComposeInput): ResourceGraph {
  const composed = input.definition.backends.map((backend) => composeBackend(backend, input));
  const places = new Map(composed.map(({ backend, target }) => [backend.name, { project: input.project, backend, target }]));
  const finished = finishNodes(
    composed.flatMap((part) => part.nodes),
    (node, stack) => tagNode(node, stack, places.get(node.backend) as TagPlace),
  );
  const nodes = [...finished.nodes].sort((a, b) => (a.address < b.address ? -1 : 1));
  const templates = composed.flatMap((part) => part.templates);
  const outputs = composed.flatMap((part) => part.outputs);
  const leftOut = new Map(composed.flatMap((part) => [...part.leftOut]));
  const dangling = finished.diagnostics.some((finding) => finding.severity === 'error') ? [] : danglingReferences(nodes, outputs, templates, leftOut);
  const secrets = composed.flatMap((part) => part.secrets);
  return {
    project: input.project,
    target: input.target,
    nodes,
    templates,
    outputs,
    packages: composed.flatMap((part) => part.packages).sort((a, b) => (a.address < b.address ? -1 : 1)),
    ...(secrets.length === 0 ? {} : { secrets }),
    backends: input.definition.backends,
    ...(leftOut.size === 0 ? {} : { leftOut: [...leftOut].map(([address, features]) => ({ address, features })).sort((a, b) => (a.address < b.address ? -1 : 1)) }),
    diagnostics: uniqueFindings([...composed.flatMap((part) => part.diagnostics), ...finished.diagnostics, ...dangling]),
  };
}

interface ComposedBackend {
  readonly backend: BackendDefinition;
  readonly target: EnvironmentTarget;
  readonly nodes: readonly PendingNode[];
  readonly templates: readonly TemplateNode[];
  readonly outputs: readonly OutputNode[];
  readonly packages: readonly PackageNode[];
  readonly secrets: readonly SecretNode[];
  /** Address, or `backend/component/*`, → the feature flags that leave it out. */
  readonly leftOut: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is done with the references of a value that stands in a place. */
interface Resolve {
  value(value: Value, place: ReferencePlace): Value;
  /** False when it refers to what a feature leaves out. */
  isThere(value: Value, place: ReferencePlace): boolean;
}

function composeBackend(whole: BackendDefinition, input: ComposeInput): ComposedBackend {
  const { target, diagnostics: settingFindings, packagePlace = { own: false }, inherits = [] } = input.targetFor(whole);
  const { features } = target.settings;
  const backend = keptBackend(whole, features);
  const findings: Diagnostic[] = [...settingFindings, ...noticesOf(backend, target)];
  const report = (finding: Diagnostic): void => void findings.push(finding);
  const draftWith = (on: readonly string[], tell: typeof report, leftOut: LeftOutNames['features']): BackendDrafts | undefined => {
    const more = withFeatures(features, on);
    return draftBackend(keptBackend(whole, more), { ...target, settings: { ...target.settings, features: more } }, { input, report: tell, leftOut });
  };
  const silent = (on: readonly string[]): BackendDrafts | undefined => draftWith(on, () => undefined, new Map());
  const off = switchedOff(whole, features);
  const leftOut = off.length === 0 ? new Map<string, readonly string[]>() : leftOutResources(whole, features, (on) => silent(on)?.drafts.map(({ draft }) => draft.address) ?? []);
  const drafted = draftWith([], report, leftOut);
  if (drafted === undefined) {
    // Without the shared resources every reference to them would be reported too.
    return { backend, target, nodes: [], templates: [], outputs: [], packages: [], secrets: [], leftOut, diagnostics: findings };
  }
  const { drafts, generationOf } = drafted;
  const everything = off.length === 0 ? undefined : silent(off)?.names;
  const names: ReferenceNames = { ...drafted.names, ...(everything === undefined ? {} : { leftOut: { names: everything, features: leftOut } }) };
  const resolve: Resolve = { value: (value, place) => resolveReferences(value, names, place, report), isThere: (value, place) => leftOutBy(value, names, place) === undefined };
  const place = { backend: backend.name, target, generationOf, ...groupPlace(backend.name, drafts, target) };
  const nodes = drafts.map((placed) => draftToNode(placed, { ...place, resolve: (value, what) => resolve.value(value, { ...ownComponent(placed), location: placed.origin, what }) }));
  const { packages, diagnostics: strayPackages } = codePackages(backend, target, nodes, packagePlace, leftOut);
  findings.push(...strayPackages);
  const secrets = secretNodes(backend, nodes, [...inherits, target.name]);
  const prefix = input.definition.backends.length > 1 && backend.name !== 'main' ? `${backend.name}_` : '';
  return { backend, target, nodes, templates: templatesOf(backend, target, resolve), outputs: outputsOf(backend, prefix, resolve), packages, secrets, leftOut, diagnostics: findings };
}

/** The resources of a backend before their references are resolved. */
interface BackendDrafts {
  readonly drafts: readonly PlacedDraft[];
  readonly names: Omit<ReferenceNames, 'leftOut'>;
  readonly generationOf: (address: Address) => number;
}

interface DraftContext {
  readonly input: ComposeInput;
  readonly report: (finding: Diagnostic) => void;
  readonly leftOut: LeftOutNames['features'];
}

/** Merges requirements, asks providers and drafts own resources; undefined when the requirements are wrong. */
function draftBackend(backend: BackendDefinition, target: EnvironmentTarget, { input, report, leftOut }: DraftContext): BackendDrafts | undefined {
  const { project, pins } = input;
  const providers = new Map(input.providersFor(backend).toReversed().map((provider) => [provider.resourceType, provider]));
  const collected = collectRequirements(backend, providers, target);
  collected.diagnostics.forEach(report);
  if (collected.diagnostics.some((finding) => finding.severity === 'error')) {
    return undefined;
  }
  const { nameFor, checkedName, generationOf } = nameGiver({ backend, project, target, pins, naming: input.namingFor(backend), report });
  const provided = provideShared(collected.merged, { backend, project, target, providers, nameFor });
  provided.flatMap(({ result }) => result.diagnostics).forEach(report);
  const own = ownNames(backend);
  const drafts = [...sharedDrafts(provided, backend), ...draftOwnResources({ backend, own, nameFor, checkedName, report, leftOut })];
  return { drafts, names: { shared: sharedNames(provided), own }, generationOf };
}

/** Owners of shared resources have a dot, ids of components have none. */
function ownComponent(placed: PlacedDraft): { readonly component?: string } {
  return placed.owner.includes('.') ? {} : { component: placed.owner };
}

function outputsOf(backend: BackendDefinition, prefix: string, resolve: Resolve): readonly OutputNode[] {
  const outputs = (values: Readonly<Record<string, Value>>, place: Omit<ReferencePlace, 'what'>): readonly OutputNode[] =>
    Object.entries(values).flatMap(([name, value]) => {
      const at = { ...place, what: `output "${name}"` };
      // A value of what is not there is not there either: nothing in the environment depends on it.
      return resolve.isThere(value, at) ? [{ name: `${prefix}${name}`, value: resolve.value(value, at), ...(place.component === undefined ? {} : { component: place.component }) }] : [];
    });
  return [
    ...backend.components.flatMap((component) => outputs(component.outputs, { component: component.id, location: component.origin })),
    ...outputs(backend.options.outputs ?? {}, { location: backend.origin }),
  ];
}

function templatesOf(backend: BackendDefinition, target: EnvironmentTarget, resolve: Resolve): readonly TemplateNode[] {
  return backend.components.flatMap((component) =>
    component.templates.map((template) => {
      const parameters = Object.entries(template.parameters).map(([name, value]) => [name, resolve.value(value, { component: component.id, location: template.origin, what: `parameter "${name}" of ${template.path}` })] as const);
      return { backend: backend.name, component: component.id, template: { ...template, parameters: Object.fromEntries(parameters) }, protectStores: target.settings.protectStores };
    }),
  );
}
