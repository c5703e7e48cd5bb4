import { AtakoraError } from '../model/errors.ts';
import type { Command } from '../platform/command.ts';
import { textFlag } from '../platform/command-context.ts';

export const drift: Command = {
  name: 'drift',
  summary: 'show what was changed in Azure since the last apply',
  description:
    'Reads every resource of the state and tells what somebody changed, how sure that is, and what only looks so: values that Azure fills in, and your own changes. Takes no lock and writes nothing; exit 6 when there is drift. --accept takes it into the state, --revert plans it away and applies that, --ignore tells how to leave it to others; each of all that drifted, or of the addresses that are named. Where the last apply recorded what Azure answered, the comparison is exact; else the rules of the resource types decide.',
  arguments: [{ name: 'ADDRESS', required: false, multiple: true, summary: 'look at these resources only: addresses of the state, or patterns such as main/net/**' }],
  flags: [
    { name: 'accept', type: 'boolean', summary: 'take what Azure holds into the state, and tell the code that would keep it' },
    { name: 'revert', type: 'boolean', summary: 'plan and apply the resources that drifted, as the definition has them' },
    { name: 'ignore', type: 'boolean', summary: 'tell what the code has to say so that what drifted is left to others' },
    { name: 'explore', type: 'boolean', summary: 'walk through the drift, and accept or revert what you mark; needs a person at a terminal' },
    { name: 'markdown', type: 'boolean', summary: 'print the drift as Markdown, for an issue or a comment; all else goes to stderr' },
    { name: 'compare', type: 'string', value: 'FILE', summary: 'compare cases of a file (NDJSON: id, type, apiVersion, applied, live) by the rules alone; needs no project' },
  ],
  json: 'events',
  examples: ['atakora drift --env prod', 'atakora drift --json', 'atakora drift --markdown > drift.md', 'atakora drift --explore', 'atakora drift --accept', 'atakora drift --revert main/net/hub', 'atakora drift --compare cases.ndjson'],
  run: async (context) => {
    const compare = textFlag(context, 'compare');
    if (compare === undefined) return (await import('../platform/drift-command.ts')).driftCommand(context);
    if (context.positionals.length > 0 || ['accept', 'revert', 'ignore', 'explore'].some((flag) => context.flags[flag] === true)) {
      throw new AtakoraError('ATK1002', '--compare goes with no address, and with none of --accept, --revert, --ignore and --explore');
    }
    return (await import('../platform/compare-cases.ts')).compareCases(context, compare);
  },
};
