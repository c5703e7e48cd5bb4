import type { TextSurface } from '../plain/text-surface.ts';
import { truncate } from '../text/fit-text.ts';
import type { BoardPane } from './board-pane.ts';
import type { ChoiceState } from './choice-state.ts';

/** What the board's live part is drawn for. */
export interface BoardFrame {
  readonly surface: TextSurface;
  /** Lines that the frame may have. */
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Number of the animation's frame; without motion always 0. */
  readonly tick: number;
  readonly motion: boolean;
  /** False where nobody can press any; true when absent. */
  readonly keys?: boolean;
  /** What is looked at; what runs when absent. */
  readonly pane?: BoardPane;
  /** The question that stands over the picture. */
  readonly choice?: ChoiceState;
}

/** Cut before it is painted: nothing is wider than the frame. */
export function fit(text: string, { surface }: Pick<BoardFrame, 'surface'>): string {
  return truncate(text, surface.width, surface.glyphs.ellipsis);
}
