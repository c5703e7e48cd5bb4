import type { Screen } from '../../screen/screen.ts';
import { pickLines } from './pick-lines.ts';
import type { PickState } from './pick-state.ts';
import { pressPickKey } from './pick-state.ts';

/** The list of findings as a screen. */
export const pickScreen: Screen<PickState> = { press: pressPickKey, lines: pickLines, isOver: ({ answer }) => answer !== undefined };
