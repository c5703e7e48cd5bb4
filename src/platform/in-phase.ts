import type { Phase } from '../model/event.ts';
import type { CommandContext } from './command-context.ts';

/** Runs a step of the pipeline between its `started` and `finished` events. A step that throws has no end. */
export async function inPhase<T>(context: Pick<CommandContext, 'output' | 'platform'>, phase: Phase, work: () => Promise<T>): Promise<T> {
  const began = context.platform.clock.monotonicMs();
  context.output.emit({ type: 'phase', phase, status: 'started' });
  const result = await work();
  context.output.emit({ type: 'phase', phase, status: 'finished', elapsedMs: Math.round(context.platform.clock.monotonicMs() - began) });
  return result;
}
