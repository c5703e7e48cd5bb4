import type { RunArchive } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { RunId } from '../model/run-id.ts';
import type { CommandContext } from './command-context.ts';

/** Prints the plan of an archived run and lets the person walk through it, where the terminal can. Returns the exit code. */
export async function exploreArchived(context: CommandContext, archive: RunArchive, run: RunId): Promise<number> {
  const plan = await readPlan(archive, run);
  const output = await context.output.openEvents();
  try {
    output.emit({ type: 'plan', plan });
    await output.explore();
    return 0;
  } finally {
    await output.close();
  }
}

/** @throws AtakoraError `ATK1607` for a run that kept none, or a damaged one. */
async function readPlan(archive: RunArchive, run: RunId): Promise<Plan> {
  const text = await archive.read(run, 'plan.json');
  if (text === undefined) {
    throw new AtakoraError('ATK1607', `run ${run} kept no plan`, { hint: 'Runs of `apply`, `destroy` and `rollback` keep one; see `atakora history`.' });
  }
  const plan = parsed(text);
  if (!Array.isArray(plan?.changes) || !Array.isArray(plan.diagnostics)) {
    throw new AtakoraError('ATK1607', `plan.json of run ${run} cannot be used`);
  }
  return plan as Plan;
}

function parsed(text: string): Partial<Plan> | null | undefined {
  try {
    return JSON.parse(text) as Partial<Plan> | null;
  } catch {
    return undefined;
  }
}
