import type { StampedEvent } from '../../model/event.ts';
import { createPlainView } from '../plain/plain-view.ts';
import type { SurfaceOptions } from '../plain/text-surface.ts';
import type { ChoiceQuestion } from '../run-view.ts';
import { failedRun, succeededRun } from './sample-run.ts';
import type { SceneSet, SceneState } from './scene.ts';
import { keysOf } from './screen-states.ts';
import { linesOf } from './spoken-lines.ts';

const interruption: ChoiceQuestion = { text: 'Nothing new is started. What now?', choices: [{ value: 'watch', label: 'Keep watching: the apply goes on' }, { value: 'leave', label: 'Leave it running in Azure and exit' }, { value: 'cancel', label: 'Cancel it in Azure' }], fallback: 'leave', escape: 'watch' };

/** The events of a run before the first one that fits. */
function until(events: readonly StampedEvent[], fits: (event: StampedEvent) => boolean): readonly StampedEvent[] {
  const at = events.findIndex(fits);
  return at === -1 ? events : events.slice(0, at);
}

const isEnd = (event: StampedEvent): boolean => event.type === 'error' || event.type === 'summary';
const fails = (event: StampedEvent): boolean => event.type === 'resource' && event.status === 'failed';
const lasts = (event: StampedEvent): boolean => event.type === 'resource' && event.status === 'succeeded' && event.stack === 'data';

/** The live part of the board of an apply, from its first picture to its last. */
export async function loadBoard(): Promise<SceneSet> {
  const [{ boardLines }, { askOnBoard, emptyBoard, pressOnBoard, reduceBoard }] = await Promise.all([import('../ink/board-lines.ts'), import('../ink/board-state.ts')]);
  const state = (name: string, events: () => readonly StampedEvent[], keys: readonly string[] = [], question?: ChoiceQuestion): SceneState => ({
    name,
    lines: ({ surface, rows, motion }) => {
      const shown = events().reduce(reduceBoard, emptyBoard);
      const { view, pane, choice } = keysOf(keys).reduce(pressOnBoard, question === undefined ? shown : askOnBoard(shown, question));
      return boardLines(view, { surface, rows, nowMs: (view.lastMs ?? 0) + 2_000, tick: 3, motion, keys: true, pane, ...(choice === undefined ? {} : { choice }) });
    },
  });
  const middle = (): readonly StampedEvent[] => until(failedRun(), lasts);
  const slow = (): readonly StampedEvent[] => until(failedRun(), fails);
  return {
    states: [
      state('start', () => until(succeededRun(), ({ type }) => type === 'resource')),
      state('middle', middle),
      state('slow', slow),
      state('failed', () => until(failedRun(), isEnd)),
      state('log', slow, ['l']),
      state('all-changes', middle, ['down', 'down']),
      state('help', middle, ['?']),
      state('choice', middle, [], interruption),
    ],
    spoken: (options) => printedRun(failedRun(), options),
    play: async (stage) => {
      const { playRun } = await import('./play-run.ts');
      await playRun(failedRun(), stage);
    },
  };
}

/** What the board leaves in the scrollback. */
export async function loadRecord(): Promise<SceneSet> {
  const [{ recordLines }, { closeBoard, emptyBoard, reduceBoard }] = await Promise.all([import('../ink/record-lines.ts'), import('../ink/board-state.ts')]);
  const state = (name: string, events: () => readonly StampedEvent[]): SceneState => ({
    name,
    lines: ({ surface }) => closeBoard(events().reduce(reduceBoard, emptyBoard)).unwritten.flatMap((entry) => recordLines(entry, surface)),
  });
  return { states: [state('succeeded', succeededRun), state('failed', failedRun), state('broken-off', () => until(failedRun(), fails))] };
}

/** An apply where nothing is redrawn: a list of tasks, a line for each thing that happened. */
export const taskList: SceneSet = {
  states: [
    { name: 'succeeded', lines: ({ options }) => printedRun(succeededRun(), options) },
    { name: 'failed', lines: ({ options }) => printedRun(failedRun(), options) },
  ],
};

async function printedRun(events: readonly StampedEvent[], options: SurfaceOptions): Promise<readonly string[]> {
  let text = '';
  const view = createPlainView({ ...options, write: (part) => (text += part) });
  // The plan has scenes of its own.
  for (const event of events) {
    if (event.type === 'plan') continue;
    view.onEvent(event);
    // Task lists write by promises.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await view.close();
  return linesOf(text);
}
