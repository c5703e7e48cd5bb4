import { Box, useApp, useInput, useWindowSize } from 'ink';
import type { ReactNode } from 'react';
import { useEffect, useReducer } from 'react';
import type { TextSurface } from '../../plain/text-surface.ts';
import { createSurface } from '../../plain/text-surface.ts';
import type { Picked, PickQuestion } from '../../run-view.ts';
import type { Glyphs } from '../../text/glyphs.ts';
import type { TitleOfType } from '../../text/type-title.ts';
import { Lines } from '../ApplyBoard.tsx';
import { screenKey } from '../ink-key.ts';
import type { KeySource } from '../one-key-stdin.ts';
import { runScreen } from '../run-screen.ts';
import { pickLines } from './pick-lines.ts';
import { beginPick, pressPickKey } from './pick-state.ts';

export interface PickOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: KeySource;
  readonly question: PickQuestion;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  readonly titleOf: TitleOfType;
  /** Aborted when the process is asked to end: the list goes away as if interrupted. */
  readonly signal?: AbortSignal;
}

/** Lets pick on the screen; nothing is taken at first. */
export async function askPicks(options: PickOptions): Promise<Picked> {
  const surface = createSurface({ width: options.stdout.columns, color: options.color, glyphs: options.glyphs, titleOf: options.titleOf });
  let picked: Picked = { kind: 'interrupted' };
  const { stdout, stdin, signal } = options;
  await runScreen(<FindingPicker question={options.question} surface={surface} onPicked={(given) => (picked = given)} />, { stdout, stdin, signal });
  return picked;
}

export interface FindingPickerProps {
  readonly question: PickQuestion;
  /** The width is the window's, whatever the surface says. */
  readonly surface: TextSurface;
  readonly onPicked: (picked: Picked) => void;
}

/** The list on the screen, never taller than the window; it leaves by itself when it is answered. */
export function FindingPicker(props: FindingPickerProps): ReactNode {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [state, press] = useReducer(pressPickKey, props.question, beginPick);
  useInput((input, key) => {
    const pressed = screenKey(input, key);
    if (pressed !== undefined) {
      press(pressed);
    }
  });
  const { answer } = state;
  const { onPicked } = props;
  useEffect(() => {
    if (answer !== undefined) {
      onPicked(answer);
      exit();
    }
  }, [answer, exit, onPicked]);
  return (
    <Box flexDirection="column">
      <Lines lines={pickLines(state, { ...props.surface, width: columns }, rows - 1)} />
    </Box>
  );
}
