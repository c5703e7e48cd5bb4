import type { Command } from '../platform/command.ts';
import { planFlags } from '../platform/plan-flags.ts';
import { runChange } from '../platform/run-change.ts';

export const apply: Command = {
  name: 'apply',
  summary: 'plan, ask, then deploy',
  description: 'Plans, shows the plan, asks, and deploys it stack by stack. Killed or interrupted at any moment, the next apply takes up where it was.',
  arguments: [],
  flags: planFlags,
  json: 'events',
  examples: ['atakora apply --local', 'atakora apply --local --yes -C examples/feedback-api', 'atakora apply --env qa --yes --json'],
  run: (context) => runChange(context, 'apply'),
};
