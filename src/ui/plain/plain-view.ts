import type { StampedEvent } from '../../model/event.ts';
import type { Plan } from '../../model/plan.ts';
import type { ApprovalQuestion, Approval, RunView } from '../run-view.ts';
import { fallbackApproval } from '../run-view.ts';
import { wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { View } from '../view-model.ts';
import { emptyView, reduce } from '../view-model.ts';
import type { Verbosity } from './event-lines.ts';
import { findingHead, findingLines } from './diagnostic-text.ts';
import { errorFinding, eventLines, outputLines } from './event-lines.ts';
import type { LinkBookOptions } from './link-book.ts';
import { createLinkBook } from './link-book.ts';
import { summaryLines } from './summary-lines.ts';
import { publishedBy } from './package-text.ts';
import type { PlanDetail } from './plan-text.ts';
import { renderPlan } from './plan-text.ts';
import { createRetryFold } from './retry-fold.ts';
import { reportLines } from './report-lines.ts';
import type { Beat } from './still-running.ts';
import { createReminder, stillRunning } from './still-running.ts';
import type { TaskList } from './task-list.ts';
import { applyHeading, startTaskList } from './task-list.ts';
import type { SurfaceOptions } from './text-surface.ts';
import { createSurface } from './text-surface.ts';

export interface PlainViewOptions extends SurfaceOptions, LinkBookOptions {
  /** Writes text as it is; line breaks are in it. */
  readonly write: (text: string) => void;
  readonly verbosity?: Verbosity;
  readonly detail?: PlanDetail | undefined;
  /** Calls back at calm intervals, until the answer is called: then what runs is said, where nothing else was since the last time. Absent: never. */
  readonly beat?: Beat;
  /** Asks the person, where there is one at a screen reader or a dumb terminal; absent: the fallback is the answer. */
  readonly ask?: (question: ApprovalQuestion) => Promise<Approval>;
  /** Lets the person choose, where there is one. */
  readonly choose?: RunView['choose'];
  /** Lets the person pick findings, where there is one. */
  readonly pick?: NonNullable<RunView['pick']>;
}

/**
 * The view without a screen, for pipes, CI, dumb terminals and screen readers: one line per thing that happened, nothing is drawn twice,
 * no escape sequence but colour when it is allowed.
 */
export function createPlainView(options: PlainViewOptions): RunView {
  const surface = createSurface(options);
  const book = createLinkBook(options);
  const verbosity = options.verbosity ?? 'normal';
  let view = emptyView;
  let tasks: TaskList | undefined;
  const { writeText, writeLines, writeInOrder, holdUntil, written } = createLineWriter((text) => options.write(book.paint(text)));
  const retries = createRetryFold(surface);
  const tell = (event: StampedEvent): void => {
    const lines = [...(endsRetries(event) ? retries.end() : []), ...eventLines(event, surface, verbosity)];
    if (lines.length > 0) {
      writeInOrder(() => writeLines(lines));
    }
  };
  const reminder = createReminder(verbosity === 'quiet' ? undefined : options.beat, () => writeInOrder(() => writeLines(tasks === undefined ? [] : stillRunning(view, surface))));
  const endTasks = (): void => {
    const list = tasks;
    reminder.stop();
    tasks = undefined;
    if (list !== undefined) holdUntil(list.close());
  };

  return {
    onEvent(event) {
      view = reduce(view, event);
      book.learn(event);
      switch (event.type) {
        case 'plan':
          return writeInOrder(() => writeText(renderPlan(event.plan, { ...options, detail: verbosity === 'quiet' ? 'counts' : options.detail })));
        case 'apply':
          endTasks();
          writeInOrder(() => writeLines(['', surface.style('strong', applyHeading(event, view.plan === undefined ? 0 : publishedBy(view.plan).length))]));
          tasks = startTaskList(event, surface, verbosity, (line) => {
            reminder.heard();
            writeLines([line]);
          });
          reminder.start();
          return;
        case 'stack':
          return tasks?.onEvent({ ...event, ...measured(view.stacks.find((stack) => stack.stack === event.stack)) });
        case 'resource':
          return tasks?.onEvent({ ...event, ...measured(view.items[view.itemIndex.get(event.address) ?? -1]) });
        case 'phase':
          if (event.phase === 'recover' && event.status === 'finished') endTasks();
          return tell(event);
        case 'retry':
          return writeInOrder(() => writeLines(retries.tell(event)));
        case 'error': {
          const { plan } = view;
          return writeInOrder(() => writeLines([...retries.end(), ...errorLines(event, plan, surface)]));
        }
        case 'package':
          // What an apply deploys has ended when code is published.
          endTasks();
          return tell(event);
        case 'summary': {
          endTasks();
          const ended = view;
          return writeInOrder(() => writeLines([...retries.end(), ...endLines(event, ended, surface)]));
        }
        default:
          return tell(event);
      }
    },
    async confirm(question) {
      await written();
      writeLines([...retries.end(), ...(question.danger ?? []).flatMap((line) => wrapText(line, surface.width, 2))]);
      return options.ask === undefined ? fallbackApproval(question) : await options.ask(question);
    },
    choose: (question, signal) => options.choose?.(question, signal) ?? Promise.resolve(undefined),
    ...(options.pick === undefined ? {} : { pick: options.pick }),
    async close() {
      endTasks();
      await written();
      writeLines(retries.end());
    },
  };
}

/** Writes lines at once, or after what is held back before them. */
interface LineWriter {
  /** A text with its line breaks. */
  writeText(text: string): void;
  writeLines(lines: readonly string[]): void;
  writeInOrder(text: () => void): void;
  /** A task list writes its last lines a moment after its last event; what comes after waits for it. */
  holdUntil(done: Promise<void>): void;
  /** Resolves when everything that was in order is written. */
  written(): Promise<void>;
}

function createLineWriter(write: (text: string) => void): LineWriter {
  let pending: Promise<void> | undefined;
  return {
    writeText: write,
    writeLines: (lines) => {
      for (const line of lines) {
        write(`${line}\n`);
      }
    },
    writeInOrder: (text) => {
      if (pending === undefined) {
        text();
      } else {
        pending = pending.then(text);
      }
    },
    holdUntil: (done) => {
      pending = done;
    },
    written: () => pending ?? Promise.resolve(),
  };
}

/** A step that ends, ends what was tried again in it. */
function endsRetries(event: StampedEvent): boolean {
  return event.type === 'phase' && event.status === 'finished';
}

/** An error of the plan stands in the plan already, with its place and its mend: only what came of it is new. */
function errorLines(event: Extract<StampedEvent, { readonly type: 'error' }>, plan: Plan | undefined, surface: ReturnType<typeof createSurface>): readonly string[] {
  const errors = (plan?.diagnostics ?? []).filter(({ severity }) => severity === 'error');
  const said = errors.find(({ code, summary }) => code === event.code && event.message.startsWith(summary));
  if (said === undefined) return findingLines(errorFinding(event), surface);
  const { place: _place, address: _address, ...rest } = errorFinding({ ...event, message: `nothing was changed: the plan has ${plural(errors.length, 'error')}, told above` });
  // A mend for all of them is told; that of a single one stands above.
  return said.hint === event.hint ? findingHead(rest, surface) : findingLines(rest, surface);
}

/** The elapsed time that the view has counted, for events that carry none. */
function measured(item: { readonly elapsedMs?: number } | undefined): { readonly elapsedMs?: number } {
  return item?.elapsedMs === undefined ? {} : { elapsedMs: item.elapsedMs };
}

function endLines(
  event: Extract<StampedEvent, { readonly type: 'summary' }>,
  { outputs, apply, errors, plan }: View,
  surface: ReturnType<typeof createSurface>,
): readonly string[] {
  const told = outputLines(outputs, surface);
  // After a board, which leaves an empty line, and after a plan nothing has to be set off.
  const lead = apply === undefined ? [] : [''];
  // On a board the apply was not seen from here: drift that is reverted is planned, drift that is accepted is not.
  const kind = apply?.kind ?? (event.command === 'drift' ? plan?.kind : undefined);
  const report = reportLines(event.report, new Set(errors.flatMap(({ address }) => address ?? [])), surface);
  return [...lead, ...(told.length === 0 ? [] : [...told, '']), ...(report.length === 0 ? [] : [...report, '']), ...summaryLines(event, kind, surface)];
}
