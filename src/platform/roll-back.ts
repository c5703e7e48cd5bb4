import type { ApplyResult } from '../engine/apply/apply-result.ts';
import type { Address } from '../model/address.ts';
import { AtakoraError } from '../model/errors.ts';
import type { RunId } from '../model/run-id.ts';
import { formatRunId } from '../model/run-id.ts';
import type { StateDocument } from '../model/state.ts';
import { isEmptyPlan } from '../ui/plain/plan-summary.ts';
import type { Scene } from './apply-project.ts';
import { applyApproved } from './apply-project.ts';
import type { PlannedProject } from './plan-project.ts';
import { findState } from './plan-project.ts';
import { planRollback } from './plan-rollback.ts';
import { refuseBlocked } from './refuse-blocked.ts';

/** How going back after a failure ended. */
export type RolledBack = 'rolled-back' | 'nothing-to-do' | 'refused' | ApplyResult['result'];

/**
 * Goes back to the run before a failed one, unasked: plans it, shows the plan with what does not come back, and applies it as a run of its
 * own. Resources that the failed run itself made may go. What it may not do (protection, data that would be lost, no earlier run) is told.
 */
export async function rollBack(scene: Scene, failed: ApplyResult): Promise<RolledBack> {
  const { context, session, ports } = scene;
  const tell = (level: 'info' | 'warning', text: string): void => context.output.emit({ type: 'log', level, text });
  try {
    const found = await findState(session, ports, context);
    const planned = await planRollback(scene, found, { mayLose: madeBy(context.run, failed.state) });
    tell('info', `run ${context.run} failed: going back to run ${planned.returnsTo}`);
    return await applyBack(scene, planned);
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.source === 'bug') {
      throw error;
    }
    tell('warning', `not gone back: ${error.message} (${error.code}). ${error.hint}`);
    return 'refused';
  }
}

async function applyBack(scene: Scene, planned: PlannedProject & { readonly returnsTo: RunId }): Promise<RolledBack> {
  const { context } = scene;
  const { clock, ids } = context.platform;
  context.output.emit({ type: 'plan', plan: planned.plan });
  refuseBlocked(planned.plan);
  if (isEmptyPlan(planned.plan)) {
    context.output.emit({ type: 'log', level: 'info', text: `nothing to take back: everything is as run ${planned.returnsTo} left it` });
    return 'nothing-to-do';
  }
  const run = formatRunId(clock.now(), ids.hex(8));
  const result = await applyApproved(scene, planned, { run });
  const ended = result.result === 'succeeded' ? `everything is as run ${planned.returnsTo} left it` : `going back ${result.result}${result.error === undefined ? '' : `: ${result.error.message}`}`;
  context.output.emit({ type: 'log', level: result.result === 'succeeded' ? 'info' : 'warning', text: `run ${run}: ${ended}` });
  return result.result === 'succeeded' ? 'rolled-back' : result.result;
}

/** What did not exist before a run: it made it, or the one that tried the rest of it again and wrote the state. */
function madeBy(run: string, state: StateDocument | undefined): readonly Address[] {
  return Object.entries(state?.resources ?? {}).flatMap(([address, record]) => (record.createdRun === run || record.createdRun === state?.run ? [address as Address] : []));
}
