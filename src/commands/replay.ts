import type { RunArchive } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { RunId } from '../model/run-id.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { findRun } from '../platform/find-run.ts';
import { openPorts } from '../platform/project-ports.ts';
import { openProjectForState } from '../platform/project-session.ts';
import { readEvents, replayRun } from '../platform/replay-run.ts';

/** Times as fast as it was, on a screen that can be redrawn. */
const usualSpeed = 10;

export const replay: Command = {
  name: 'replay',
  summary: 'show a recorded run again',
  description: 'Draws a run of the archive again from its events: on the board in a terminal, as lines, or as JSON. Changes nothing and asks nothing.',
  arguments: [{ name: 'RUN', required: false, summary: 'id of the run, or its beginning; the newest when absent' }],
  flags: [{ name: 'speed', type: 'string', value: 'N', summary: 'times as fast as it was, such as 1 or 60; 0: at once. 10 on a terminal that can be redrawn, else 0' }],
  json: 'document',
  examples: ['atakora replay --local', 'atakora replay synth-20251014-153000-b8d4e2a1 --env prod --speed 60', 'atakora replay --json'],
  run: async (context) => {
    const speed = wantedSpeed(context);
    const { archive } = openPorts(await openProjectForState(context), context.platform);
    const wanted = context.positionals[0];
    const { run, text } = wanted === undefined ? await newestRecorded(archive) : await recorded(archive, await findRun(archive, wanted));
    await replayRun(context, readEvents(text, run), speed);
    return 0;
  },
};

/** @throws AtakoraError `ATK1002` for what is not a number from 0 to 1,000. */
function wantedSpeed(context: CommandContext): number {
  const given = textFlag(context, 'speed');
  if (given === undefined) return context.options.redraw ? usualSpeed : 0;
  const speed = /^\d+(?:\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
  if (!(speed <= 1_000)) {
    throw new AtakoraError('ATK1002', `--speed ${given} is not a speed`, { hint: 'Write a number from 0 to 1000, such as 10.' });
  }
  return speed;
}

/** A run with the lines of its events. */
interface Recorded {
  readonly run: RunId;
  readonly text: string;
}

/** @throws AtakoraError `ATK1607` when nothing was recorded of it. */
async function recorded(archive: RunArchive, run: RunId): Promise<Recorded> {
  const text = await archive.read(run, 'events.ndjson');
  if (text === undefined) {
    throw new AtakoraError('ATK1607', `nothing was recorded of ${run}: it only synthesized, or was cut off before its end`, { hint: 'See `atakora history` for runs that ended.' });
  }
  return { run, text };
}

/** The newest run that can be shown: `synth` makes runs too, without events. @throws AtakoraError `ATK1007` when there is none. */
async function newestRecorded(archive: RunArchive): Promise<Recorded> {
  for (const run of await archive.list()) {
    const text = await archive.read(run, 'events.ndjson');
    if (text !== undefined) return { run, text };
  }
  throw new AtakoraError('ATK1007', 'no run was recorded yet', { hint: 'Every apply records one.' });
}
