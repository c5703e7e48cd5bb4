import { Box, useApp, useInput, useWindowSize } from 'ink';
import type { ReactNode } from 'react';
import { useEffect, useReducer } from 'react';
import type { ExplorerEnd, ExplorerState, ExplorerWish } from '../../explorer/explorer-state.ts';
import { explorerLines, paneHeight } from '../../explorer/explorer-lines.ts';
import { pressExplorerKey } from '../../explorer/press-explorer.ts';
import type { TextSurface } from '../../plain/text-surface.ts';
import { Lines } from '../ApplyBoard.tsx';
import { screenKey } from '../ink-key.ts';

/** Does what the explorer wishes of the terminal; answers with what to say of it. */
export type GrantWish = (wish: ExplorerWish, suspend: (work: () => Promise<void>) => Promise<void>) => Promise<string | undefined>;

export interface ExplorerScreenProps {
  readonly state: ExplorerState;
  /** The width is the window's, whatever the surface says. */
  readonly surface: TextSurface;
  readonly onWish: GrantWish;
  readonly onEnd: (end: ExplorerEnd) => void;
}

/** The plan explorer on the screen; it leaves by itself when it has ended. */
export function ExplorerScreen(props: ExplorerScreenProps): ReactNode {
  const { exit, suspendTerminal } = useApp();
  const { columns, rows } = useWindowSize();
  const [state, press] = useReducer(pressExplorerKey, props.state);
  useInput((input, key) => {
    const pressed = screenKey(input, key);
    if (pressed !== undefined) press(pressed);
  });
  useEffect(() => press({ name: 'page', lines: paneHeight(rows - 1) }), [rows]);
  const { wish, end } = state;
  const { onWish, onEnd } = props;
  useEffect(() => {
    if (end !== undefined) {
      onEnd(end);
      exit();
    }
  }, [end, exit, onEnd]);
  useEffect(() => {
    if (wish === undefined) return;
    void onWish(wish, (work) => suspendTerminal(work)).then((text) => text !== undefined && press({ name: 'notice', text }));
  }, [wish, onWish, suspendTerminal]);
  return (
    <Box flexDirection="column">
      <Lines lines={end !== undefined ? [] : explorerLines(state, { ...props.surface, width: columns }, Math.max(4, rows - 1))} />
    </Box>
  );
}
