import type { Address } from '../../model/address.ts';
import { formatAddress } from '../../model/address.ts';
import type { BackendDefinition, Definition } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { ResourceGraph, TemplateNode } from '../../model/graph.ts';
import type { Project } from '../../model/project.ts';
import type { OutputNode } from '../../model/resource-node.ts';
import type { NamingFunction } from '../../define/naming.ts';
import type { MergedRequirement, Provider, ProviderContext, ProviderResult } from '../../define/providers/provider.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { Pin } from '../ports.ts';
import { collectRequirements } from './collect-requirements.ts';
import type { PendingNode } from './draft-to-node.ts';
import { draftToNode } from './draft-to-node.ts';
import { finishNodes } from './finish-nodes.ts';
import { groupPlace } from './group-place.ts';
import { nameGiver } from './name-giver.ts';
import type { PlacedDraft } from './own-resources.ts';
import { draftOwnResources, ownAddresses } from './own-resources.ts';
import type { ReferenceNames } from './resolve-references.ts';
import { resolveReferences } from './resolve-references.ts';
import { tagNode } from './tag-node.ts';

/** Everything that composing depends on; equal inputs give equal graphs. */
export interface ComposeInput {
  readonly project: Project;
  readonly definition: Definition;
  /** The target with the settings of one backend: its own options are a layer over the project's. */
  readonly targetFor: (backend: BackendDefinition) => { readonly target: EnvironmentTarget; readonly diagnostics: readonly Diagnostic[] };
  /** The target without any backend's options. */
  readonly target: EnvironmentTarget;
  /** Built-in providers after the user's, which win. */
  readonly providersFor: (backend: BackendDefinition) => readonly Provider[];
  readonly namingFor: (backend: BackendDefinition) => NamingFunction | undefined;
  /** Names that addresses already have. */
  readonly pins: ReadonlyMap<string, Pin>;
}

/** Turns a definition into the resources of one environment: settings, merged requirements, providers, names, tags, references. */
export function compose(input: ComposeInput): ResourceGraph {
  const composed = input.definition.backends.map((backend) => composeBackend(backend, input));
  const diagnostics = composed.flatMap((part) => part.diagnostics);
  const backends = new Map(composed.map((part) => [part.backend.name, part]));
  const finished = finishNodes(
    composed.flatMap((part) => part.nodes),
    (node, stack) => {
      const part = backends.get(node.backend);
      return part === undefined ? { node: { ...node, stack }, diagnostics: [] } : tagNode(node, stack, { project: input.project, backend: part.backend, target: part.target });
    },
  );
  return {
    project: input.project,
    target: input.target,
    nodes: [...finished.nodes].sort((a, b) => (a.address < b.address ? -1 : 1)),
    templates: input.definition.backends.flatMap(templatesOf),
    outputs: composed.flatMap((part) => part.outputs),
    backends: input.definition.backends,
    diagnostics: [...diagnostics, ...finished.diagnostics],
  };
}

interface ComposedBackend {
  readonly backend: BackendDefinition;
  readonly target: EnvironmentTarget;
  readonly nodes: readonly PendingNode[];
  readonly outputs: readonly OutputNode[];
  readonly diagnostics: readonly Diagnostic[];
}

function composeBackend(backend: BackendDefinition, input: ComposeInput): ComposedBackend {
  const { target, diagnostics: settingFindings } = input.targetFor(backend);
  const findings: Diagnostic[] = [...settingFindings, ...noticesOf(backend)];
  const report = (finding: Diagnostic): void => void findings.push(finding);
  const providers = new Map(input.providersFor(backend).toReversed().map((provider) => [provider.resourceType, provider]));
  const collected = collectRequirements(backend, providers, target);
  findings.push(...collected.diagnostics);
  const names = nameGiver({ backend, project: input.project, target, pins: input.pins, naming: input.namingFor(backend), report });
  const provided = collected.merged.map((requirement) => ({ requirement, result: provideOne(requirement, collected.merged, backend, input.project, target, providers, names.nameFor) }));
  const own = ownAddresses(backend);
  const scope: ReferenceNames = { shared: exportsOf(provided), own };
  const drafts: readonly PlacedDraft[] = [
    ...provided.flatMap(({ requirement, result }) => result.nodes.map((draft) => placeShared(draft, requirement, backend))),
    ...draftOwnResources({ backend, nameFor: names.nameFor, report }, own),
  ];
  findings.push(...provided.flatMap(({ result }) => result.diagnostics));
  const place = { backend: backend.name, target, generationOf: names.generationOf, ...groupPlace(backend.name, drafts, target) };
  const nodes = drafts.map((placed) => draftToNode(placed, { ...place, resolve: (value, what) => resolveReferences(value, scope, { ...ownComponent(placed), location: placed.origin, what }, report) }));
  return { backend, target, nodes, outputs: outputsOf(backend, scope, report, input.definition.backends.length > 1), diagnostics: findings };
}

