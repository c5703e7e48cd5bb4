import { countItems } from '../engine/apply/apply-result.ts';
import { mendOf } from '../engine/apply/failure-mend.ts';
import { AtakoraError } from '../model/errors.ts';
import type { TakenUp } from './apply-project.ts';
import { openScene, takeUpInterrupted } from './apply-project.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { findState } from './plan-project.ts';
import { openProjectForState } from './project-session.ts';
import { reportRun, summarize } from './report-run.ts';

/** Addresses that are named; of more only the number. */
const named = 5;

/**
 * Returns to what an earlier command left running: watches it to its end, takes it into the state, and says what of that run is left to do.
 * Plans nothing and starts nothing. Returns the exit code.
 * @throws AtakoraError `ATK1002` for a plan file beside the flag.
 */
export async function attachRun(context: CommandContext): Promise<number> {
  if (context.positionals.length > 0) {
    throw new AtakoraError('ATK1002', '--attach takes no plan file: it only returns to what runs');
  }
  const session = await openProjectForState(context);
  const scene = openScene(context, session);
  const taken = await takeUpInterrupted(scene, await findState(session, scene.ports, context));
  if (taken === undefined || taken.kind === 'nothing') {
    context.output.emit({ type: 'log', level: 'info', text: `no run of ${session.facts.key} left anything running` });
    return summarize(context, 'no-changes', 0);
  }
  tellLeft(context, taken);
  return reportRun(context, { ...endingOf(taken), counts: countItems(taken.items) }, nextOf(context, taken));
}

function tellLeft(context: CommandContext, { kind, left, run }: TakenUp): void {
  if (kind !== 'recovered' || left.length === 0) {
    return;
  }
  const more = left.length > named ? ` and ${left.length - named} more` : '';
  context.output.emit({ type: 'log', level: 'info', text: `run ${run ?? ''} leaves ${left.length === 1 ? '1 change' : `${left.length} changes`} to apply: ${left.slice(0, named).join(', ')}${more}` });
}

function endingOf(taken: TakenUp): Omit<Parameters<typeof reportRun>[1], 'counts'> {
  const { items, openDeployments, elapsedMs, kind, canceled } = taken;
  const facts = { items, openDeployments, elapsedMs };
  if (kind === 'detached') {
    return { ...facts, result: 'detached' };
  }
  if (canceled) {
    return { ...facts, result: 'canceled' };
  }
  const error = failureOf(taken);
  return error === undefined ? { ...facts, result: 'succeeded' } : { ...facts, result: 'failed', error };
}

function failureOf({ items, stacks }: TakenUp): AtakoraError | undefined {
  const item = items.find(({ result }) => result === 'failed');
  if (item !== undefined) {
    const hint = mendOf(item.failure);
    const why = item.failure === undefined ? '' : `: ${item.failure.code}: ${item.failure.message}`;
    return new AtakoraError('ATK1601', `${item.address} failed${why}`, { source: 'azure', address: item.address, cause: item.failure, ...(hint === undefined ? {} : { hint }) });
  }
  const stack = stacks.find(({ result }) => result === 'failed' || result === 'canceled');
  return stack === undefined ? undefined : new AtakoraError(stack.result === 'canceled' ? 'ATK1602' : 'ATK1601', `deployment ${stack.deployment ?? stack.stack} ${stack.result}`, { source: 'azure', cause: stack.failure });
}

function nextOf(context: CommandContext, { kind, left }: TakenUp): readonly string[] {
  if (kind === 'detached') {
    return [commandLine(context, 'apply --attach')];
  }
  return [commandLine(context, left.length > 0 ? 'apply' : 'plan')];
}
