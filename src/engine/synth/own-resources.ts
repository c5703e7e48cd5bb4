import { isExpressionText } from '../../model/arm-expression-text.ts';
import type { Address } from '../../model/address.ts';
import { formatAddress } from '../../model/address.ts';
import type { BackendDefinition, ComponentDefinition, OwnResource } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import type { NodeDraft } from '../../define/providers/provider.ts';
import { nearest } from '../../define/nearest.ts';
import { allKinds, kindOf } from '../../resources/catalogue.ts';
import { genericKind } from '../../resources/generic-kind.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { wireContainerSecrets } from './container-app-secrets.ts';
import type { OwnName } from './resolve-references.ts';
import { leftOutReference } from './resolve-references.ts';

/** A draft with what compose must know of where it came from. */
export interface PlacedDraft {
  readonly draft: NodeDraft;
  readonly owner: string;
  readonly components: readonly string[];
  readonly origin: SourceLocation;
  /** Where others ask for it too. */
  readonly alsoFrom?: readonly SourceLocation[];
}

export interface OwnResourceContext {
  readonly backend: BackendDefinition;
  /** `ownNames` of the backend. */
  readonly own: ReadonlyMap<string, OwnName>;
  nameFor(kind: ResourceKind, address: Address, purpose?: string): string;
  /** The name, reported when Azure would refuse it. */
  checkedName(kind: ResourceKind, address: Address, name: string, location: SourceLocation): string;
  report(finding: Diagnostic): void;
  /** Address → the feature flags that leave it out. */
  readonly leftOut: ReadonlyMap<string, readonly string[]>;
}

/** All resources that components of a backend declare themselves, by `component.resource`. */
export function ownNames(backend: BackendDefinition): ReadonlyMap<string, OwnName> {
  const names = new Map<string, OwnName>();
  for (const component of backend.components) {
    for (const resource of component.resources) {
      names.set(`${component.id}.${resource.name}`, { address: formatAddress({ backend: backend.name, owner: component.id, name: resource.name }), type: resource.type });
    }
  }
  return names;
}

/** Drafts of the resources that the components of a backend declare themselves; what is wrong is reported and left out. */
export function draftOwnResources(context: OwnResourceContext): readonly PlacedDraft[] {
  return context.backend.components.flatMap((component) => {
    const earlier = new Map<string, NodeDraft>();
    return component.resources.flatMap((resource) => {
      const draft = draftOne(resource, component, earlier, context);
      if (draft === undefined) {
        return [];
      }
      earlier.set(resource.name, draft);
      return [{ draft, owner: component.id, components: [component.id], origin: resource.origin }];
    });
  });
}

function draftOne(resource: OwnResource, component: ComponentDefinition, earlier: ReadonlyMap<string, NodeDraft>, context: OwnResourceContext): NodeDraft | undefined {
  const own = context.own.get(`${component.id}.${resource.name}`);
  const kind = kindFor(resource, context);
  const parent = resource.parent === undefined ? undefined : earlier.get(resource.parent);
  if (resource.parent !== undefined && parent === undefined) {
    context.report(leftOutName(resource, component, 'parent', resource.parent, context) ?? unknownName(resource, component, `the parent "${resource.parent}", which is not declared before it`, resource.parent, [...earlier.keys()]));
  }
  if (own === undefined || kind === undefined || (resource.parent !== undefined && parent === undefined)) {
    return undefined;
  }
  const { body, dependsOn } = wireContainerSecrets({ backend: context.backend.name, component: component.id, type: kind.type, body: resource.body, nameFor: context.nameFor });
  const extended = resource.scope === undefined ? undefined : context.own.get(`${component.id}.${resource.scope.replace(/^self\./, '')}`);
  return {
    address: own.address,
    type: kind.type,
    apiVersion: resource.apiVersion ?? kind.apiVersion,
    name: azureName(resource, kind, own.address, parent, context),
    body,
    ...(parent === undefined ? {} : { parent: parent.address }),
    ...(resource.scope === undefined ? {} : { extends: extended?.address ?? (resource.scope as Address) }),
    dependsOn: [...dependencies(resource, component, context), ...dependsOn],
    ...(resource.protect === undefined ? {} : { protect: resource.protect }),
    ...(resource.ignoreChanges === undefined ? {} : { ignoreChanges: resource.ignoreChanges }),
  };
}

/** Addresses of what a resource names in `dependsOn`: resources of its component, with or without `self.`. */
function dependencies(resource: OwnResource, component: ComponentDefinition, context: OwnResourceContext): readonly Address[] {
  return (resource.dependsOn ?? []).flatMap((name) => {
    const found = context.own.get(`${component.id}.${name.replace(/^self\./, '')}`)?.address;
    if (found === undefined) {
      const left = leftOutName(resource, component, 'dependsOn', name.replace(/^self\./, ''), context);
      context.report(left ?? unknownName(resource, component, `"${name}" in dependsOn, which is not a resource of the component`, name, component.resources.map((other) => other.name)));
      return [];
    }
    return [found];
  });
}

/** The finding for a resource of the same component that a feature leaves out; undefined when none does. */
function leftOutName(resource: OwnResource, component: ComponentDefinition, field: string, name: string, { backend, leftOut }: OwnResourceContext): Diagnostic | undefined {
  const features = leftOut.get(`${backend.name}/${component.id}/${name}`);
  return features === undefined ? undefined : leftOutReference(`self.${name}`, features, { what: `"${component.id}.${resource.name}" (${field})`, location: resource.origin });
}

function unknownName(resource: OwnResource, component: ComponentDefinition, what: string, name: string, known: readonly string[]): Diagnostic {
  const near = nearest(name, known);
  return diagnostic('error', 'ATK1304', `"${component.id}.${resource.name}" names ${what}`, { ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }), location: resource.origin });
}

function kindFor(resource: OwnResource, context: OwnResourceContext): ResourceKind | undefined {
  const known = kindOf(resource.type);
  if (known !== undefined) {
    return known;
  }
  if (resource.apiVersion !== undefined) {
    return genericKind(resource.type, resource.apiVersion);
  }
  const near = nearest(resource.type, allKinds().map((kind) => kind.type));
  context.report(
    diagnostic('error', 'ATK1308', `"${resource.type}" is not in the catalogue, so its apiVersion must be given`, {
      ...(near === undefined ? {} : { hint: `Did you mean "${near}"? Else use armResource({ type, apiVersion, … }).` }),
      location: resource.origin,
    }),
  );
  return undefined;
}

/** A name that the definition gives stands as it is; others are computed, those of children from their own key. */
function azureName(resource: OwnResource, kind: ResourceKind, address: Address, parent: NodeDraft | undefined, context: OwnResourceContext): string {
  const { azureName: given } = resource;
  if (given !== undefined && typeof given !== 'string') {
    context.report(diagnostic('error', 'ATK1313', `the name of ${address} must be a text without references`, { address, location: resource.origin }));
  }
  const written = typeof given === 'string' ? context.checkedName(kind, address, given, resource.origin) : undefined;
  if (parent === undefined) {
    return written ?? context.nameFor(kind, address, resource.name);
  }
  return written?.includes('/') === true && !isExpressionText(written) ? written : `${parent.name}/${written ?? resource.name}`;
}
