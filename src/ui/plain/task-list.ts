import type { ListrTask } from 'listr2';
import { Listr, ListrLogger, ListrLogLevels } from 'listr2';
import type { AzureFailure } from '../../model/azure-failure.ts';
import type { StampedEvent } from '../../model/event.ts';
import { applyVerbs } from '../text/action-sign.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanLine, cleanText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import { innermostFailure } from '../view-model.ts';
import type { Verbosity } from './event-lines.ts';
import { failureSentence, itemName, itemResult } from './event-lines.ts';
import type { TextSurface } from './text-surface.ts';

type EventOf<T extends StampedEvent['type']> = Extract<StampedEvent, { readonly type: T }>;

/** The apply as a list of tasks, fed by events. */
export interface TaskList {
  /** Takes an event about a stack or a resource. */
  onEvent(event: EventOf<'stack'> | EventOf<'resource'>): void;
  /** Ends what has not ended (nothing will be told of it any more); resolves when every line is written. */
  close(): Promise<void>;
}

/** A task whose end is decided by events. */
interface Ending {
  readonly started: PromiseWithResolvers<string>;
  readonly ended: PromiseWithResolvers<TaskEnd>;
}

type TaskEnd =
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'skipped'; readonly text: string }
  | { readonly kind: 'silent' };

/**
 * Starts a list for the resources of an `apply` event, drawn by listr2's simple renderer: a line when a resource starts and one when it ends,
 * signs and words instead of cursor moves.
 */
export function startTaskList(event: EventOf<'apply'>, surface: TextSurface, verbosity: Verbosity, write: (line: string) => void): TaskList {
  const resources = new Map<string, Ending>();
  const usual = new Map(event.resources.map(({ address, usualMs }) => [address, usualMs]));
  const stacks = new Map<string, Ending>();
  const stackOf = new Map(event.resources.map(({ address, stack }) => [address, stack]));
  /** Stacks one of whose resources told its failure already. */
  const told = new Set<string | undefined>();
  for (const item of event.resources) {
    resources.set(item.address, newEnding());
    stacks.set(item.stack, stacks.get(item.stack) ?? newEnding());
  }
  const logger = new LineLogger(surface, verbosity, write);
  const endings = [...stacks.values(), ...resources.values()];
  const list = new Listr(
    endings.map((ending) => taskOf(ending)),
    { concurrent: true, exitOnError: false, renderer: 'simple', rendererOptions: { logger }, registerSignalListeners: false },
  );
  const finished = list.run().then(
    () => undefined,
    () => undefined,
  );
  let before = 0;
  return {
    onEvent(next) {
      if (next.earlier === true) {
        // Its lines stand where it happened; here the number says that it is known.
        if (next.type === 'resource') before += 1;
        if (next.status !== 'started') end(next.type === 'stack' ? stacks.get(next.stack) : resources.get(next.address), { kind: 'silent' });
        return;
      }
      if (before > 0 && verbosity !== 'quiet') write(surface.style('dim', `${before} of them ended before`));
      before = 0;
      if (next.type === 'stack') {
        settleStack(next, stacks.get(next.stack), told.has(next.stack));
      } else {
        settleResource(next, resources.get(next.address), surface);
        if (next.status === 'failed' && next.failure !== undefined) told.add(stackOf.get(next.address));
        if (next.status === 'progress' && verbosity !== 'quiet') {
          write(`${surface.style('dim', surface.glyphs.waiting)} ${progressText(next, usual.get(next.address))}`);
        }
      }
    },
    async close() {
      for (const ending of endings) {
        ending.started.resolve('');
        ending.ended.resolve({ kind: 'silent' });
      }
      await finished;
    },
  };
}

function newEnding(): Ending {
  return { started: Promise.withResolvers(), ended: Promise.withResolvers() };
}

/** listr2 tells a task by its title only once it has one: a queued resource is silent, and so is one that never starts. */
function taskOf(ending: Ending): ListrTask {
  return {
    task: async (_context, task) => {
      const starting = await ending.started.promise;
      if (starting !== '') {
        task.output = starting;
      }
      const end = await ending.ended.promise;
      if (end.kind === 'silent') {
        return;
      }
      task.title = end.text;
      if (end.kind === 'failed') {
        throw new TaskFailed(end.text);
      }
      if (end.kind === 'skipped') {
        task.skip(end.text);
      }
    },
  };
}

/** Ends a listr2 task as failed; never leaves this file. */
class TaskFailed extends Error {}

