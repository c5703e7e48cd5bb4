import type { StateLock } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { EngineEvent } from '../model/event.ts';
import type { LockRecord } from '../model/lock-record.ts';
import { formatDuration } from '../ui/text/duration-text.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import type { ProjectPorts } from './project-ports.ts';

/** A command in the ports of its environment. */
export interface LockScene {
  readonly context: CommandContext;
  readonly ports: Pick<ProjectPorts, 'store'>;
}

/**
 * Works under the lock of the state; waits for it as long as `--lock-timeout` says. What it waits for, and whom it takes it over from,
 * is told at once.
 * @throws AtakoraError `ATK1704` when somebody else keeps it: who, for what, since when, how to wait and how to break it.
 */
export async function withStateLock<T>({ context, ports }: LockScene, work: (lock: StateLock) => Promise<T>): Promise<T> {
  const request = { command: lockCommand(context), run: context.run };
  const { lockTimeoutMs: timeoutMs } = context.options;
  let result = await ports.store.lock({ ...request, timeoutMs: 0 }, context.signal);
  if (result.kind === 'held' && timeoutMs > 0) {
    tell(context, { type: 'lock', status: 'waiting', by: result.by }, `waiting for the lock of the state: ${holderText(result.by, context)}`);
    result = await ports.store.lock({ ...request, timeoutMs }, context.signal);
  }
  if (result.kind === 'held') {
    context.output.emit({ type: 'lock', status: 'held', by: result.by });
    throw heldError(result.by, context);
  }
  context.output.emit({ type: 'lock', status: 'acquired' });
  if (result.takenOver !== undefined) {
    const { who, command, run } = result.takenOver;
    const text = `the lock of ${who} (atakora ${command}, ${run}) is taken over: that process is gone`;
    tell(context, { type: 'log', level: 'info', text }, text);
  }
  try {
    return await work(result.lock);
  } finally {
    await result.lock.release();
    context.output.emit({ type: 'lock', status: 'released' });
  }
}

/** `apply`, or a command with its verb: `state mv`. */
function lockCommand({ command, positionals }: CommandContext): string {
  return command === 'state' ? `${command} ${positionals[0] ?? ''}` : command;
}

/** Who holds a lock, for what and since when: `anna on build-7, atakora apply (synth-…), since … (3m 4s ago)`. */
export function holderText(by: LockRecord, { platform }: Pick<CommandContext, 'platform'>): string {
  const ago = Date.parse(platform.clock.now()) - Date.parse(by.since);
  const age = Number.isFinite(ago) && ago >= 0 ? ` (${formatDuration(ago)} ago)` : '';
  const link = by.ciLink === undefined ? '' : `, ${by.ciLink}`;
  return `${by.who} on ${by.host}, atakora ${by.command} (${by.run}), since ${by.since}${age}${link}`;
}

function heldError(by: LockRecord, context: CommandContext): AtakoraError {
  const { lockTimeoutMs } = context.options;
  if (by.id === 'unknown') {
    return new AtakoraError('ATK1704', 'somebody holds the state; who it is is not written yet, or cannot be read', { hint: `Wait with --lock-timeout 5m, or see \`${commandLine(context, 'state lock-info')}\`.` });
  }
  const waited = lockTimeoutMs > 0 ? ` after ${formatDuration(lockTimeoutMs)}` : '';
  return new AtakoraError('ATK1704', `${by.who} on ${by.host} holds the state${waited === '' ? '' : ' still'} since ${by.since} (atakora ${by.command}, ${by.run})${waited}${by.ciLink === undefined ? '' : `: ${by.ciLink}`}`, {
    hint: `Wait with --lock-timeout 5m. When you know that it is over for good: ${commandLine(context, `state unlock ${by.id}`)}`,
  });
}

/** Commands that speak in events emit; the others write a line. */
function tell(context: CommandContext, event: EngineEvent, text: string): void {
  if (context.output.shows) {
    context.output.emit(event);
  } else {
    context.output.text(`${text}\n`);
  }
}
