import type { RunControl } from '../engine/apply/run-control.ts';
import { createRunControl } from '../engine/apply/run-control.ts';
import type { Host } from '../engine/ports.ts';
import type { EngineEvent } from '../model/event.ts';
import type { ChoiceQuestion } from '../ui/run-view.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import type { InterruptSignal } from './interrupt-source.ts';

/** How long letting go may take before the process ends all the same: CI services kill soon after they asked. Milliseconds. */
const leavingMs = 6_000;

/** What is under way, for the words of the question. */
export type RunKind = 'apply' | 'destroy' | 'attach';

/** The control of a run, and its host: both know what the person at the keyboard wants. */
export interface ControlledRun {
  readonly control: RunControl;
  readonly host: Host;
  /** True when the person chose to cancel. */
  readonly canceled: () => boolean;
}

/**
 * Runs work whose Ctrl-C means three things. Before anything has started it stops. Then, at a terminal, nothing new is started and a list
 * asks: keep watching, leave it running, or cancel it in Azure. Without a terminal, and at a request to end, it is left running.
 */
export async function withRunControl<T>(context: CommandContext, kind: RunKind, work: (run: ControlledRun) => Promise<T>): Promise<T> {
  const { hold, resume, leave, cancel, control } = createRunControl();
  const over = new AbortController();
  let begun = kind === 'attach';
  let asked: AbortController | undefined;
  const running = new Set<string>();
  const goAway = (): void => {
    if (control.leave.aborted) {
      return;
    }
    leave();
    if (begun) {
      context.output.emit({ type: 'log', level: 'info', text: `leaving: what runs goes on in Azure; return to it with \`${commandLine(context, 'apply --attach')}\`` });
    }
  };
  const interrupted = async (signal: InterruptSignal): Promise<void> => {
    if (signal === 'SIGTERM' || !begun || !context.options.interactive || control.cancel.aborted) {
      endInTime(context, signal, over.signal);
      return goAway();
    }
    if (asked !== undefined) {
      // Whoever presses it twice wants to be out: the question is answered by what Enter would take.
      return asked.abort();
    }
    if (control.leave.aborted) {
      return;
    }
    asked = new AbortController();
    hold();
    const answer = await context.output.choose(questionFor(context, kind, running.size), AbortSignal.any([over.signal, asked.signal]));
    asked = undefined;
    if (over.signal.aborted) {
      return;
    }
    if (answer === 'watch') {
      resume();
    } else if (answer === 'cancel') {
      cancel();
    } else {
      goAway();
    }
  };
  const giveBack = context.interrupts.take((signal) => void interrupted(signal));
  const host: Host = {
    ...context.output.host,
    emit: (event) => {
      begun ||= isStart(event);
      follow(event, running);
      context.output.emit(event);
    },
  };
  try {
    return await work({ control, host, canceled: () => control.cancel.aborted });
  } finally {
    giveBack();
    over.abort();
  }
}

function isStart(event: EngineEvent): boolean {
  return (event.type === 'stack' || event.type === 'resource') && (event.status === 'started' || event.status === 'resumed');
}

/** A network that does not answer must not keep a process that was asked to end. */
function endInTime({ platform }: CommandContext, signal: InterruptSignal, over: AbortSignal): void {
  void platform.clock.sleep(leavingMs, over).then(
    () => platform.endAtOnce(signal),
    () => undefined,
  );
}

/** Which resources are under way. */
function follow(event: EngineEvent, running: Set<string>): void {
  if (event.type !== 'resource' || event.status === 'queued') return;
  if (event.status === 'started' || event.status === 'progress') running.add(event.address);
  else running.delete(event.address);
}

function questionFor(context: CommandContext, kind: RunKind, running: number): ChoiceQuestion {
  const attaches = kind === 'attach';
  const watch = { value: 'watch', label: attaches ? 'Keep watching' : `Keep watching: the ${kind} goes on`, ...(attaches ? {} : { detail: 'What was held back is started.' }) };
  const leave = { value: 'leave', label: 'Leave it running in Azure and exit', detail: `Return with: ${commandLine(context, 'apply --attach')}` };
  const cancel = { value: 'cancel', label: kind === 'destroy' ? 'Stop here: deletions that run are waited for' : 'Cancel it in Azure', detail: 'What has begun is ended first; what is done stays.' };
  const held = running === 0 ? 'Nothing new is started. What now?' : `Nothing new is started; ${running} ${running === 1 ? 'runs' : 'run'} in Azure.`;
  return { text: attaches ? 'Stop watching?' : held, choices: [watch, leave, cancel], fallback: 'leave', escape: 'watch' };
}
