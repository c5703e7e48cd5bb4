import { useApp, useInput, usePaste, useWindowSize } from 'ink';
import { useEffect, useReducer } from 'react';
import type { Lookup, Screen, ScreenInput, ScreenWish } from '../screen/screen.ts';
import { cleanLine } from '../text/fit-text.ts';
import { tooSmallLines } from '../text/too-small.ts';
import { screenKey } from './ink-key.ts';

/** Does what a screen wishes of the terminal; answers with what to say of it. `suspend` gives the terminal away while it works. */
export type GrantWish = (wish: ScreenWish, suspend: (work: () => Promise<void>) => Promise<void>) => Promise<string | undefined>;

/** Hands a screen what comes from outside; answers with how to stop. */
export type ScreenFeed<News> = (tell: (news: News) => void) => () => void;

export interface ScreenOptions<State, News> {
  /** Its lines are drawn by whoever uses it. */
  readonly screen: Omit<Screen<State, News>, 'lines'>;
  readonly initial: State;
  /** Hears of every state. */
  readonly onState?: (state: State) => void;
  readonly onWish?: GrantWish | undefined;
  readonly feed?: ScreenFeed<News> | undefined;
}

export interface ShownScreen<State, News> {
  readonly state: State;
  readonly press: (input: ScreenInput<News>) => void;
  readonly columns: number;
  /** Rows that a picture may take: one less than the window has, or it would flood the scrollback. */
  readonly rows: number;
  /** What stands in place of the screen in a window that is too small for it; only Ctrl-C is heard there: nobody sees what another key would do. */
  readonly tooSmall: readonly string[] | undefined;
}

/** The state of a screen in the terminal: keys, pastes, size, wishes and news come in; the app leaves when the screen is over. */
export function useScreen<State, News>({ screen, initial, onState, onWish, feed }: ScreenOptions<State, News>): ShownScreen<State, News> {
  const { exit, suspendTerminal } = useApp();
  const size = useWindowSize();
  const rows = Math.max(1, size.rows - 1);
  const [state, press] = useReducer(screen.press, initial);
  const tooSmall = tooSmallLines(size)?.slice(0, rows);
  useInput((input, key) => {
    const pressed = screenKey(input, key);
    if (pressed !== undefined && (tooSmall === undefined || pressed.name === 'interrupt')) press(pressed);
  });
  // Line breaks of a paste are no Enter: they would answer questions that nobody has read.
  usePaste((pasted) => {
    const text = cleanLine(pasted.replaceAll(/[\r\n]+/g, ' ')).trim();
    if (text !== '' && tooSmall === undefined && screen.takesPaste?.(state) === true) press({ name: 'text', text });
  });
  useEffect(() => press({ name: 'rows', rows }), [rows]);
  useEffect(() => {
    onState?.(state);
    if (screen.isOver(state)) exit();
  }, [screen, state, exit, onState]);
  const wish = screen.wishOf?.(state);
  useEffect(() => {
    if (wish === undefined || onWish === undefined) return;
    void onWish(wish, (work) => suspendTerminal(work)).then((text) => text !== undefined && press({ name: 'notice', text }));
  }, [wish, onWish, suspendTerminal]);
  useEffect(() => feed?.((news) => press({ name: 'news', news })), [feed]);
  useLookup(screen.lookupOf?.(state), (news) => press({ name: 'news', news }));
  return { state, press, columns: size.columns, rows, tooSmall };
}

/** Looks up what stands long enough, gives it up when something else stands, and tells nothing late. */
function useLookup<News>(lookup: Lookup<News> | undefined, tell: (news: News) => void): void {
  useEffect(() => {
    if (lookup === undefined) return undefined;
    const asking = new AbortController();
    const look = async (): Promise<void> => {
      // A lookup is a courtesy: what cannot be looked up is not told.
      const news = await lookup.look(asking.signal).catch(() => undefined);
      if (!asking.signal.aborted && news !== undefined) tell(news);
    };
    const timer = setTimeout(() => void look(), lookup.afterMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the id is all that makes it another lookup
  }, [lookup?.id]);
}
