import type { ScreenKey } from '../screen-key.ts';
import { boardAction } from './board-keys.ts';

/** What a person looks at on the board. */
export interface BoardPane {
  /** Index of the first change that is shown of all; absent: the board follows what runs. */
  readonly from?: number;
  readonly over?: 'log' | 'help';
}

export const followingPane: BoardPane = {};

/** Lines that a page is; the board cuts what is too far. */
const page = 10;

/** The pane after a key. `total`: changes that there are. */
export function pressOnPane(pane: BoardPane, key: ScreenKey, total: number): BoardPane {
  const to = (from: number): BoardPane => ({ ...pane, from: Math.max(0, Math.min(total - 1, from)) });
  const at = pane.from ?? 0;
  switch (boardAction(key.name === 'text' ? key.text : key.name)) {
    case 'log':
      return turned(pane, 'log');
    case 'help':
      return turned(pane, 'help');
    case 'up':
      return to(at - 1);
    case 'down':
      return to(pane.from === undefined ? 0 : at + 1);
    case 'page-up':
      return to(at - page);
    case 'page-down':
      return to(pane.from === undefined ? 0 : at + page);
    case 'follow':
    case 'back':
      return followingPane;
    case undefined:
      return pane;
  }
}

function turned({ over, ...pane }: BoardPane, what: 'log' | 'help'): BoardPane {
  return over === what ? pane : { ...pane, over: what };
}
