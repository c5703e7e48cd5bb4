import type { ConnectedAzure } from '../engine/azure-questions.ts';
import { heldName } from '../engine/preflight/deleted-namesake.ts';
import { creations } from '../engine/preflight/preflight-input.ts';
import type { Creation } from '../engine/preflight/preflight-input.ts';
import type { Address } from '../model/address.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
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
export async function recoverDeleted(context: CommandContext, azure: ConnectedAzure, plan: Plan, synthesis: Synthesis): Promise<Synthesis> {
  const recoveries = new Map<string, JsonObject>();
  const asItWas = new Set<Address>();
  for (const creation of creations({ plan, synthesis, kindOf }).filter(needsWord)) {
    const { change } = creation;
    const held = await heldName(creation, { azure, questions: azure.questions, synthesis, kindOf, signal: context.signal });
    if (held?.namesake.recoverable === true) {
      const { title, softDelete } = held.creation.kind;
      recoveries.set(keyOf(change.type, change.azureName), softDelete.recover);
      if (softDelete.recoversAsItWas === true) asItWas.add(change.address);
      context.output.emit({ type: 'log', level: 'info', text: `the ${title} ${change.azureName} was deleted and is still kept: it is recovered, ${softDelete.recoversAsItWas === true ? 'as it was, and the next apply brings it to the definition' : 'with what it holds'}` });
    }
  }
  if (recoveries.size === 0) return synthesis;
  const resources = synthesis.resources.map((resource) => (asItWas.has(resource.address) ? { ...resource, comesBack: true as const } : resource));
  return { ...synthesis, resources, stacks: synthesis.stacks.map((stack) => recovering(stack, recoveries)) };
}

/** True for new ones that come back only where their body says so; others do by themselves. */
function needsWord({ change, kind }: Creation): boolean {
  return change.action.kind === 'create' && Object.keys(kind?.softDelete?.recover ?? {}).length > 0;
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
