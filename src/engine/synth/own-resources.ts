import type { Address } from '../../model/address.ts';
import { formatAddress } from '../../model/address.ts';
import type { BackendDefinition, ComponentDefinition, OwnResource } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import type { NodeDraft } from '../../define/providers/provider.ts';
import { nearest } from '../../define/nearest.ts';
import { catalogue, kindOf } from '../../resources/catalogue.ts';
import { genericKind } from '../../resources/generic-kind.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';

/** A draft with what compose must know of where it came from. */
export interface PlacedDraft {
  readonly draft: NodeDraft;
  readonly owner: string;
  readonly components: readonly string[];
  readonly origin: SourceLocation;
}

export interface OwnResourceContext {
  readonly backend: BackendDefinition;
  nameFor(kind: ResourceKind, address: Address, purpose?: string): string;
  report(finding: Diagnostic): void;
}

/** Addresses of all resources that components of a backend declare themselves, by `component.resource`. */
export function ownAddresses(backend: BackendDefinition): ReadonlyMap<string, Address> {
  const addresses = new Map<string, Address>();
  for (const component of backend.components) {
    for (const resource of component.resources) {
      addresses.set(`${component.id}.${resource.name}`, formatAddress({ backend: backend.name, owner: component.id, name: resource.name }));
    }
  }
  return addresses;
}

/** Drafts of the resources that the components of a backend declare themselves. */
export function draftOwnResources(context: OwnResourceContext, addresses: ReadonlyMap<string, Address>): readonly PlacedDraft[] {
  return context.backend.components.flatMap((component) => {
    const drafts = new Map<string, NodeDraft>();
    return component.resources.flatMap((resource) => {
      const draft = draftOne(resource, component, drafts, context, addresses);
      if (draft === undefined) {
        return [];
      }
      drafts.set(resource.name, draft);
      return [{ draft, owner: component.id, components: [component.id], origin: resource.origin }];
    });
  });
}

function draftOne(resource: OwnResource, component: ComponentDefinition, earlier: ReadonlyMap<string, NodeDraft>, context: OwnResourceContext, addresses: ReadonlyMap<string, Address>): NodeDraft | undefined {
  const address = addresses.get(`${component.id}.${resource.name}`);
  const kind = kindFor(resource, context);
  if (address === undefined || kind === undefined) {
    return undefined;
  }
  const parent = resource.parent === undefined ? undefined : earlier.get(resource.parent);
  if (resource.parent !== undefined && parent === undefined) {
    const near = nearest(resource.parent, [...earlier.keys()]);
    context.report(
      diagnostic('error', 'ATK1304', `"${component.id}.${resource.name}" names the parent "${resource.parent}", which is not declared before it`, {
        ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
        location: resource.origin,
      }),
    );
    return undefined;
  }
  const name = azureName(resource, kind, address, parent, context);
  return {
    address,
    type: kind.type,
    apiVersion: resource.apiVersion ?? kind.apiVersion,
    name,
    body: resource.body,
    ...(parent === undefined ? {} : { parent: parent.address }),
    ...(resource.scope === undefined ? {} : { extends: (addresses.get(`${component.id}.${resource.scope.replace(/^self\./, '')}`) ?? resource.scope) as Address }),
    ...(resource.dependsOn === undefined ? {} : { dependsOn: resource.dependsOn.map((name) => (addresses.get(`${component.id}.${name}`) ?? name) as Address) }),
    ...(resource.protect === undefined ? {} : { protect: resource.protect }),
    ...(resource.ignoreChanges === undefined ? {} : { ignoreChanges: resource.ignoreChanges }),
  };
}

function kindFor(resource: OwnResource, context: OwnResourceContext): ResourceKind | undefined {
  const known = kindOf(resource.type);
  if (known !== undefined) {
    return known;
  }
  if (resource.apiVersion !== undefined) {
    return genericKind(resource.type, resource.apiVersion);
  }
  const near = nearest(resource.type, catalogue.map((kind) => kind.type));
  context.report(
    diagnostic('error', 'ATK1308', `"${resource.type}" is not in the catalogue, so its apiVersion must be given`, {
      ...(near === undefined ? {} : { hint: `Did you mean "${near}"? Else use armResource({ type, apiVersion, … }).` }),
      location: resource.origin,
    }),
  );
  return undefined;
}

function azureName(resource: OwnResource, kind: ResourceKind, address: Address, parent: NodeDraft | undefined, context: OwnResourceContext): string {
  const given = typeof resource.azureName === 'string' ? resource.azureName : undefined;
  if (parent === undefined) {
    return given ?? context.nameFor(kind, address, resource.name);
  }
  return given?.includes('/') === true ? given : `${parent.name}/${given ?? resource.name}`;
}
