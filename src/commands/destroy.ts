import { bellFlag, concurrencyFlag } from '../platform/apply-flags.ts';
import type { Command } from '../platform/command.ts';
import { destroyFlags } from '../platform/plan-flags.ts';
import { runChange } from '../platform/run-change.ts';

export const destroy: Command = {
  name: 'destroy',
  summary: 'remove everything that the state holds',
  description: 'Works from the state alone, also when the backend no longer compiles. In a terminal it asks for the environment\'s name. A resource group is deleted only if it was made by Atakora and nothing else is in it.',
  arguments: [],
  flags: [...destroyFlags, concurrencyFlag, bellFlag],
  json: 'events',
  examples: ['atakora destroy --local', 'atakora destroy --env qa --yes'],
  run: (context) => runChange(context, 'destroy'),
};
