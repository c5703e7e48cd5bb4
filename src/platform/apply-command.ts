import { AtakoraError } from '../model/errors.ts';
import { attachRun } from './attach-run.ts';
import type { CommandContext } from './command-context.ts';
import { refreshMode } from './make-plan.ts';
import { refreshState } from './refresh-state.ts';
import { runChange } from './run-change.ts';
import { savedPlanSource } from './saved-plan-source.ts';

/** `atakora apply`: of the project, of a saved plan, or of what still runs. @throws AtakoraError `ATK1002` for a saved plan with `--attach`. */
export async function applyCommand(context: CommandContext): Promise<number> {
  const [file] = context.positionals;
  if (file !== undefined && context.flags['attach'] === true) {
    throw new AtakoraError('ATK1002', '--attach returns to what runs; a saved plan starts something new', { hint: 'Give one of the two.' });
  }
  if (file !== undefined) {
    const saved = savedPlanSource(context, file);
    return runChange(saved.context, 'apply', saved.source);
  }
  if (context.flags['attach'] === true) {
    return attachRun(context);
  }
  return refreshMode(context) === 'only' ? refreshState(context) : runChange(context, 'apply');
}
