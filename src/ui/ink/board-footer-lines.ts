import { formatDuration, formatElapsed } from '../text/duration-text.ts';
import { displayWidth } from '../text/display-width.ts';
import { cleanText, truncateMiddle } from '../text/fit-text.ts';
import { countItems } from '../view-model-apply.ts';
import type { View } from '../view-model.ts';
import type { Remaining } from '../view-model-remaining.ts';
import { remaining } from '../view-model-remaining.ts';
import type { BoardFrame } from './board-frame.ts';
import { fit } from './board-frame.ts';

/** A wait that is over is shown for a moment longer. Milliseconds. */
const afterWaitMs = 3000;

/** The request that is waited for, where Azure asked to come again later. */
export function retryLines({ retry }: View, frame: BoardFrame): readonly string[] {
  if (retry === undefined || frame.nowMs > retry.atMs + retry.afterMs + afterWaitMs) {
    return [];
  }
  const left = Math.max(0, retry.atMs + retry.afterMs - frame.nowMs);
  const when = left < 1000 ? 'now' : `in ${formatDuration(left)}`;
  return [frame.surface.style('warning', fit(`trying ${cleanText(retry.what)} again ${when}: ${cleanText(retry.because)}`, frame))];
}

/** What everything waits for, and the counts with the time that is left. */
export function footerLines(view: View, frame: BoardFrame): readonly string[] {
  const left = remaining(view, frame.nowMs);
  const path = left === undefined || frame.rows < 8 || frame.choice !== undefined ? [] : [pathLine(left, frame)];
  return [...path, countLine(view, left, frame)];
}

/** The chain of changes that ends last. */
function pathLine({ path: [first, ...rest] }: Remaining, frame: BoardFrame): string {
  const { style, glyphs, width } = frame.surface;
  const then = rest.length === 0 ? '' : `, then ${rest.length === 1 ? (rest[0] ?? '') : `${rest.length} more`}`;
  const [label = '', after = ''] = [
    ['critical path: ', then],
    ['critical path: ', rest.length === 0 ? '' : `, then ${rest.length} more`],
    ['critical: ', ''],
  ].find(([before = '', end = '']) => displayWidth(before) + displayWidth(first) + displayWidth(end) <= width) ?? ['critical: ', ''];
  const room = Math.max(4, width - displayWidth(label) - displayWidth(after));
  return style('dim', fit(`${label}${truncateMiddle(first, room, glyphs.ellipsis)}${after}`, frame));
}

/** A part of the footer; parts that matter less go first when the window is too narrow. */
interface Part {
  readonly text: string;
  /** 0: stays. */
  readonly rank: number;
}

function countLine(view: View, left: Remaining | undefined, frame: BoardFrame): string {
  const counts = countItems(view.items);
  const parts: readonly Part[] = [
    { text: formatElapsed(frame.nowMs - (view.apply?.startedMs ?? frame.nowMs)), rank: 0 },
    { text: `${counts.succeeded}/${counts.total} done`, rank: 0 },
    ...(counts.failed > 0 ? [{ text: `${counts.failed} failed`, rank: 1 }] : []),
    ...(counts.skipped > 0 ? [{ text: `${counts.skipped} skipped`, rank: 4 }] : []),
    { text: `${counts.running} running`, rank: 3 },
    { text: `${counts.queued} waiting`, rank: 5 },
    // What has taken its usual time already says nothing of its end.
    ...(left === undefined || left.ms < 1000 ? [] : [{ text: `${left.complete ? 'about' : 'at least'} ${formatElapsed(left.ms)} left`, rank: 2 }]),
    ...(frame.keys === false ? [] : [{ text: frame.choice === undefined ? '? keys' : 'any other key goes on', rank: 6 }]),
  ];
  return fit(narrowed(parts, frame).map(({ text }) => text).join(joint(frame)), frame);
}

function narrowed(parts: readonly Part[], frame: BoardFrame): readonly Part[] {
  const rank = Math.max(...parts.map((part) => part.rank));
  const width = displayWidth(parts.map(({ text }) => text).join(joint(frame)));
  return width <= frame.surface.width || rank === 0 ? parts : narrowed(parts.filter((part) => part.rank !== rank), frame);
}

function joint(frame: BoardFrame): string {
  return ` ${frame.surface.glyphs.separator} `;
}
