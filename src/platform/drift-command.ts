import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';
import { commandLine, quotedWords } from './command-line.ts';
import type { DriftLook } from './drift-project.ts';
import { lookForDrift, readingPorts } from './drift-project.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { openProject } from './project-session.ts';
import { summarize } from './report-run.ts';

const wishes = ['accept', 'revert', 'ignore', 'explore'] as const;
type DriftWish = (typeof wishes)[number] | 'show';

/**
 * Looks for drift of the environment, or of the addresses that are named, and does with it what the flags say. Returns the exit code.
 * @throws AtakoraError `ATK1002` for more than one of the flags.
 */
export async function driftCommand(context: CommandContext): Promise<number> {
  const wish = wishOf(context);
  const session = await openProject(context);
  const ports = openPorts(session, context.platform);
  if (wish === 'explore' && context.options.interactive) {
    return (await import('./browse-drift.ts')).browseDrift(context, session, ports);
  }
  ports.tellRetries(
    (retry) => context.output.emit({ type: 'retry', ...retry }),
    (text) => context.output.emit({ type: 'log', level: 'warning', text }),
  );
  const look = await lookForDrift(context, session, readingPorts(ports), context.positionals);
  if (look === undefined) {
    context.output.emit({ type: 'log', level: 'info', text: `nothing was applied to ${session.facts.key} yet` });
    return summarize(context, 'no-changes', 0);
  }
  await tellDrift(context, look);
  if (wish === 'explore') {
    context.output.emit({ type: 'log', level: 'warning', text: '--explore needs a person at a terminal: the drift is printed only' });
  }
  return look.report.counts.drifted === 0 ? summarize(context, 'no-changes', 0) : dealWith(wish, look, { context, session, ports });
}

function wishOf({ flags }: CommandContext): DriftWish {
  const given = wishes.filter((flag) => flags[flag] === true);
  if (given.length > 1) {
    throw new AtakoraError('ATK1002', `only one of ${given.map((flag) => `--${flag}`).join(' and ')} can be given`);
  }
  return given[0] ?? 'show';
}

async function tellDrift({ flags, output, platform }: CommandContext, { report }: DriftLook): Promise<void> {
  output.emit({ type: 'drift', report });
  if (flags['markdown'] === true) {
    const { driftMarkdown } = await import('../ui/markdown/drift-markdown.ts');
    const { kindOf } = await import('../resources/catalogue.ts');
    platform.stdout.write(driftMarkdown(report, { titleOf: (type) => kindOf(type)?.title }));
  }
}

async function dealWith(wish: DriftWish, look: DriftLook, scene: { readonly context: CommandContext; readonly session: ProjectSession; readonly ports: ProjectPorts }): Promise<number> {
  const { context } = scene;
  switch (wish) {
    case 'accept':
      return (await import('./accept-drift.ts')).acceptLook(scene, look);
    case 'revert':
      return (await import('./revert-drift.ts')).revertLook(context, look);
    case 'ignore': {
      const { ignoringTexts } = await import('./ignore-drift.ts');
      for (const text of ignoringTexts(look.report)) context.output.emit({ type: 'log', level: 'info', text });
      return summarize(context, 'drifted', 6);
    }
    case 'show':
    case 'explore':
      return summarize(context, 'drifted', 6, ['accept', 'revert'].map((flag) => commandLine(context, quotedWords(['drift', `--${flag}`, ...context.positionals]))));
  }
}
