import type { Azure } from '../engine/ports.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Synthesis, SynthesizedStack } from '../model/synthesis.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { CommandContext } from './command-context.ts';

/** What is put into the properties of resources that come back, by type and name in lower case. */
type Recoveries = ReadonlyMap<string, JsonObject>;

/**
 * Some types keep the name of what was deleted for days (a vault, with its secrets): making one of that name is refused. What the plan creates
 * and what stood there before under the same id is recovered instead. A namesake from another resource group is left alone; Azure's refusal tells of it.
 * @see https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery
 */
export async function recoverDeleted(context: CommandContext, azure: Azure, plan: Plan, synthesis: Synthesis): Promise<Synthesis> {
  const recoveries = new Map<string, JsonObject>();
  for (const change of plan.changes) {
    const recover = change.action.kind === 'create' ? await recoveryOf(change, azure, synthesis.target.location, context.signal) : undefined;
    if (recover !== undefined) {
      recoveries.set(keyOf(change.type, change.azureName), recover);
      const title = kindOf(change.type)?.title ?? change.type;
      context.output.emit({ type: 'log', level: 'info', text: `the ${title} ${change.azureName} was deleted and is still kept: it is recovered, with what it holds` });
    }
  }
  return recoveries.size === 0 ? synthesis : { ...synthesis, stacks: synthesis.stacks.map((stack) => recovering(stack, recoveries)) };
}

async function recoveryOf(change: Change, azure: Azure, location: string, signal: AbortSignal): Promise<JsonObject | undefined> {
  const kind = kindOf(change.type);
  if (kind?.softDelete === undefined) {
    return undefined;
  }
  const { record, formerId, recover } = kind.softDelete;
  const path = record.replace('{location}', location).replace('{name}', change.azureName);
  const found = await azure.read(`/subscriptions/${azure.subscriptionId}/providers/${path}`, kind.apiVersion, signal);
  const properties = found?.['properties'];
  return isJsonObject(properties) && String(properties[formerId]).toLowerCase() === change.id.toLowerCase() ? recover : undefined;
}

function recovering(stack: SynthesizedStack, recoveries: Recoveries): SynthesizedStack {
  const { resources } = stack.template;
  if (stack.verbatim || !Array.isArray(resources)) {
    return stack;
  }
  return { ...stack, template: { ...stack.template, resources: resources.map((body: Json) => withRecovery(body, recoveries)) } };
}

function withRecovery(body: Json, recoveries: Recoveries): Json {
  if (!isJsonObject(body)) {
    return body;
  }
  const recover = recoveries.get(keyOf(String(body['type']), String(body['name'])));
  return recover === undefined ? body : { ...body, properties: { ...(isJsonObject(body['properties']) ? body['properties'] : {}), ...recover } };
}

function keyOf(type: string, name: string): string {
  return `${type} ${name}`.toLowerCase();
}
