import type { Command } from '../platform/command.ts';
import { planFlags } from '../platform/plan-flags.ts';
import { readingBackend } from '../platform/reading-backend.ts';

export const plan: Command = {
  name: 'plan',
  summary: 'show what would change',
  description:
    'Loads the backend, reads what is there and shows the difference. Changes nothing and takes no lock, but for --refresh=only. With --out the plan is saved with all it needs: `apply FILE` does exactly that, without loading the code again.',
  arguments: [],
  flags: [
    ...planFlags,
    { name: 'out', type: 'string', value: 'FILE', summary: 'save the plan for `apply FILE`' },
    { name: 'expires', type: 'string', value: 'TIME', summary: 'how long the saved plan may be applied, such as 2h or 7d; 24h when absent' },
    { name: 'what-if', type: 'boolean', summary: 'ask Azure for its forecast too, and list where it is not what the plan says' },
    { name: 'markdown', type: 'boolean', summary: 'print the plan as Markdown for a comment on a pull request; all else goes to stderr' },
    { name: 'explore', type: 'boolean', summary: 'walk through the plan: fold, filter, search, why, dependencies; needs a terminal' },
    { name: 'detailed-exitcode', type: 'boolean', summary: 'exit 2 when there are changes' },
  ],
  json: 'events',
  examples: ['atakora plan --local', 'atakora plan --env prod --detail full', 'atakora plan --env prod --explore', 'atakora plan --json --detailed-exitcode', 'atakora plan --env prod --what-if', 'atakora plan --markdown > comment.md', "atakora plan --target 'main/cosmos.*/**'", 'atakora plan --env prod --out prod.plan --expires 2h'],
  opening: readingBackend,
  run: async (context) => (await import('../platform/plan-command.ts')).planCommand(context),
};
