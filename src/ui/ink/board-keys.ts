import type { KeyTable } from '../screen/key-table.ts';

/** What a key does on the board of an apply. */
export type BoardAction = 'log' | 'up' | 'down' | 'page-up' | 'page-down' | 'follow' | 'palette' | 'help' | 'back' | 'interrupt';

/** The keys of the board, in the order of its help. */
export const boardKeys: KeyTable<BoardAction> = [
  { keys: ['l'], action: 'log', label: 'log', help: 'Shows or hides what was said: notes, repeated requests, warnings.' },
  { keys: ['up', 'k'], action: 'up', label: 'up', help: 'Looks at all changes, one up; in the open log, at an earlier line.' },
  { keys: ['down', 'j'], action: 'down', label: 'down', help: 'Looks at all changes, one down; in the open log, at a later line.' },
  { keys: ['page-up'], action: 'page-up', label: 'page up', help: 'The same, a page up.' },
  { keys: ['page-down', ' '], action: 'page-down', label: 'page down', help: 'The same, a page down.' },
  { keys: ['f'], action: 'follow', label: 'follow', help: 'Follows again what runs.' },
  { keys: [':'], action: 'palette', label: 'commands', help: 'Lists everything that can be done here, to be found by its name.' },
  { keys: ['?'], action: 'help', label: 'help', help: 'Shows these keys.' },
  { keys: ['escape'], action: 'back', label: 'back', help: 'Puts away what lies over the changes, then follows again what runs.' },
  { keys: ['interrupt'], action: 'interrupt', label: 'stop', help: 'Asks whether to watch on, to leave it running, or to cancel it.' },
];
