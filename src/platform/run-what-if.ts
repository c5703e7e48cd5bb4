import { crossCheck } from '../engine/what-if/cross-check.ts';
import { parseWhatIf } from '../engine/what-if/parse-what-if.ts';
import type { WhatIfAnswer } from '../engine/what-if/parse-what-if.ts';
import type { ConnectedAzure } from '../engine/azure-questions.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { SynthesizedStack, Synthesis } from '../model/synthesis.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { CommandContext } from './command-context.ts';
import { inPhase } from './in-phase.ts';

/** Asks Azure to forecast every stack, all at once (what the plan leaves may have changed in Azure), and tells where the forecast is not what the plan says. */
export async function runWhatIf(context: CommandContext, plan: Plan, synthesis: Synthesis, azure: ConnectedAzure): Promise<void> {
  const { clock } = context.platform;
  const since = clock.monotonicMs();
  const answers: WhatIfAnswer[] = [];
  const notAsked: { readonly stack: string; readonly why: string }[] = [];
  await inPhase(context, 'what-if', async () => {
    await Promise.all(
      synthesis.stacks.map(async (stack) => {
        const forecast = await forecastOf(stack, azure, context.signal);
        if ('why' in forecast) notAsked.push({ stack: stack.id, why: forecast.why });
        else answers.push(forecast.answer);
      }),
    );
  });
  const report = crossCheck({ plan, resources: synthesis.resources, answers, notAsked, kindOf });
  context.output.emit({ type: 'what-if', elapsedMs: Math.round(clock.monotonicMs() - since), ...report });
}

/** A stack whose group does not exist yet, or that reads what an earlier stack makes, has no forecast. */
async function forecastOf({ id, scope, template, parameters }: SynthesizedStack, azure: ConnectedAzure, signal: AbortSignal): Promise<{ readonly answer: WhatIfAnswer } | { readonly why: string }> {
  try {
    return { answer: parseWhatIf(await azure.questions.whatIf({ name: `atakora-what-if-${id}`.slice(0, 64), scope, template, parameters }, signal)) };
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.code !== 'ATK1803') throw error;
    const { code } = (error.cause ?? {}) as Partial<AzureFailure>;
    return { why: code === 'ResourceGroupNotFound' ? 'its resource group does not exist yet' : error.message };
  }
}
