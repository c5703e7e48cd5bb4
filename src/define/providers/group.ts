import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import { resourceGroup } from '../../resources/resource-group.ts';
import type { Provider } from './provider.ts';

/**
 * Requirement `group`: the resource group of the backend. No fields.
 * With `resourceGroup.create: false` an existing group is used, and nothing is made.
 */
export const groupProvider: Provider = {
  resourceType: 'group',
  fields: {},
  implied: () => [],
  provide: (context) => {
    const { target } = context;
    const diagnostics = publicEndpoints(target);
    if (!target.resourceGroup.create) {
      const id = { $: 'arm', expression: 'resourceGroup().id' } as const;
      return { nodes: [], exports: { name: { value: target.resourceGroup.name ?? '' }, id: { value: id } }, diagnostics };
    }
    const address = context.address('group');
    const name = context.nameFor(resourceGroup, address, context.requirement.requirementKey);
    return {
      nodes: [{ address, type: resourceGroup.type, apiVersion: resourceGroup.apiVersion, name, body: { location: target.location } }],
      exports: { name: { address, output: 'name' }, id: { address, output: 'id' } },
      diagnostics,
    };
  },
};

/** Environments in which others rely on the backend say at every plan that it can be reached from everywhere. */
function publicEndpoints(target: EnvironmentTarget): readonly Diagnostic[] {
  const relied = target.name === 'staging' || target.name === 'prod' || target.protected || target.settings.protectStores;
  return relied && target.settings.network.access === 'public'
    ? [diagnostic('warning', 'ATK1312', `environment "${target.name}" has public endpoints: whoever has an Entra identity with the right role reaches them from anywhere`)]
    : [];
}
