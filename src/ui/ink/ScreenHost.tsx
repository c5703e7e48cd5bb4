import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { TextSurface } from '../plain/text-surface.ts';
import { Lines } from './ApplyBoard.tsx';
import type { Screen } from '../screen/screen.ts';
import type { ScreenOptions } from './use-screen.ts';
import { useScreen } from './use-screen.ts';

export interface ScreenHostProps<State, News> extends ScreenOptions<State, News> {
  readonly screen: Screen<State, News>;
  /** The width is the window's, whatever the surface says. */
  readonly surface: TextSurface;
}

/** Any screen that is made of lines; it leaves by itself when it is over. */
export function ScreenHost<State, News>(props: ScreenHostProps<State, News>): ReactNode {
  const { state, columns, rows, tooSmall } = useScreen(props);
  return (
    <Box flexDirection="column">
      <Lines lines={tooSmall ?? props.screen.lines(state, { ...props.surface, width: columns }, rows)} />
    </Box>
  );
}
