/** What a key does on the board of an apply. */
export type BoardAction = 'log' | 'up' | 'down' | 'page-up' | 'page-down' | 'follow' | 'help' | 'back';

/** A row of the board's key table: reducer, help and documentation are made of it. */
export interface BoardBinding {
  readonly keys: readonly string[];
  readonly action: BoardAction;
  readonly label: string;
  readonly help: string;
}

export const boardKeys: readonly BoardBinding[] = [
  { keys: ['l'], action: 'log', label: 'log', help: 'Shows or hides what was said: notes, repeated requests, warnings.' },
  { keys: ['up', 'k'], action: 'up', label: 'up', help: 'Looks at all changes, one up; in the open log, at an earlier line.' },
  { keys: ['down', 'j'], action: 'down', label: 'down', help: 'Looks at all changes, one down; in the open log, at a later line.' },
  { keys: ['page-up'], action: 'page-up', label: 'page up', help: 'The same, a page up.' },
  { keys: ['page-down', ' '], action: 'page-down', label: 'page down', help: 'The same, a page down.' },
  { keys: ['f'], action: 'follow', label: 'follow', help: 'Follows again what runs.' },
  { keys: ['?'], action: 'help', label: 'help', help: 'Shows these keys.' },
  { keys: ['escape'], action: 'back', label: 'back', help: 'Puts help and log away and follows again.' },
];

const actionOfKey: ReadonlyMap<string, BoardAction> = new Map(boardKeys.flatMap(({ keys, action }) => keys.map((key) => [key, action] as const)));

/** What a key does; `key` is a name of a `ScreenKey`, or the text of a typed one. */
export function boardAction(key: string): BoardAction | undefined {
  return actionOfKey.get(key);
}
