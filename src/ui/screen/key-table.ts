import type { ScreenKey } from '../screen-key.ts';

/** A row of a screen's key table: reducer, footer, help, command palette and documentation are made of it. */
export interface KeyBinding<Action extends string = string> {
  /** Names of keys (`ScreenKey`), or the character typed. */
  readonly keys: readonly string[];
  readonly action: Action;
  /** What it does, in as few words as a footer has room for. */
  readonly label: string;
  /** One sentence. */
  readonly help: string;
  /** Shown at the bottom of the screen. */
  readonly footer?: true;
}

/** All keys of a screen, in the order of its help. */
export type KeyTable<Action extends string = string> = readonly KeyBinding<Action>[];

const keyWords: Readonly<Record<string, string>> = { ' ': 'Space', up: 'Up', down: 'Down', left: 'Left', right: 'Right', enter: 'Enter', escape: 'Esc', tab: 'Tab', 'back-tab': 'Shift+Tab', 'page-up': 'PgUp', 'page-down': 'PgDn', home: 'Home', end: 'End', interrupt: 'Ctrl-C' };

/** A key as people call it. */
export function keyName(key: string): string {
  return keyWords[key] ?? key;
}

/** What a key does by a table; undefined for keys without a meaning. */
export function actionOf<Action extends string>(table: KeyTable<Action>, key: ScreenKey): Action | undefined {
  const name = key.name === 'text' ? key.text : key.name;
  return table.find(({ keys }) => keys.includes(name))?.action;
}
