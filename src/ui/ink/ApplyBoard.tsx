import { Box, Text, useInput } from 'ink';
import type { ReactNode } from 'react';
import { Component, useEffect, useState, useSyncExternalStore } from 'react';
import type { TextSurface } from '../plain/text-surface.ts';
import type { ScreenKey } from '../screen-key.ts';
import { tooSmallLines } from '../text/too-small.ts';
import { boardLines } from './board-lines.ts';
import type { BoardState } from './board-state.ts';
import type { WindowSize } from './board-window.ts';
import { screenKey } from './ink-key.ts';

/** Where the board reads its state from; told of changes at most once in a frame. */
export interface BoardStore {
  subscribe(listener: () => void): () => void;
  current(): BoardState;
}

/** The window that the board is drawn in. */
export interface BoardPlace {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until it changes. */
  readonly size: () => WindowSize;
  /** Called before each picture of its own accord: whether the window is still the one that was drawn for. */
  refresh(): void;
}

export interface ApplyBoardProps {
  readonly store: BoardStore;
  readonly place: BoardPlace;
  /** The width is the window's, whatever the surface says. */
  readonly surface: TextSurface;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly motion: boolean;
  readonly keys: boolean;
  readonly onInterrupt: () => void;
  /** Called for every other key. */
  readonly onKey: (key: ScreenKey) => void;
  /** Told the lines of each picture. */
  readonly onLines?: (lines: readonly string[]) => void;
}

/** Milliseconds between two pictures: an animation, or a clock that only counts seconds. */
const frameMs = { moving: 120, still: 1000 } as const;

/** The live task tree of an apply. The record above it is written past it, for good. */
export function ApplyBoard(props: ApplyBoardProps): ReactNode {
  const { store, place, onLines } = props;
  const board = useSyncExternalStore(store.subscribe, store.current);
  const size = useSyncExternalStore(place.subscribe, place.size);
  const tick = useTick(props.motion ? frameMs.moving : frameMs.still, place);
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
  const surface: TextSurface = { ...props.surface, width: widthFor(size) };
  const frame = { surface, rows: rowsFor(size), nowMs: props.nowMs(), tick, motion: props.motion, keys: props.keys, pane: board.pane, ...(board.choice === undefined ? {} : { choice: board.choice }) };
  const tooSmall = tooSmallLines(size, { goesOn: 'The run goes on.', ellipsis: surface.glyphs.ellipsis });
  const lines = filled(tooSmall?.slice(0, frame.rows) ?? boardLines(board.view, frame), size);
  // Ink draws before effects run.
  onLines?.(lines);
  return (
    <Box flexDirection="column">
      <Lines lines={lines} />
    </Box>
  );
}

/** One cell less than the window: a line that fills it would be two when the window gets a little narrower. */
function widthFor({ columns }: WindowSize): number {
  return Math.max(1, columns - 1);
}

/** The lines, with empty ones before them where they have to fill the window. */
function filled(lines: readonly string[], { rows, fills }: WindowSize): readonly string[] {
  return fills === true ? [...Array.from({ length: Math.max(0, rows - 1 - lines.length) }, () => ''), ...lines] : lines;
}

/** Less than the window: nothing of the picture goes out of reach when it gets a little lower, and none of its lines makes it scroll. */
function rowsFor({ rows }: WindowSize): number {
  return Math.max(1, rows - Math.max(1, Math.floor(rows / 10)));
}

export interface BrokenBoundaryProps {
  readonly children: ReactNode;
  readonly onBroken: (error: unknown) => void;
}

/** Shows nothing any more once what is in it has thrown, and says so once. */
export class BrokenBoundary extends Component<BrokenBoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onBroken(error);
  }

  override render(): ReactNode {
    return this.state.isBroken ? null : this.props.children;
  }
}

/** Lines that are already painted, cut at the window, so that a live picture keeps its height. */
export function Lines(props: { readonly lines: readonly string[] }): ReactNode {
  return props.lines.map((line, index) => (
    // The place of a line is all that names it.
    <Text key={index} wrap="truncate">
      {line === '' ? ' ' : line}
    </Text>
  ));
}

function useTick(intervalMs: number, place: BoardPlace): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      place.refresh();
      setTick((before) => before + 1);
    }, intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs, place]);
  return tick;
}
