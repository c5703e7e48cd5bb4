import type { Lookup, Screen } from '../screen/screen.ts';
import { browserLines } from './browser-lines.ts';
import type { BrowserState } from './browser-state.ts';
import type { BrowserNews } from './press-browser.ts';
import { pressBrowser } from './press-browser.ts';

/** Reads items beyond those that are there: all of them again, the older ones after them. */
export type ReadOlder<Item> = (signal: AbortSignal) => Promise<BrowserNews<Item>>;

/** Any browser as a screen. */
export function browserScreen<Item>(readOlder?: ReadOlder<Item>): Screen<BrowserState<Item>, BrowserNews<Item>> {
  return {
    press: pressBrowser,
    lines: browserLines,
    isOver: ({ end }) => end !== undefined,
    wishOf: ({ wish }) => wish,
    lookupOf: (state) => (readOlder === undefined ? undefined : olderWanted(state, readOlder)),
    takesPaste: ({ mode }) => mode.kind === 'search' || mode.kind === 'palette' || mode.kind === 'ask',
  };
}

/** Whoever comes within two pages of the end will want what follows, and a search wants everything. */
function olderWanted<Item>({ hasOlder, isLoading, filter, cursor, rows, page, turn }: BrowserState<Item>, look: ReadOlder<Item>): Lookup<BrowserNews<Item>> | undefined {
  return hasOlder && !isLoading && (filter !== '' || cursor + 2 * page >= rows.length) ? { id: `older ${turn}`, afterMs: 0, look } : undefined;
}
