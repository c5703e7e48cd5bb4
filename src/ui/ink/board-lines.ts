import type { View } from '../view-model.ts';
import { failureBlocks } from './board-failure-lines.ts';
import { footerLines, retryLines } from './board-footer-lines.ts';
import type { BoardFrame } from './board-frame.ts';
import { fit } from './board-frame.ts';
import { overlayLines } from '../screen/overlay-lines.ts';
import { boardKeys } from './board-keys.ts';
import { allItemLines, logLines } from './board-pane-lines.ts';
import { treeLines } from './board-tree-lines.ts';
import { choiceLines } from './choice-lines.ts';

/** The live part of the board: what runs, the longest first, then what waits, then failures; a footer with the counts. Never more than `rows` lines. */
export function boardLines(view: View, frame: BoardFrame): readonly string[] {
  if (view.apply === undefined || view.summary !== undefined) {
    return [];
  }
  const footer = [...retryLines(view, frame), ...(frame.choice === undefined ? [] : choiceLines(frame.choice, frame.surface)), ...footerLines(view, frame)];
  const room = Math.max(0, frame.rows - footer.length);
  const failedLines = fillBlocks(failureBlocks(view, frame), Math.max(1, Math.floor(room / 2)), frame, 'failed');
  const left = room - failedLines.length;
  const over = overLines(view, frame, left);
  const from = frame.pane?.from;
  const body = from === undefined ? treeLines(view, frame, left - over.length) : allItemLines(view, frame, from, left - over.length);
  return [...body, ...over, ...failedLines, ...footer].slice(-Math.max(1, frame.rows));
}

/** The log, the keys or the commands, under the tree: of the log, two thirds of what there is. */
function overLines(view: View, frame: BoardFrame, rows: number): readonly string[] {
  const over = frame.pane?.over;
  if (over === undefined) return [];
  return over === 'log' ? logLines(view, frame, Math.floor((rows * 2) / 3), frame.pane?.back ?? 0) : overlayLines(over, boardKeys, frame.surface, rows).slice(0, rows);
}

/** As many whole blocks as fit into `rows`, and a line that counts the others. */
function fillBlocks(blocks: readonly (readonly string[])[], rows: number, frame: BoardFrame, word: string): readonly string[] {
  const lines: string[] = [];
  for (const [index, block] of blocks.entries()) {
    const isLast = index === blocks.length - 1;
    if (lines.length + block.length > (isLast ? rows : rows - 1)) {
      const rest = blocks.length - index;
      // One that alone is too long shows as much of itself as there is room for.
      if (index === 0 && rows > 1) return [...block.slice(0, rows - (isLast ? 0 : 1)), ...(isLast ? [] : [more(rest - 1, word, frame)])];
      return [...lines, more(rest, word, frame)];
    }
    lines.push(...block);
  }
  return lines;
}

function more(count: number, word: string, frame: BoardFrame): string {
  return frame.surface.style('error', fit(`  ${frame.surface.glyphs.ellipsis} ${count} more ${word}`, frame));
}
