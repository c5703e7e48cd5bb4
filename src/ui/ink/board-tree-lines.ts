import { applyVerbs } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { formatElapsed } from '../text/duration-text.ts';
import { cleanLine, truncateMiddle } from '../text/fit-text.ts';
import type { StyleRole } from '../text/style.ts';
import type { ItemView, StackView } from '../view-model-apply.ts';
import { countItems, elapsedAt, isSlow } from '../view-model-apply.ts';
import type { View } from '../view-model.ts';
import type { BoardFrame } from './board-frame.ts';
import { fit } from './board-frame.ts';

/** Usual times from here on are told from the start; shorter ones only of what is slow. Milliseconds. */
const worthTelling = 10_000;

/** Stacks with what runs in them, in at most `rows` lines. */
export function treeLines(view: View, frame: BoardFrame, rows: number): readonly string[] {
  if (rows <= 0) {
    return [];
  }
  const active = view.stacks.filter((stack) => stack.status === 'running');
  const waiting = view.stacks.filter((stack) => stack.status === 'waiting');
  const waitingRows = waiting.length === 0 ? [] : [waitingLine(waiting, frame)];
  const running = view.items.filter((item) => item.status === 'running').sort((a, b) => (a.startedMs ?? 0) - (b.startedMs ?? 0));
  const forItems = rows - active.length - waitingRows.length;
  const shown = running.length <= forItems ? running.length : Math.max(0, forItems - 1);
  const visible = new Set(running.slice(0, shown));
  const hidden = running.length - visible.size;
  const lines = active.flatMap((stack) => [
    stackLine(stack, view, frame),
    ...running.filter((item) => item.stack === stack.stack && visible.has(item)).map((item) => itemLine(item, frame)),
  ]);
  const more = hidden === 0 ? [] : [frame.surface.style('dim', fit(`    ${frame.surface.glyphs.ellipsis} ${hidden} more running`, frame))];
  return [...lines, ...more, ...waitingRows].slice(0, rows);
}

function waitingLine(stacks: readonly StackView[], frame: BoardFrame): string {
  const names = stacks.map((stack) => stack.stack).join(', ');
  return frame.surface.style('dim', fit(`${frame.surface.glyphs.waiting} waiting: ${names}`, frame));
}

function stackLine(stack: StackView, view: View, frame: BoardFrame): string {
  const { glyphs, style } = frame.surface;
  const counts = countItems(view.items.filter((item) => item.stack === stack.stack));
  const ended = counts.succeeded + counts.failed + counts.skipped;
  const resumed = stack.resumed ? ', taken up from an earlier run' : '';
  const elapsed = elapsedAt(stack, frame.nowMs);
  const text = fit(`${glyphs.running} ${stack.stack}  ${ended}/${counts.total}${elapsed === undefined ? '' : `  ${formatElapsed(elapsed)}`}${resumed}`, frame);
  return style('strong', text);
}

function itemLine(item: ItemView, frame: BoardFrame): string {
  const { glyphs, style, width } = frame.surface;
  const frames = glyphs.spinner;
  const sign = frame.motion ? (frames[frame.tick % frames.length] ?? glyphs.running) : glyphs.running;
  const slow = isSlow(item, frame.nowMs);
  // What there is room for beside the address; the time is the last to go.
  const left = width - 4 - displayWidth(sign) - 1 - Math.min(displayWidth(item.address), 16);
  const tail = itemTails(item, slow, frame).find((text) => displayWidth(text) <= left) ?? '';
  const role: StyleRole = slow ? 'warning' : 'dim';
  const room = width - 4 - displayWidth(sign) - 1 - displayWidth(tail);
  return room < 4 ? fit(`    ${sign} ${item.address}`, frame) : `    ${style('accent', sign)} ${truncateMiddle(item.address, room, glyphs.ellipsis)}${style(role, tail)}`;
}

/** How far something is, the longest text first. */
function itemTails(item: ItemView, slow: boolean, frame: BoardFrame): readonly string[] {
  const elapsed = formatElapsed(elapsedAt(item, frame.nowMs) ?? 0);
  const verb = applyVerbs[item.action].running;
  const usual = item.usualMs !== undefined && (slow || item.usualMs >= worthTelling) ? formatElapsed(item.usualMs) : undefined;
  const told = usual === undefined ? [] : [`  ${verb} ${elapsed}, ${slow ? 'slow: ' : ''}usually ${usual}`, `  ${elapsed}, ${slow ? 'slow: ' : ''}usually ${usual}`, `  ${elapsed}, ${slow ? 'slow' : `of ${usual}`}`];
  // Azure may try again by itself what has failed, so that only the end of the deployment says what became of it.
  const because = item.because === undefined || slow ? [] : [`  ${verb} ${elapsed}: ${cleanLine(item.because)}`];
  return [...because, ...told, `  ${verb} ${elapsed}`, `  ${elapsed}`, ''];
}