function provideOne(
  requirement: MergedRequirement,
  merged: readonly MergedRequirement[],
  backend: BackendDefinition,
  project: Project,
  target: EnvironmentTarget,
  providers: ReadonlyMap<string, Provider>,
  nameFor: (kind: ResourceKind, address: Address, purpose?: string) => string,
): ProviderResult {
  const ownerOf = (type: string, key: string): string => `${type}.${key}`;
  const context: ProviderContext = {
    backend: backend.name,
    project: project.name,
    target,
    requirement,
    address: (name) => formatAddress({ backend: backend.name, owner: ownerOf(requirement.resourceType, requirement.requirementKey), name }),
    addressOf: (type, key, name) => formatAddress({ backend: backend.name, owner: ownerOf(type, key), name }),
    nameFor,
    has: (type, key) => merged.some((other) => other.resourceType === type && other.requirementKey === key),
  };
  return providers.get(requirement.resourceType)?.provide(context) ?? { nodes: [], exports: {}, diagnostics: [] };
}

function placeShared(draft: PlacedDraft['draft'], requirement: MergedRequirement, backend: BackendDefinition): PlacedDraft {
  const components = [...new Set(requirement.requirements.map((asked) => asked.component))];
  return {
    draft,
    owner: `${requirement.resourceType}.${requirement.requirementKey}`,
    components,
    origin: requirement.requirements[0]?.origin ?? backend.origin,
  };
}

function ownComponent(placed: PlacedDraft): { readonly component?: string } {
  return placed.owner.includes('.') ? {} : { component: placed.owner };
}

function exportsOf(provided: readonly { readonly requirement: MergedRequirement; readonly result: ProviderResult }[]): ReferenceNames['shared'] {
  const shared = new Map<string, ProviderResult['exports']>();
  for (const { requirement, result } of provided) {
    shared.set(`${requirement.resourceType}.${requirement.requirementKey}`, result.exports);
    if (requirement.requirementKey === 'main') {
      shared.set(requirement.resourceType, result.exports);
    }
  }
  return shared;
}

function outputsOf(backend: BackendDefinition, scope: ReferenceNames, report: (finding: Diagnostic) => void, several: boolean): readonly OutputNode[] {
  const named = (name: string): string => (several && backend.name !== 'main' ? `${backend.name}_${name}` : name);
  const fromComponents = backend.components.flatMap((component) =>
    Object.entries(component.outputs).map(([name, value]): OutputNode => ({
      name: named(name),
      value: resolveReferences(value, scope, { component: component.id, location: component.origin, what: `output "${name}"` }, report),
      component: component.id,
    })),
  );
  const fromOptions = Object.entries(backend.options.outputs ?? {}).map(([name, value]): OutputNode => ({
    name: named(name),
    value: resolveReferences(value, scope, { location: backend.origin, what: `output "${name}"` }, report),
  }));
  return [...fromComponents, ...fromOptions];
}

function noticesOf(backend: BackendDefinition): readonly Diagnostic[] {
  return backend.components.flatMap((component) => component.notices.map((notice) => diagnostic('warning', notice.code, notice.summary, { location: component.origin })));
}

function templatesOf(backend: BackendDefinition): readonly TemplateNode[] {
  return backend.components.flatMap((component) => component.templates.map((template) => ({ backend: backend.name, component: component.id, template })));
}
