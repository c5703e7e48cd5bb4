import type { Plan } from '../../../model/plan.ts';
import type { ExplorerEnd } from '../../explorer/explorer-state.ts';
import { beginExplorer } from '../../explorer/explorer-state.ts';
import { createSurface } from '../../plain/text-surface.ts';
import type { Glyphs } from '../../text/glyphs.ts';
import type { TitleOfType } from '../../text/type-title.ts';
import type { KeySource } from '../one-key-stdin.ts';
import { runScreen } from '../run-screen.ts';
import type { GrantWish } from './ExplorerScreen.tsx';
import { ExplorerScreen } from './ExplorerScreen.tsx';

export interface ExplorerOptions {
  readonly stdout: NodeJS.WriteStream;
  /** A terminal; whoever has none prints the plan instead. */
  readonly stdin: KeySource;
  readonly plan: Plan;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  readonly titleOf?: TitleOfType;
  readonly onWish: GrantWish;
  /** Aborted when the process is asked to end. */
  readonly signal?: AbortSignal;
}

/**
 * Shows a plan to walk through, on the alternate screen; resolves when it is left, with the terminal as it was. Decides nothing.
 * `NO_COLOR` must have become `FORCE_COLOR=0` before this file is loaded.
 */
export async function runExplorer(options: ExplorerOptions): Promise<ExplorerEnd> {
  const { stdout, titleOf } = options;
  const surface = createSurface({ width: stdout.columns, color: options.color, glyphs: options.glyphs, ...(titleOf === undefined ? {} : { titleOf }) });
  let end: ExplorerEnd = 'interrupted';
  const { stdin, signal } = options;
  await runScreen(<ExplorerScreen state={beginExplorer(options.plan, titleOf)} surface={surface} onWish={options.onWish} onEnd={(given) => (end = given)} />, { stdout, stdin, signal, alternate: true });
  return end;
}
