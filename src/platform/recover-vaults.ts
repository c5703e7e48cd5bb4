import { isJsonObject } from '../model/json.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import type { Synthesis, SynthesizedStack } from '../model/synthesis.ts';
import type { Azure } from '../engine/ports.ts';
import type { CommandContext } from './command-context.ts';

const vaultType = 'microsoft.keyvault/vaults';

/**
 * A vault that was deleted keeps its name until its retention is over: making one of that name is refused, so what the plan creates is
 * recovered instead, with its secrets. A deleted vault of another resource group is left alone, and Azure's refusal tells of it.
 * @see https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery
 */
export async function recoverDeletedVaults(context: CommandContext, azure: Azure, plan: Plan, synthesis: Synthesis): Promise<Synthesis> {
  const recovered = new Set<string>();
  for (const change of plan.changes) {
    if (change.action.kind !== 'create' || change.type.toLowerCase() !== vaultType) {
      continue;
    }
    const resource = synthesis.resources.find(({ address }) => address === change.address);
    const location = resource?.desired['location'];
    if (resource === undefined || typeof location !== 'string') {
      continue;
    }
    const id = `/subscriptions/${plan.subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${change.azureName}`;
    const properties = (await azure.read(id, resource.apiVersion, context.signal))?.['properties'];
    if (isJsonObject(properties) && String(properties['vaultId']).toLowerCase() === change.id.toLowerCase()) {
      recovered.add(change.azureName.toLowerCase());
      context.output.emit({ type: 'log', level: 'info', text: `the key vault ${change.azureName} was deleted and is still kept: it is recovered, with its secrets` });
    }
  }
  return recovered.size === 0 ? synthesis : { ...synthesis, stacks: synthesis.stacks.map((stack) => withCreateMode(stack, recovered)) };
}

function withCreateMode(stack: SynthesizedStack, names: ReadonlySet<string>): SynthesizedStack {
  const { resources } = stack.template;
  if (stack.verbatim || !Array.isArray(resources)) {
    return stack;
  }
  return { ...stack, template: { ...stack.template, resources: resources.map((body: Json) => (isJsonObject(body) ? recovering(body, names) : body)) } };
}

function recovering(body: JsonObject, names: ReadonlySet<string>): JsonObject {
  const { type, name, properties } = body;
  const one = typeof type === 'string' && type.toLowerCase() === vaultType && typeof name === 'string' && names.has(name.toLowerCase());
  return one && isJsonObject(properties) ? { ...body, properties: { ...properties, createMode: 'recover' } } : body;
}
