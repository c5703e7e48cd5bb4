import { AtakoraError } from '../model/errors.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';

export const drift: Command = {
  name: 'drift',
  summary: 'show what was changed in Azure since the last apply',
  description:
    'Reads every resource of the state and tells what somebody changed, how sure that is, and what only looks so: values that Azure fills in, and your own changes. Takes no lock and writes nothing; exit 6 when there is drift. --accept takes it into the state, --revert plans it away and applies that. Where the last apply recorded what Azure answered, the comparison is exact; else the rules of the resource types decide.',
  arguments: [],
  flags: [
    { name: 'accept', type: 'boolean', summary: 'take what Azure holds into the state, and tell the code that would keep it' },
    { name: 'revert', type: 'boolean', summary: 'plan and apply the resources that drifted, as the definition has them' },
    { name: 'markdown', type: 'boolean', summary: 'print the drift as Markdown, for an issue or a comment; all else goes to stderr' },
    { name: 'compare', type: 'string', value: 'FILE', summary: 'compare cases of a file (NDJSON: id, type, apiVersion, applied, live) by the rules alone; needs no project' },
  ],
  json: 'events',
  examples: ['atakora drift --env prod', 'atakora drift --json', 'atakora drift --markdown > drift.md', 'atakora drift --accept', 'atakora drift --revert', 'atakora drift --compare cases.ndjson'],
  run: async (context) => {
    const compare = textFlag(context, 'compare');
    const [accept, revert] = [context.flags['accept'] === true, context.flags['revert'] === true];
    if ([compare !== undefined, accept, revert].filter(Boolean).length > 1) {
      throw new AtakoraError('ATK1002', 'only one of --accept, --revert and --compare can be given');
    }
    return compare === undefined ? runDrift(context, accept ? 'accept' : revert ? 'revert' : 'show') : (await import('../platform/compare-cases.ts')).compareCases(context, compare);
  },
};

async function runDrift(context: CommandContext, wish: 'show' | 'accept' | 'revert'): Promise<number> {
  const { lookForDrift, readingPorts } = await import('../platform/drift-project.ts');
  const { openPorts } = await import('../platform/project-ports.ts');
  const { openProject } = await import('../platform/project-session.ts');
  const { summarize } = await import('../platform/report-run.ts');
  const session = await openProject(context);
  const ports = openPorts(session, context.platform);
  ports.tellRetries(
    (retry) => context.output.emit({ type: 'retry', ...retry }),
    (text) => context.output.emit({ type: 'log', level: 'warning', text }),
  );
  const look = await lookForDrift(context, session, readingPorts(ports));
  if (look === undefined) {
    context.output.emit({ type: 'log', level: 'info', text: `nothing was applied to ${session.facts.key} yet` });
    return summarize(context, 'no-changes', 0);
  }
  context.output.emit({ type: 'drift', report: look.report });
  if (context.flags['markdown'] === true) {
    const { driftMarkdown } = await import('../ui/markdown/drift-markdown.ts');
    const { kindOf } = await import('../resources/catalogue.ts');
    context.platform.stdout.write(driftMarkdown(look.report, { titleOf: (type) => kindOf(type)?.title }));
  }
  if (look.report.counts.drifted === 0) {
    return summarize(context, 'no-changes', 0);
  }
  if (wish === 'accept') {
    return (await import('../platform/accept-drift.ts')).acceptLook({ context, session, ports }, look);
  }
  if (wish === 'revert') {
    return (await import('../platform/revert-drift.ts')).revertLook(context, look);
  }
  const { commandLine } = await import('../platform/command-line.ts');
  return summarize(context, 'drifted', 6, [commandLine(context, 'drift --accept'), commandLine(context, 'drift --revert')]);
}
