import type { ScreenKey } from '../screen-key.ts';
import { actionOf } from '../screen/key-table.ts';
import type { Overlay } from '../screen/overlay.ts';
import { openHelp, openPalette, pressOverlay } from '../screen/overlay.ts';
import type { BoardAction } from './board-keys.ts';
import { boardKeys } from './board-keys.ts';

/** What a person looks at on the board. */
export interface BoardPane {
  /** Index of the first change that is shown of all; absent: the board follows what runs. */
  readonly from?: number;
  readonly over?: 'log' | Overlay;
  /** Lines of the log after the last that is looked at; absent: the log follows what is said. */
  readonly back?: number;
}

export const followingPane: BoardPane = {};

/** Lines that a page is; the board cuts what is too far. */
const page = 10;

/** What there is to look at. */
export interface PaneTotals {
  readonly changes: number;
  /** Lines of the log. */
  readonly said: number;
}

/** The pane after a key. While the log is open, arrows move in it. */
export function pressOnPane(pane: BoardPane, key: ScreenKey, totals: PaneTotals): BoardPane {
  if (pane.over !== undefined && pane.over !== 'log') return pressOver(pane, pane.over, key, totals.changes);
  const action = actionOf(boardKeys, key);
  const lines = action === undefined ? undefined : steps[action];
  return pane.over === 'log' && lines !== undefined ? scrolledLog(pane, lines, totals.said) : pressed(pane, action, totals.changes);
}

function pressOver(pane: BoardPane, over: Overlay, key: ScreenKey, total: number): BoardPane {
  const step = pressOverlay(over, key, boardKeys, page);
  if (step.kind === 'stays') return { ...pane, over: step.overlay };
  const { over: _gone, ...under } = pane;
  return step.kind === 'closed' ? under : pressed(under, step.action, total);
}

/** Lines that a key goes up, or down. */
const steps: Readonly<Partial<Record<BoardAction, number>>> = { up: -1, down: 1, 'page-up': -page, 'page-down': page };

function scrolledLog({ back = 0, ...pane }: BoardPane, lines: number, said: number): BoardPane {
  const next = Math.max(0, Math.min(said - 1, back - lines));
  return next === 0 ? pane : { ...pane, back: next };
}

function pressed(pane: BoardPane, action: BoardAction | undefined, total: number): BoardPane {
  const to = (from: number): BoardPane => ({ ...pane, from: Math.max(0, Math.min(total - 1, from)) });
  const at = pane.from ?? 0;
  switch (action) {
    case 'log':
      return turned(pane);
    case 'help':
      return { ...pane, over: openHelp };
    case 'palette':
      return { ...pane, over: openPalette };
    case 'up':
      return to(at - 1);
    case 'down':
      return to(pane.from === undefined ? 0 : at + 1);
    case 'page-up':
      return to(at - page);
    case 'page-down':
      return to(pane.from === undefined ? 0 : at + page);
    case 'follow':
      return pane.back === undefined ? followingPane : withoutBack(pane);
    case 'back':
      return followingPane;
    // Ctrl-C never comes here: the board asks at once.
    case 'interrupt':
    case undefined:
      return pane;
  }
}

function withoutBack({ back: _back, ...pane }: BoardPane): BoardPane {
  return pane;
}

/** The log, or no log. */
function turned({ over, back: _back, ...pane }: BoardPane): BoardPane {
  return over === 'log' ? pane : { ...pane, over: 'log' };
}
