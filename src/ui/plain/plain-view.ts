import type { StampedEvent } from '../../model/event.ts';
import type { ApprovalQuestion, Approval, RunView } from '../run-view.ts';
import { fallbackApproval } from '../run-view.ts';
import { wrapText } from '../text/fit-text.ts';
import type { View } from '../view-model.ts';
import { emptyView, reduce } from '../view-model.ts';
import type { Verbosity } from './event-lines.ts';
import { eventLines, outputLines, summaryLines } from './event-lines.ts';
import { publishedBy } from './package-text.ts';
import type { PlanDetail } from './plan-text.ts';
import { renderPlan } from './plan-text.ts';
import { reportLines } from './report-lines.ts';
import type { TaskList } from './task-list.ts';
import { applyHeading, startTaskList } from './task-list.ts';
import type { SurfaceOptions } from './text-surface.ts';
import { createSurface } from './text-surface.ts';

export interface PlainViewOptions extends SurfaceOptions {
  /** Writes text as it is; line breaks are in it. */
  readonly write: (text: string) => void;
  readonly verbosity?: Verbosity;
  readonly detail?: PlanDetail | undefined;
  /** Asks the person, where there is one at a screen reader or a dumb terminal; absent: the fallback is the answer. */
  readonly ask?: (question: ApprovalQuestion) => Promise<Approval>;
  /** Lets the person choose, where there is one. */
  readonly choose?: RunView['choose'];
}

/**
 * The view without a screen, for pipes, CI, dumb terminals and screen readers: one line per thing that happened, nothing is drawn twice,
 * no escape sequence but colour when it is allowed.
 */
export function createPlainView(options: PlainViewOptions): RunView {
  const surface = createSurface(options);
  const verbosity = options.verbosity ?? 'normal';
  let view = emptyView;
  let tasks: TaskList | undefined;
  // A task list writes its last lines a moment after its last event; what comes after waits for it.
  let pending: Promise<void> | undefined;

  const writeLines = (lines: readonly string[]): void => {
    for (const line of lines) {
      options.write(`${line}\n`);
    }
  };
  const writeInOrder = (text: () => void): void => {
    if (pending === undefined) {
      text();
    } else {
      pending = pending.then(text);
    }
  };
  const tell = (event: StampedEvent): void => {
    const lines = eventLines(event, surface, verbosity);
    if (lines.length > 0) {
      writeInOrder(() => writeLines(lines));
    }
  };
  const endTasks = (): void => {
    const list = tasks;
    if (list !== undefined) {
      tasks = undefined;
      pending = list.close();
    }
  };

  return {
    onEvent(event) {
      view = reduce(view, event);
      switch (event.type) {
        case 'plan':
          return writeInOrder(() => options.write(renderPlan(event.plan, { ...options, detail: verbosity === 'quiet' ? 'counts' : options.detail })));
        case 'apply':
          endTasks();
          writeInOrder(() => writeLines(['', surface.style('strong', applyHeading(event, view.plan === undefined ? 0 : publishedBy(view.plan).length))]));
          tasks = startTaskList(event, surface, verbosity, (line) => writeLines([line]));
          return;
        case 'stack':
          return tasks?.onEvent({ ...event, ...measured(view.stacks.find((stack) => stack.stack === event.stack)) });
        case 'resource':
          return tasks?.onEvent({ ...event, ...measured(view.items[view.itemIndex.get(event.address) ?? -1]) });
        case 'phase':
          if (event.phase === 'recover' && event.status === 'finished') {
            endTasks();
          }
          return tell(event);
        case 'package':
          // What an apply deploys has ended when code is published.
          endTasks();
          return tell(event);
        case 'summary': {
          endTasks();
          const ended = view;
          return writeInOrder(() => writeLines(endLines(event, ended, surface)));
        }
        default:
          return tell(event);
      }
    },
    async confirm(question) {
      await pending;
      writeLines((question.danger ?? []).flatMap((line) => wrapText(line, surface.width, 2)));
      return options.ask === undefined ? fallbackApproval(question) : await options.ask(question);
    },
    choose: (question, signal) => options.choose?.(question, signal) ?? Promise.resolve(undefined),
    async close() {
      endTasks();
      await pending;
    },
  };
}

/** The elapsed time that the view has counted, for events that carry none. */
function measured(item: { readonly elapsedMs?: number } | undefined): { readonly elapsedMs?: number } {
  return item?.elapsedMs === undefined ? {} : { elapsedMs: item.elapsedMs };
}

function endLines(
  event: Extract<StampedEvent, { readonly type: 'summary' }>,
  { outputs, apply, errors }: View,
  surface: ReturnType<typeof createSurface>,
): readonly string[] {
  const told = outputLines(outputs, surface);
  // After a board, which leaves an empty line, and after a plan nothing has to be set off.
  const lead = apply === undefined ? [] : [''];
  const report = reportLines(event.report, new Set(errors.flatMap(({ address }) => address ?? [])), surface);
  return [...lead, ...(told.length === 0 ? [] : [...told, '']), ...(report.length === 0 ? [] : [...report, '']), ...summaryLines(event, apply?.kind, surface)];
}
