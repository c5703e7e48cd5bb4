import { attachFlag, bellFlag, concurrencyFlag, onFailureFlag, secretsFileFlag } from '../platform/apply-flags.ts';
import type { Command } from '../platform/command.ts';
import { deletedFlag } from '../platform/deleted-flag.ts';
import { planFlags } from '../platform/plan-flags.ts';
import { readingBackend } from '../platform/reading-backend.ts';

export const apply: Command = {
  name: 'apply',
  summary: 'plan, ask, then deploy',
  description:
    'Plans, shows the plan, asks, and deploys it stack by stack. Killed or interrupted at any moment, the next apply takes up where it was; --attach only returns to what still runs. Ctrl-C asks whether to keep watching, to leave it running or to cancel it in Azure; three in quick succession end the program at once.',
  arguments: [{ name: 'PLANFILE', required: false, summary: 'a plan that `plan --out` saved: exactly that is applied' }],
  flags: [...planFlags, deletedFlag, secretsFileFlag, attachFlag, onFailureFlag, concurrencyFlag, bellFlag],
  json: 'events',
  examples: ['atakora apply --local', 'atakora apply --local --yes -C examples/feedback-api', 'atakora apply --env qa --yes --json', 'atakora apply prod.plan --env prod', 'atakora apply --env qa --yes --secrets-file qa.env', 'atakora apply --env qa --attach', 'atakora apply --env qa --yes --on-failure rollback'],
  // A saved plan and what still runs are taken up without the code.
  opening: async (scene) => (scene.positionals.length > 0 || scene.flags['attach'] === true ? undefined : readingBackend(scene)),
  run: async (context) => (await import('../platform/apply-command.ts')).applyCommand(context),
};
