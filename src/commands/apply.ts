import { attachFlag, bellFlag, concurrencyFlag, onFailureFlag, secretsFileFlag } from '../platform/apply-flags.ts';
import { attachRun } from '../platform/attach-run.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { deletedFlag } from '../platform/deleted-flag.ts';
import { planFlags } from '../platform/plan-flags.ts';
import { refreshMode } from '../platform/make-plan.ts';
import { refreshState } from '../platform/refresh-state.ts';
import { runChange } from '../platform/run-change.ts';
import { savedPlanSource } from '../platform/saved-plan-source.ts';

export const apply: Command = {
  name: 'apply',
  summary: 'plan, ask, then deploy',
  description:
    'Plans, shows the plan, asks, and deploys it stack by stack. Killed or interrupted at any moment, the next apply takes up where it was; --attach only returns to what still runs. Ctrl-C asks whether to keep watching, to leave it running or to cancel it in Azure; three in quick succession end the program at once.',
  arguments: [{ name: 'PLANFILE', required: false, summary: 'a plan that `plan --out` saved: exactly that is applied' }],
  flags: [...planFlags, deletedFlag, secretsFileFlag, attachFlag, onFailureFlag, concurrencyFlag, bellFlag],
  json: 'events',
  examples: ['atakora apply --local', 'atakora apply --local --yes -C examples/feedback-api', 'atakora apply --env qa --yes --json', 'atakora apply prod.plan --env prod', 'atakora apply --env qa --yes --secrets-file qa.env', 'atakora apply --env qa --attach', 'atakora apply --env qa --yes --on-failure rollback'],
  run: (context) => applyFrom(context, context.positionals[0]),
};

async function applyFrom(context: CommandContext, file: string | undefined): Promise<number> {
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
