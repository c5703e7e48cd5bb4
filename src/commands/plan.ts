import type { Command } from '../platform/command.ts';
import { commandLine } from '../platform/command-line.ts';
import { planFlags } from '../platform/plan-flags.ts';
import { findState, planApply } from '../platform/plan-project.ts';
import { openPorts } from '../platform/project-ports.ts';
import { openProject } from '../platform/project-session.ts';
import { isEmptyPlan } from '../ui/plain/plan-summary.ts';

export const plan: Command = {
  name: 'plan',
  summary: 'show what would change',
  description: 'Loads the backend, reads what is there and shows the difference. Changes nothing and takes no lock.',
  arguments: [],
  flags: [...planFlags, { name: 'detailed-exitcode', type: 'boolean', summary: 'exit 2 when there are changes' }],
  json: 'events',
  examples: ['atakora plan --local', 'atakora plan --env prod --detail full', 'atakora plan --json --detailed-exitcode'],
  run: async (context) => {
    const session = await openProject(context);
    const ports = openPorts(session, context.platform);
    const found = await findState(session, ports, context);
    const { plan: made } = await planApply(context, session, ports, found);
    context.output.emit({ type: 'plan', plan: made });
    const empty = isEmptyPlan(made);
    const blocked = made.diagnostics.some((finding) => finding.severity === 'error');
    const exitCode = blocked ? 5 : !empty && context.flags['detailed-exitcode'] === true ? 2 : 0;
    context.output.emit({ type: 'summary', command: 'plan', result: empty ? 'no-changes' : 'planned', exitCode, elapsedMs: context.elapsedMs(), done: 0, failed: 0, skipped: 0, unknown: 0, next: empty || blocked ? [] : [commandLine(context, 'apply')] });
    return exitCode;
  },
};
