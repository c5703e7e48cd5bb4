import type { CommandContext } from './command-context.ts';
import type { DriftLook } from './drift-project.ts';
import { planApply } from './plan-apply.ts';
import { openProject } from './project-session.ts';
import { runChange } from './run-change.ts';

/**
 * `drift --revert`: plans and applies the resources that drifted, as the definition has them now, with what they cannot do without.
 * The plan is shown and asked about like any other. Returns the exit code.
 */
export async function revertLook(context: CommandContext, { report }: DriftLook): Promise<number> {
  const target = report.resources.filter(({ status }) => status !== 'same').map(({ address }) => address);
  // What was assumed to open the project was told when the drift was looked for.
  const output: CommandContext['output'] = { ...context.output, emit: (event) => (event.type === 'start' || event.type === 'assumption' ? undefined : context.output.emit(event)) };
  const narrowed: CommandContext = { ...context, output, flags: { ...context.flags, target } };
  return runChange(narrowed, 'apply', { open: openProject, plan: planApply });
}
