import { concurrencyFlag, onFailureFlag, secretsFileFlag } from './apply-flags.ts';
import type { FlagSpec } from './command.ts';
import { planFlags } from './plan-flags.ts';

/** Flags of `env promote`: those of plan and apply, and what only shows or saves the plan. */
export const promoteFlags: readonly FlagSpec[] = [
  { name: 'plan', type: 'boolean', summary: 'promote: show what would change, ask and change nothing' },
  { name: 'out', type: 'string', value: 'FILE', summary: 'promote: save the plan for `apply FILE` and change nothing' },
  { name: 'expires', type: 'string', value: 'TIME', summary: 'promote: how long the saved plan may be applied, such as 2h or 7d; 24h when absent' },
  ...planFlags.map((flag) => ({ ...flag, summary: `promote: ${flag.summary}` })),
  { ...secretsFileFlag, summary: `promote: ${secretsFileFlag.summary}` },
  { ...onFailureFlag, summary: `promote: ${onFailureFlag.summary}` },
  { ...concurrencyFlag, summary: `promote: ${concurrencyFlag.summary}` },
];
