import type { BackendDefinition, Definition } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { PackageNode, ResourceGraph, TemplateNode } from '../../model/graph.ts';
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
import type { PendingNode } from './draft-to-node.ts';
import { draftToNode } from './draft-to-node.ts';
import { finishNodes } from './finish-nodes.ts';
import { groupPlace } from './group-place.ts';
import { nameGiver } from './name-giver.ts';
import type { PlacedDraft } from './own-resources.ts';
import { draftOwnResources, ownNames } from './own-resources.ts';
import { provideShared, sharedDrafts, sharedNames } from './provide-shared.ts';
import type { ReferenceNames, ReferencePlace } from './resolve-references.ts';
import { resolveReferences } from './resolve-references.ts';
import type { TagPlace } from './tag-node.ts';
import { tagNode } from './tag-node.ts';

/** Everything that composing depends on; equal inputs give equal graphs. */
export interface ComposeInput {
  readonly project: Project;
  readonly definition: Definition;
  /** The target with the settings of one backend: its own options are a layer over the project's. */
  readonly targetFor: (backend: BackendDefinition) => { readonly target: EnvironmentTarget; readonly diagnostics: readonly Diagnostic[]; readonly packagePlace?: SettingPlace };
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
  const dangling = finished.diagnostics.some((finding) => finding.severity === 'error') ? [] : danglingReferences(nodes, outputs, templates);
  return {
    project: input.project,
    target: input.target,
    nodes,
    templates,
    outputs,
    packages: composed.flatMap((part) => part.packages).sort((a, b) => (a.address < b.address ? -1 : 1)),
    backends: input.definition.backends,
    diagnostics: [...composed.flatMap((part) => part.diagnostics), ...finished.diagnostics, ...dangling],
  };
}

interface ComposedBackend {
  readonly backend: BackendDefinition;
  readonly target: EnvironmentTarget;
  readonly nodes: readonly PendingNode[];
  readonly templates: readonly TemplateNode[];
  readonly outputs: readonly OutputNode[];
  readonly packages: readonly PackageNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves the references of a value that stands in a place. */
type Resolve = (value: Value, place: ReferencePlace) => Value;

function composeBackend(backend: BackendDefinition, input: ComposeInput): ComposedBackend {
  const { project, pins } = input;
  const { target, diagnostics: settingFindings, packagePlace = { own: false } } = input.targetFor(backend);
  const findings: Diagnostic[] = [...settingFindings, ...noticesOf(backend, target)];
  const report = (finding: Diagnostic): void => void findings.push(finding);
  const providers = new Map(input.providersFor(backend).toReversed().map((provider) => [provider.resourceType, provider]));
  const collected = collectRequirements(backend, providers, target);
  findings.push(...collected.diagnostics);
  if (collected.diagnostics.some((finding) => finding.severity === 'error')) {
    // Without the shared resources every reference to them would be reported too.
    return { backend, target, nodes: [], templates: [], outputs: [], packages: [], diagnostics: findings };
  }
  const { nameFor, checkedName, generationOf } = nameGiver({ backend, project, target, pins, naming: input.namingFor(backend), report });
  const provided = provideShared(collected.merged, { backend, project, target, providers, nameFor });
  findings.push(...provided.flatMap(({ result }) => result.diagnostics));
  const own = ownNames(backend);
  const names: ReferenceNames = { shared: sharedNames(provided), own };
  const resolve: Resolve = (value, place) => resolveReferences(value, names, place, report);
  const drafts = [...sharedDrafts(provided, backend), ...draftOwnResources({ backend, own, nameFor, checkedName, report })];
  const place = { backend: backend.name, target, generationOf, ...groupPlace(backend.name, drafts, target) };
  const nodes = drafts.map((placed) => draftToNode(placed, { ...place, resolve: (value, what) => resolve(value, { ...ownComponent(placed), location: placed.origin, what }) }));
  const { packages, diagnostics: strayPackages } = codePackages(backend, target, nodes, packagePlace);
  findings.push(...strayPackages);
  const prefix = input.definition.backends.length > 1 && backend.name !== 'main' ? `${backend.name}_` : '';
  return { backend, target, nodes, templates: templatesOf(backend, target, resolve), outputs: outputsOf(backend, prefix, resolve), packages, diagnostics: findings };
}

/** Owners of shared resources have a dot, ids of components have none. */
function ownComponent(placed: PlacedDraft): { readonly component?: string } {
  return placed.owner.includes('.') ? {} : { component: placed.owner };
}

function outputsOf(backend: BackendDefinition, prefix: string, resolve: Resolve): readonly OutputNode[] {
  const outputs = (values: Readonly<Record<string, Value>>, place: Omit<ReferencePlace, 'what'>): readonly OutputNode[] =>
    Object.entries(values).map(([name, value]) => ({
      name: `${prefix}${name}`,
      value: resolve(value, { ...place, what: `output "${name}"` }),
      ...(place.component === undefined ? {} : { component: place.component }),
    }));
  return [
    ...backend.components.flatMap((component) => outputs(component.outputs, { component: component.id, location: component.origin })),
    ...outputs(backend.options.outputs ?? {}, { location: backend.origin }),
  ];
}

function templatesOf(backend: BackendDefinition, target: EnvironmentTarget, resolve: Resolve): readonly TemplateNode[] {
  return backend.components.flatMap((component) =>
    component.templates.map((template) => {
      const parameters = Object.entries(template.parameters).map(([name, value]) => [name, resolve(value, { component: component.id, location: template.origin, what: `parameter "${name}" of ${template.path}` })] as const);
      return { backend: backend.name, component: component.id, template: { ...template, parameters: Object.fromEntries(parameters) }, protectStores: target.settings.protectStores };
    }),
  );
}
