import type { TextSurface } from '../plain/text-surface.ts';
import type { ScreenKey } from '../screen-key.ts';

/** What a screen hears: a key; how many rows it has now; what became of a wish; news from outside. */
export type ScreenInput<News = never> =
  | ScreenKey
  | { readonly name: 'rows'; readonly rows: number }
  | { readonly name: 'notice'; readonly text: string }
  | { readonly name: 'news'; readonly news: News };

/** True for a key; false for what a screen hears from elsewhere. */
export function isKey<News>(input: ScreenInput<News>): input is ScreenKey {
  return input.name !== 'rows' && input.name !== 'notice' && input.name !== 'news';
}

/** What a screen asks of the terminal around it; `at` grows, so that the same wish twice is two wishes. */
export type ScreenWish =
  | { readonly kind: 'edit'; readonly at: number; readonly location: { readonly file: string; readonly line?: number; readonly column?: number } }
  | { readonly kind: 'copy'; readonly at: number; readonly text: string };

/** Something that is looked up while `id` stands; the answer comes as news, unless another `id` stands by then. */
export interface Lookup<News> {
  readonly id: string;
  /** Milliseconds that `id` has to stand first: nothing is looked up between two keys. */
  readonly afterMs: number;
  readonly look: (signal: AbortSignal) => Promise<News>;
}

/** A screen of the program: how its state goes on, and how it looks. Pure; `ScreenHost` shows it. */
export interface Screen<State, News = never> {
  /** The state after an input. Nothing changes any more once the screen is over. */
  readonly press: (state: State, input: ScreenInput<News>) => State;
  /** At most `rows` lines, none wider than the surface. */
  readonly lines: (state: State, surface: TextSurface, rows: number) => readonly string[];
  readonly isOver: (state: State) => boolean;
  readonly wishOf?: (state: State) => ScreenWish | undefined;
  readonly lookupOf?: (state: State) => Lookup<News> | undefined;
  /** What is pasted arrives as one line of typed text; absent: it is dropped, because it would press keys that nobody meant. */
  readonly takesPaste?: (state: State) => boolean;
}
