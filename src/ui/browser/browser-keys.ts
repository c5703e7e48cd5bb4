import type { KeyBinding, KeyTable } from '../screen/key-table.ts';
import type { Browser } from './browser.ts';

/** What keys do in every browser. */
export type BrowsingAction = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last' | 'left' | 'right' | 'menu' | 'pane' | 'search' | 'mark' | 'mark-all' | 'palette' | 'help' | 'back' | 'leave';

/** `do:` and the place of an action of the descriptor. */
export type BrowserKeyAction = BrowsingAction | `do:${number}`;

const moves: KeyTable<BrowsingAction> = [
  { keys: ['up', 'k'], action: 'up', label: 'up', help: 'Goes to the row above, or scrolls the details up.' },
  { keys: ['down', 'j'], action: 'down', label: 'down', help: 'Goes to the row below, or scrolls the details down.' },
  { keys: ['page-up'], action: 'page-up', label: 'page up', help: 'Goes a page up.' },
  { keys: ['page-down'], action: 'page-down', label: 'page down', help: 'Goes a page down.' },
  { keys: ['home', '<'], action: 'first', label: 'first', help: 'Goes to the first row.' },
  { keys: ['end', '>'], action: 'last', label: 'last', help: 'Goes to the last row.' },
];

const panes: KeyTable<BrowsingAction> = [
  { keys: ['right', 'l'], action: 'right', label: 'details', help: 'Goes to the details.' },
  { keys: ['left', 'h'], action: 'left', label: 'list', help: 'Goes back to the list.' },
];

const cells: KeyTable<BrowsingAction> = [
  { keys: ['right', 'l'], action: 'right', label: 'next column', help: 'Goes to the column on the right.' },
  { keys: ['left', 'h'], action: 'left', label: 'column before', help: 'Goes to the column on the left.' },
];

const marks: KeyTable<BrowsingAction> = [
  { keys: [' '], action: 'mark', label: 'mark', help: 'Marks the row for an action on several, or takes the mark away.', footer: true },
  { keys: ['a'], action: 'mark-all', label: 'mark all', help: 'Marks every row that is shown, or takes all marks away.' },
];

const rest: KeyTable<BrowsingAction> = [
  { keys: ['tab', 'back-tab'], action: 'pane', label: 'other pane', help: 'Goes between the list and the details.' },
  { keys: ['/'], action: 'search', label: 'search', help: 'Keeps the rows that hold all the words.', footer: true },
  { keys: [':'], action: 'palette', label: 'commands', help: 'Lists everything that can be done here, to be found by its name.' },
  { keys: ['?'], action: 'help', label: 'help', help: 'Shows these keys.', footer: true },
  { keys: ['escape'], action: 'back', label: 'back', help: 'Goes back: from the details to the list; clears a search, then marks.' },
  { keys: ['q'], action: 'leave', label: 'leave', help: 'Leaves.', footer: true },
];

/** The keys of a browser: those of all, and one for each of its actions. */
export function browserKeys<Item>({ actions, columns }: Browser<Item>): KeyTable<BrowserKeyAction> {
  const doing = actions.map(({ key, name, help, footer }, index): KeyBinding<BrowserKeyAction> => ({ keys: [key], action: `do:${index}`, label: name, help, ...(footer === undefined ? {} : { footer }) }));
  const menu: KeyTable<BrowsingAction> = actions.length === 0 ? [] : [{ keys: [actions.some(({ key }) => key === 'enter') ? 'm' : 'enter'], action: 'menu', label: 'actions', help: 'Lists what can be done with the row, or with all that are marked.', footer: true }];
  return [...moves, ...(columns.some(({ cell }) => cell !== undefined) ? cells : panes), ...(actions.some(({ takes }) => takes === 'many') ? marks : []), ...doing, ...menu, ...rest];
}
