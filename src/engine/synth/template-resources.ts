import { expandDeployment } from '../../arm/expand.ts';
import type { ExpandedDeployment, ExpandedResource } from '../../arm/expand.ts';
import { evaluateResource, nestedDeployment } from '../../arm/runtime.ts';
import { sha256 } from '../../define/sha256.ts';
import type { Address } from '../../model/address.ts';
import { formatAddress } from '../../model/address.ts';
import { sortKeys } from '../../model/canonical-json.ts';
import type { TemplateNode } from '../../model/graph.ts';
import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { kindOf } from '../../resources/catalogue.ts';

/** Where the resources of a brought template are deployed. */
export interface TemplatePlace {
  /** Id of the template's stack. */
  readonly stack: string;
  /** Resource group that is made before; undefined when there is none of ours. */
  readonly group: Address | undefined;
}

/**
 * The resources that a brought template makes, those of nested deployments in their stead. Resources whose condition does not hold and
 * those that are only read are left out.
 * @throws ArmTemplateError for a nested deployment that cannot be expanded.
 */
export function templateResources(expanded: ExpandedDeployment, node: TemplateNode, place: TemplatePlace): readonly SynthesizedResource[] {
  const tree = resourceTree(expanded, node, '');
  return describeTree(tree, node, place.stack, place.group === undefined ? [] : [place.group]);
}

/** One deployment with the addresses of what it makes; `inner` for a nested deployment, which is no resource of its own. */
interface ResourceTree {
  readonly expanded: ExpandedDeployment;
  readonly items: readonly { readonly resource: ExpandedResource; readonly address: Address; readonly inner?: ResourceTree }[];
}

function resourceTree(expanded: ExpandedDeployment, node: TemplateNode, path: string): ResourceTree {
  const live = expanded.resources.filter((resource) => resource.condition && !resource.existing);
  const loops = loopNames(expanded);
  const items = live.map((resource) => {
    const plain = plainName(resource, loops);
    const address = addressOf(plain, node, path);
    if (resource.type.toLowerCase() !== 'microsoft.resources/deployments') {
      return { resource, address };
    }
    return { resource, address, inner: resourceTree(expandDeployment(nestedDeployment(expanded, resource.key)), node, `${path}${resource.symbolicName === undefined ? resource.name : plain}.`) };
  });
  return { expanded, items };
}

/** Symbolic names of copy loops: all turns share them. */
function loopNames(expanded: ExpandedDeployment): ReadonlySet<string> {
  const resources = isJsonObject(expanded.input.template) ? expanded.input.template['resources'] : undefined;
  const entries = isJsonObject(resources) ? Object.entries(resources) : [];
  return new Set(entries.filter(([, resource]) => isJsonObject(resource) && resource['copy'] !== undefined).map(([name]) => name));
}

/** The symbolic name, in a copy loop with the Azure name behind it, which stays when a turn before it goes; else type and name. */
function plainName({ name, symbolicName, type }: ExpandedResource, loops: ReadonlySet<string>): string {
  if (symbolicName === undefined) {
    return `${type.split('/').slice(1).join('.')}.${name}`;
  }
  return loops.has(symbolicName) ? `${symbolicName}.${name}` : symbolicName;
}

/** The component owns the resources; those of a template with a name of its own carry it in front. */
function addressOf(plain: string, node: TemplateNode, path: string): Address {
  const { backend, component, template } = node;
  const name = `${template.name === component ? '' : `${template.name}.`}${path}${plain}`;
  const allowed = name.replaceAll(/[^A-Za-z0-9._~-]+/g, '.').replaceAll(/^[^A-Za-z0-9]+|\.+$/g, '');
  return formatAddress({ backend, owner: component, name: fitted(allowed === '' ? 'resource' : allowed, name) });
}

/** Names of addresses have at most 128 characters; what was cut off is told apart by a hash. */
function fitted(allowed: string, whole: string): string {
  return allowed.length <= 128 ? allowed : `${allowed.slice(0, 119)}~${sha256(whole).slice(0, 8)}`;
}

function describeTree(tree: ResourceTree, node: TemplateNode, stack: string, before: readonly Address[]): readonly SynthesizedResource[] {
  const addresses = new Map(tree.items.map((item) => [item.resource.key, addressesIn(item)]));
  return tree.items.flatMap((item) => {
    const needed = [...before, ...item.resource.dependsOn.flatMap((key) => addresses.get(key) ?? [])];
    return item.inner === undefined ? [describe(tree.expanded, item.resource, item.address, node, stack, needed)] : describeTree(item.inner, node, stack, needed);
  });
}

/** What must be there when a dependency is met: all resources of a nested deployment. */
function addressesIn(item: ResourceTree['items'][number]): readonly Address[] {
  return item.inner === undefined ? [item.address] : item.inner.items.flatMap(addressesIn);
}

function describe(expanded: ExpandedDeployment, resource: ExpandedResource, address: Address, node: TemplateNode, stack: string, needed: readonly Address[]): SynthesizedResource {
  const { type: _type, name: _name, apiVersion: _apiVersion, ...body } = evaluateResource(expanded, resource.key);
  const desired = sortKeys(body) as JsonObject;
  const { id, type, apiVersion, name } = resource;
  return {
    address,
    id,
    type,
    apiVersion,
    name,
    stack,
    owner: node.component,
    components: [node.component],
    dependsOn: [...new Set(needed)].sort(),
    desired,
    desiredHash: sha256(JSON.stringify([type, apiVersion, name, desired])),
    display: {},
    protect: node.protectStores && kindOf(type)?.holdsData === true,
    ignoreChanges: [],
    generation: 1,
    origin: { file: node.template.path },
  };
}
