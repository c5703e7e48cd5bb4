import type { Picked, PickQuestion } from '../../run-view.ts';
import type { ScreenStage } from '../show-screen.tsx';
import { showScreen } from '../show-screen.tsx';
import { pickScreen } from './pick-screen.ts';
import { beginPick } from './pick-state.ts';

export interface PickOptions extends ScreenStage {
  readonly question: PickQuestion;
}

/** Lets pick on the screen; nothing is taken at first. */
export async function askPicks(options: PickOptions): Promise<Picked> {
  const last = await showScreen(pickScreen, beginPick(options.question), options);
  return last.answer ?? { kind: 'interrupted' };
}
