import type { TextSurface } from '../plain/text-surface.ts';
import { createSurface } from '../plain/text-surface.ts';
import type { Screen } from '../screen/screen.ts';
import type { Glyphs } from '../text/glyphs.ts';
import type { Color } from '../text/style.ts';
import type { TitleOfType } from '../text/type-title.ts';
import type { ScreenTerminal } from './run-screen.ts';
import { runScreen } from './run-screen.ts';
import { ScreenHost } from './ScreenHost.tsx';
import type { GrantWish, ScreenFeed } from './use-screen.ts';

/** The terminal that a screen is shown on, and how it is drawn there. */
export interface ScreenStage extends ScreenTerminal {
  readonly glyphs: Glyphs;
  readonly color: Color;
  /** Addresses are links that can be clicked. */
  readonly links?: boolean | undefined;
  readonly titleOf?: TitleOfType | undefined;
}

/** The surface of a stage. */
export function surfaceOf({ stdout, color, glyphs, links = false, titleOf }: ScreenStage): TextSurface {
  return createSurface({ width: stdout.columns, color, glyphs, links, ...(titleOf === undefined ? {} : { titleOf }) });
}

/**
 * Shows a screen until it is over; resolves with its last state and with the terminal as it was. A state that is not over: the process is asked
 * to end. `NO_COLOR` must have become `FORCE_COLOR=0` before this file is loaded.
 */
export async function showScreen<State, News = never>(screen: Screen<State, News>, initial: State, stage: ScreenStage, outside: { readonly onWish?: GrantWish; readonly feed?: ScreenFeed<News> } = {}): Promise<State> {
  let last = initial;
  await runScreen(<ScreenHost screen={screen} initial={initial} surface={surfaceOf(stage)} onState={(state) => (last = state)} onWish={outside.onWish} feed={outside.feed} />, stage);
  return last;
}
