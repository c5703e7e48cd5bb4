import type { TextSurface } from '../plain/text-surface.ts';
import type { ScreenWish } from '../screen/screen.ts';
import type { StyleRole } from '../text/style.ts';

/** A column of a browser's list. */
export interface BrowserColumn<Item> {
  readonly title: string;
  /** One line; cleaned and cut where it is drawn. */
  readonly text: (item: Item) => string;
  readonly role?: (item: Item) => StyleRole | undefined;
  /** Columns go when the window is narrow, the highest number first; the first column never does. */
  readonly rank: number;
  /** Cells that it is given at most; absent: 60. */
  readonly widest?: number;
  readonly align?: 'right';
  /** Set in a table whose cells are pointed at, not only its rows: the value that an action gets as `column`. */
  readonly cell?: string;
}

/** What an action is done with. */
export interface ActionTarget<Item> {
  /** What is marked, else what the cursor stands on; empty for an action that takes none. */
  readonly items: readonly Item[];
  /** What was typed at the action's question. */
  readonly text: string;
  /** The cell's column, in a table of cells. */
  readonly column: string | undefined;
}

/** What an action asks of the terminal itself: to copy a text, or to open a file in the person's editor. */
export type TerminalWish = ScreenWish extends infer Wish ? (Wish extends ScreenWish ? Omit<Wish, 'at'> : never) : never;

interface ActionFacts<Item> {
  /** A character; `enter` where Enter is to do it at once, and the menu opens on `m`. */
  readonly key: string;
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  readonly footer?: true;
  readonly takes: 'none' | 'one' | 'many';
  /** Why it cannot be done with these; undefined when it can. */
  readonly refuse?: (target: ActionTarget<Item>) => string | undefined;
  /** A line to type first, and what stands against it. */
  readonly ask?: { readonly prompt: (target: ActionTarget<Item>) => string; readonly initial?: (target: ActionTarget<Item>) => string; readonly check: (text: string, target: ActionTarget<Item>) => string | undefined };
}

/** An action that is a command line of this program. */
export interface CommandAction<Item> extends ActionFacts<Item> {
  /** The words of the command line, without the program's name and without the flags that mean the same everywhere. */
  readonly command: (target: ActionTarget<Item>) => readonly string[];
  /** Of several items each has a command line of its own, run one after the other until one does not end well. Absent: one for all. */
  readonly each?: true;
  readonly wish?: undefined;
}

/** An action that the terminal does: the browser stays. */
export interface WishAction<Item> extends Omit<ActionFacts<Item>, 'ask'> {
  readonly ask?: undefined;
  readonly command?: undefined;
  readonly wish: (target: ActionTarget<Item>) => TerminalWish;
}

/** Something that can be done from a browser: a command line of this program, so that nothing can be done here only, or what any terminal does. */
export type BrowserAction<Item> = CommandAction<Item> | WishAction<Item>;

/** A list with details that is walked through, as data: one descriptor a kind of thing. */
export interface Browser<Item> {
  /** Names the screen. */
  readonly name: string;
  /** Facts for the first line: what is listed, of which environment. */
  readonly head: (items: readonly Item[]) => string;
  readonly columns: readonly [BrowserColumn<Item>, ...BrowserColumn<Item>[]];
  readonly idOf: (item: Item) => string;
  /** What an item is called above its actions; absent: its first column. */
  readonly nameOf?: (item: Item) => string;
  /** Heading that an item stands under; items of a group must follow each other. */
  readonly groupOf?: (item: Item) => string;
  /** What a search looks at besides the columns. */
  readonly searchOf?: (item: Item) => string;
  /** Everything that is known of an item, as long as it takes, none wider than the surface. */
  readonly details: (item: Item, surface: TextSurface) => readonly string[];
  readonly actions: readonly BrowserAction<Item>[];
  /** Said when there is nothing to list. */
  readonly empty: string;
}