function settleStack(event: EventOf<'stack'>, ending: Ending | undefined, isTold: boolean): void {
  const time = event.elapsedMs === undefined ? '' : ` in ${formatDuration(event.elapsedMs)}`;
  const because = event.because === undefined ? '' : `: ${cleanText(event.because)}`;
  const name = `stack ${event.stack}`;
  switch (event.status) {
    case 'started':
    case 'resumed': {
      const verb = event.status === 'started' ? 'deploying' : 'taking up the deployment of an earlier run for';
      ending?.started.resolve(`${verb} ${name}${event.deployment === undefined ? '' : ` (${event.deployment})`}`);
      return;
    }
    case 'succeeded':
      return end(ending, { kind: 'done', text: `${name} done${time}` });
    case 'failed':
      return end(ending, { kind: 'failed', text: `${name} failed${because}${isTold ? correlationOf(event.failure) : reasonOf(event.failure)}` });
    case 'skipped':
      return end(ending, { kind: 'skipped', text: `${name} skipped${because}` });
  }
}

function settleResource(event: EventOf<'resource'>, ending: Ending | undefined, surface: TextSurface): void {
  const because = event.because === undefined ? '' : `: ${cleanText(event.because)}`;
  switch (event.status) {
    case 'queued':
    case 'progress':
      return;
    case 'started':
      ending?.started.resolve(`${applyVerbs[event.action].running} ${itemName(event, surface)}`);
      return;
    case 'succeeded':
      return end(ending, { kind: 'done', text: itemResult(event, event.elapsedMs) });
    case 'failed':
      return end(ending, { kind: 'failed', text: `${itemResult(event, event.elapsedMs)}${reasonOf(event.failure)}` });
    case 'skipped':
      return end(ending, { kind: 'skipped', text: `${event.address} skipped${because}` });
  }
}

/** What happens meanwhile, with the time so far and the usual one. */
function progressText({ address, because = 'it goes on', elapsedMs }: EventOf<'resource'>, usualMs: number | undefined): string {
  const times = [...(elapsedMs === undefined ? [] : [`${formatDuration(elapsedMs)} so far`]), ...(usualMs === undefined ? [] : [`usually ${formatDuration(usualMs)}`])];
  return `${address}: ${cleanLine(because)}${times.length === 0 ? '' : ` (${times.join(', ')})`}`;
}

/** All on the line, which may be the only one that a search finds. */
function reasonOf(failure: AzureFailure | undefined): string {
  return failure === undefined ? '' : `: ${failureSentence(failure)}`;
}

/** The id that support asks for; only the deployment has it. */
function correlationOf(failure: AzureFailure | undefined): string {
  const id = failure === undefined ? undefined : (innermostFailure(failure).correlationId ?? failure.correlationId);
  return id === undefined ? '' : ` (correlation id ${cleanLine(id)})`;
}

function end(ending: Ending | undefined, how: TaskEnd): void {
  ending?.started.resolve('');
  ending?.ended.resolve(how);
}

/** Writes listr2's messages as our own lines: no escape sequences but colour when it is allowed, and all to one place. */
class LineLogger extends ListrLogger<ListrLogLevels> {
  readonly #surface: TextSurface;
  readonly #verbosity: Verbosity;
  readonly #write: (line: string) => void;

  constructor(surface: TextSurface, verbosity: Verbosity, write: (line: string) => void) {
    super();
    this.#surface = surface;
    this.#verbosity = verbosity;
    this.#write = write;
  }

  override log(level: ListrLogLevels, message: string | readonly unknown[]): void {
    const text = String(Array.isArray(message) ? message[0] : message);
    const sign = this.#sign(level);
    if (sign !== undefined) {
      this.#write(`${sign} ${cleanLine(text)}`);
    }
  }

  #sign(level: ListrLogLevels): string | undefined {
    const { style, glyphs } = this.#surface;
    switch (level) {
      case ListrLogLevels.COMPLETED:
        return style('success', glyphs.done);
      case ListrLogLevels.FAILED:
        return style('error', glyphs.failed);
      case ListrLogLevels.SKIPPED:
        return style('warning', glyphs.skipped);
      case ListrLogLevels.OUTPUT:
        return this.#verbosity === 'quiet' ? undefined : style('dim', glyphs.waiting);
      default:
        return undefined;
    }
  }
}

/** `Applying 40 resources in 5 stacks`, with the packages that the plan publishes. */
export function applyHeading(event: EventOf<'apply'>, packages: number): string {
  const stacks = new Set(event.resources.map((item) => item.stack)).size;
  const publishing = `ublishing ${plural(packages, 'package')}`;
  if (packages > 0 && event.resources.length === 0) {
    return `P${publishing}`;
  }
  if (event.resources.length === 0) {
    return 'Changing the state alone: nothing is deployed';
  }
  const verb = event.startedAt !== undefined ? 'Taking up' : event.kind === 'destroy' ? 'Deleting' : 'Applying';
  return `${verb} ${plural(event.resources.length, 'resource')} in ${plural(stacks, 'stack')}${packages > 0 ? `, p${publishing}` : ''}`;
}
