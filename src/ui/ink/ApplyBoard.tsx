import { Box, Static, Text, useInput, useWindowSize } from 'ink';
import type { ReactNode } from 'react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { TextSurface } from '../plain/text-surface.ts';
import type { ScreenKey } from '../screen-key.ts';
import { boardLines } from './board-lines.ts';
import type { BoardState } from './board-state.ts';
import { screenKey } from './ink-key.ts';
import { recordLines } from './record-lines.ts';

/** Where the board reads its state from; told of changes at most once in a frame. */
export interface BoardStore {
  subscribe(listener: () => void): () => void;
  current(): BoardState;
}

export interface ApplyBoardProps {
  readonly store: BoardStore;
  /** The width is the window's, whatever the surface says. */
  readonly surface: TextSurface;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly motion: boolean;
  readonly keys: boolean;
  readonly onInterrupt: () => void;
  /** Called for every other key. */
  readonly onKey: (key: ScreenKey) => void;
}

/** Milliseconds between two pictures: an animation, or a clock that only counts seconds. */
const frameMs = { moving: 120, still: 1000 } as const;

/** The live task tree of an apply: the record above it belongs to the scrollback, the rest is redrawn. */
export function ApplyBoard(props: ApplyBoardProps): ReactNode {
  const board = useSyncExternalStore(props.store.subscribe, props.store.current);
  const { columns, rows } = useWindowSize();
  const tick = useTick(props.motion ? frameMs.moving : frameMs.still);
  useInput(
    (input, key) => {
      const pressed = screenKey(input, key);
      if (pressed?.name === 'interrupt') {
        props.onInterrupt();
      } else if (pressed !== undefined) {
        props.onKey(pressed);
      }
    },
    { isActive: props.keys },
  );
  const surface: TextSurface = { ...props.surface, width: columns };
  const frame = { surface, rows: Math.max(1, rows - 1), nowMs: props.nowMs(), tick, motion: props.motion, pane: board.pane, ...(board.choice === undefined ? {} : { choice: board.choice }) };
  const lines = board.closed ? [] : boardLines(board.view, frame);
  return (
    <>
      <Static items={[...board.record]}>
        {(entry, index) => (
          <Box key={index} flexDirection="column">
            <Lines lines={recordLines(entry, surface)} wrap="wrap" />
          </Box>
        )}
      </Static>
      <Box flexDirection="column">
        <Lines lines={lines} />
      </Box>
    </>
  );
}

/** Lines that are already painted. Those of a live picture are cut, so that it keeps its height; those of the record are not, so that it is whole. */
export function Lines(props: { readonly lines: readonly string[]; readonly wrap?: 'truncate' | 'wrap' }): ReactNode {
  return props.lines.map((line, index) => (
    // The place of a line is all that names it.
    <Text key={index} wrap={props.wrap ?? 'truncate'}>
      {line === '' ? ' ' : line}
    </Text>
  ));
}

function useTick(intervalMs: number): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((before) => before + 1), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return tick;
}
