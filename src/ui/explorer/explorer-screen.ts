import type { Screen } from '../screen/screen.ts';
import { explorerLines } from './explorer-lines.ts';
import type { ExplorerState } from './explorer-state.ts';
import { pressExplorerKey } from './press-explorer.ts';

/** The plan explorer as a screen. */
export const explorerScreen: Screen<ExplorerState> = {
  press: pressExplorerKey,
  lines: explorerLines,
  isOver: ({ end }) => end !== undefined,
  wishOf: ({ wish }) => wish,
  takesPaste: ({ mode }) => mode.kind === 'search' || mode.kind === 'palette',
};
