import type { ItemView, StackView } from '../view-model-apply.ts';
import { countItems, elapsedAt, isSlow } from '../view-model-apply.ts';
import type { View } from '../view-model.ts';
import { innermostFailure } from '../view-model.ts';
import { remaining } from '../view-model-remaining.ts';
import { failureSentence } from '../plain/event-lines.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { applyVerbs } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { formatDuration, formatElapsed } from '../text/duration-text.ts';
import { cleanText, truncate, truncateMiddle, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { StyleRole } from '../text/style.ts';
import type { BoardPane } from './board-pane.ts';
import { allItemLines, helpLines, logLines } from './board-pane-lines.ts';
import { choiceLines } from './choice-lines.ts';
import type { ChoiceState } from './choice-state.ts';

/** What the board's live part is drawn for. */
export interface BoardFrame {
  readonly surface: TextSurface;
  /** Lines that the frame may have: the window's height less one, else each redraw scrolls the window. */
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Number of the animation's frame; without motion always 0. */
  readonly tick: number;
  readonly motion: boolean;
  /** What is looked at; what runs when absent. */
  readonly pane?: BoardPane;
  /** The question that stands over the picture. */
  readonly choice?: ChoiceState;
}

/** The live part of the board: failures first, then what runs, the longest first, then what waits; a footer with the counts. Never more than `rows` lines. */
export function boardLines(view: View, frame: BoardFrame): readonly string[] {
  if (view.apply === undefined || view.summary !== undefined) {
    return [];
  }
  const footer = [...retryLine(view, frame), ...(frame.choice === undefined ? [] : choiceLines(frame.choice, frame.surface)), footerLine(view, frame)];
  const room = Math.max(0, frame.rows - footer.length);
  const failed = failureBlocks(view, frame);
  const failedLines = fillBlocks(failed, Math.max(1, Math.floor(room / 2)), frame, 'failed');
  const left = room - failedLines.length;
  const over = overLines(view, frame, Math.floor(left / 2));
  const from = frame.pane?.from;
  const body = from === undefined ? treeLines(view, frame, left - over.length) : allItemLines(view, frame, from, left - over.length);
  return [...body, ...over, ...failedLines, ...footer].slice(-Math.max(1, frame.rows));
}

/** The log or the keys, under the tree. */
function overLines(view: View, frame: BoardFrame, rows: number): readonly string[] {
  switch (frame.pane?.over) {
    case 'log':
      return logLines(view, frame, rows);
    case 'help':
      return helpLines(frame, rows);
    case undefined:
      return [];
  }
}

/** As many whole blocks as fit into `rows`, and a line that counts the others. */
function fillBlocks(blocks: readonly (readonly string[])[], rows: number, frame: BoardFrame, word: string): readonly string[] {
  const lines: string[] = [];
  for (const [index, block] of blocks.entries()) {
    const isLast = index === blocks.length - 1;
    if (lines.length + block.length > (isLast ? rows : rows - 1)) {
      const rest = blocks.length - index;
      return [...lines, frame.surface.style('error', fit(`  ${frame.surface.glyphs.ellipsis} ${rest} more ${word}`, frame))];
    }
    lines.push(...block);
  }
  return lines;
}

function failureBlocks(view: View, frame: BoardFrame): readonly (readonly string[])[] {
  const { style, glyphs, width } = frame.surface;
  const failedItems = view.items.filter((item) => item.status === 'failed');
  const alone = view.stacks.filter((stack) => stack.status === 'failed' && !failedItems.some((item) => item.stack === stack.stack));
  return [...failedItems, ...alone].map((failed) => {
    const name = 'address' in failed ? failed.address : `stack ${failed.stack}`;
    const after = failed.elapsedMs === undefined ? '' : ` after ${formatDuration(failed.elapsedMs)}`;
    const head = style('error', fit(`${glyphs.failed} ${name} failed${after}`, frame));
    const said = failed.failure === undefined ? failed.because : failureSentence(failed.failure, { mend: true });
    const mend = 'address' in failed ? view.errors.find((error) => error.address === failed.address)?.hint : undefined;
    const told = [...(said === undefined ? [] : wrapText(said, width - 4, 0).slice(0, 3)), ...(mend === undefined ? [] : wrapText(`${glyphs.arrow} ${mend}`, width - 4, 2))];
    return [head, ...told.map((line) => `    ${line}`)];
  });
}

/** Stacks with what runs in them, in at most `rows` lines. */
function treeLines(view: View, frame: BoardFrame, rows: number): readonly string[] {
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
  const elapsed = formatElapsed(elapsedAt(item, frame.nowMs) ?? 0);
  const verb = applyVerbs[item.action].running;
  const slow = isSlow(item, frame.nowMs) && item.usualMs !== undefined ? [`  ${verb} ${elapsed}, usually ${formatElapsed(item.usualMs)}`] : [];
  // What there is room for beside the address; the time is the last to go.
  const left = width - 4 - displayWidth(sign) - 1 - Math.min(displayWidth(item.address), 20);
  const tail = [...slow, `  ${verb} ${elapsed}`, `  ${elapsed}`, ''].find((text) => displayWidth(text) <= left) ?? '';
  const role: StyleRole = slow.length === 0 ? 'dim' : 'warning';
  const room = width - 4 - displayWidth(sign) - 1 - displayWidth(tail);
  return room < 4 ? fit(`    ${sign} ${item.address}`, frame) : `    ${style('accent', sign)} ${truncateMiddle(item.address, room, glyphs.ellipsis)}${style(role, tail)}`;
}

function retryLine(view: View, frame: BoardFrame): readonly string[] {
  const latest = view.retries.at(-1);
  if (latest === undefined || frame.nowMs > latest.atMs + latest.afterMs + 3000) {
    return [];
  }
  const text = `trying ${cleanText(latest.what)} again in ${formatDuration(latest.afterMs)}: ${cleanText(latest.because)}`;
  return [frame.surface.style('warning', fit(text, frame))];
}

function footerLine(view: View, frame: BoardFrame): string {
  const { separator } = frame.surface.glyphs;
  const counts = countItems(view.items);
  const parts = [
    formatElapsed(frame.nowMs - (view.apply?.startedMs ?? frame.nowMs)),
    `${counts.succeeded}/${counts.total} done`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
    `${counts.running} running`,
    `${counts.queued} waiting`,
    ...remainingWords(view, frame),
  ];
  const text = parts.join(` ${separator} `);
  const hint = ` ${separator} ? keys`;
  return fit(frame.pane !== undefined && displayWidth(text + hint) <= frame.surface.width ? text + hint : text, frame);
}

/** How much longer it usually takes, and what everything waits for. */
function remainingWords(view: View, frame: BoardFrame): readonly string[] {
  const left = remaining(view, frame.nowMs);
  if (left === undefined) return [];
  // What has taken its usual time already says nothing of its end.
  const time = left.ms < 1000 ? [] : [`${left.complete ? 'about' : 'at least'} ${formatElapsed(left.ms)} left`];
  return [...time, `on ${left.critical}`];
}

/** Cut before it is painted: nothing is wider than the window. */
function fit(text: string, frame: BoardFrame): string {
  return truncate(text, frame.surface.width, frame.surface.glyphs.ellipsis);
}

const endSigns = { succeeded: ['success', 'done'], failed: ['error', 'failed'], skipped: ['warning', 'skipped'], queued: ['dim', 'waiting'], running: ['warning', 'running'] } as const;

/** A stack as it goes to the scrollback: a line for itself and one for each of its resources. */
export function stackRecord(view: View, stackId: string, surface: TextSurface): readonly string[] {
  const stack = view.stacks.find((candidate) => candidate.stack === stackId);
  if (stack === undefined) {
    return [];
  }
  const items = view.items.filter((item) => item.stack === stackId);
  const status = stack.status === 'waiting' ? 'queued' : stack.status;
  const [role, glyph] = endSigns[status];
  const time = stack.elapsedMs === undefined ? '' : `  ${formatDuration(stack.elapsedMs)}`;
  const word = stack.status === 'succeeded' ? '' : stack.status === 'waiting' ? '  not started' : `  ${stack.status}`;
  const because = stack.because === undefined ? '' : `: ${cleanText(stack.because)}`;
  const text = `${stack.stack}${word}  ${plural(items.length, 'resource')}${time}${because}`;
  const cut = truncate(text, surface.width - 2, surface.glyphs.ellipsis);
  return [`${surface.style(role, surface.glyphs[glyph])} ${surface.style('strong', cut)}`, ...items.map((item) => itemRecord(item, surface))];
}

function itemRecord(item: ItemView, surface: TextSurface): string {
  const [role, glyph] = endSigns[item.status];
  const tail = `  ${itemEnd(item)}`;
  const room = Math.max(12, surface.width - 4 - displayWidth(surface.glyphs[glyph]) - displayWidth(tail));
  const address = truncateMiddle(item.address, room, surface.glyphs.ellipsis);
  const left = surface.width - 4 - displayWidth(surface.glyphs[glyph]) - displayWidth(address);
  return `   ${surface.style(role, surface.glyphs[glyph])} ${address}${surface.style('dim', truncate(tail, Math.max(0, left), surface.glyphs.ellipsis))}`;
}

function itemEnd(item: ItemView): string {
  const time = item.elapsedMs === undefined ? '' : ` ${formatDuration(item.elapsedMs)}`;
  switch (item.status) {
    case 'succeeded':
      return `${applyVerbs[item.action].done}${time}`;
    case 'failed':
      return `failed${time}${item.failure === undefined ? '' : ` ${innermostFailure(item.failure).code}`}`;
    case 'skipped':
      return `skipped${item.because === undefined ? '' : `: ${cleanText(item.because)}`}`;
    case 'running':
      return 'not known to have ended';
    case 'queued':
      return 'not started';
  }
}
