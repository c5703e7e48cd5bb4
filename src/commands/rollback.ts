import { bellFlag, concurrencyFlag } from '../platform/apply-flags.ts';
import type { Command } from '../platform/command.ts';
import { rollbackSource } from '../platform/rollback-source.ts';
import { runChange } from '../platform/run-change.ts';

export const rollback: Command = {
  name: 'rollback',
  summary: 'go back to what an earlier run applied',
  description:
    'Plans from now back to the templates of an earlier run, shows the plan with what does not come back, asks, and applies it as a run of its own. Needs no code: what the definition says stays as it is, and the next plan shows the difference. Protections and the refusal to lose data hold as for any plan.',
  arguments: [{ name: 'RUN', required: false, summary: 'id of the run, or its beginning; the newest that succeeded before the present one when absent' }],
  flags: [
    { name: 'detail', type: 'string', value: 'LEVEL', summary: 'counts, lines, full or auto' },
    { name: 'allow-data-loss', type: 'string', multiple: true, value: 'ADDRESS', summary: 'a resource whose data may be lost' },
    concurrencyFlag,
    bellFlag,
  ],
  json: 'events',
  examples: ['atakora rollback --local', 'atakora rollback synth-20251014-153000-b8d4e2a1 --env prod'],
  run: (context) => runChange(context, 'apply', rollbackSource(context.positionals[0])),
};
