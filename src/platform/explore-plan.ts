import { resolve } from 'node:path';
import type { Plan } from '../model/plan.ts';
import type { WhatIfReport } from '../model/what-if.ts';
import { explorerScreen } from '../ui/explorer/explorer-screen.ts';
import type { ExplorerEnd } from '../ui/explorer/explorer-state.ts';
import { beginExplorer } from '../ui/explorer/explorer-state.ts';
import type { KeySource } from '../ui/ink/key-source.ts';
import type { Glyphs } from '../ui/text/glyphs.ts';
import type { GlobalOptions } from './global-options.ts';
import { wishGranter } from './grant-wish.ts';
import type { Platform } from './platform.ts';

/** The screen that a plan is walked through on. */
export interface ExplorerStage {
  readonly platform: Platform;
  readonly options: GlobalOptions;
  readonly glyphs: Glyphs;
  readonly titleOf: (type: string) => string | undefined;
}

/** Lets a person walk through a plan, with Azure's forecast of it where it was asked; resolves with how the explorer was left. */
export async function explorePlan({ platform, options, glyphs, titleOf }: ExplorerStage, plan: Plan, forecast?: WhatIfReport): Promise<ExplorerEnd> {
  const { showScreen } = await import('../ui/ink/show-screen.tsx');
  const ended = new AbortController();
  const forget = platform.onSignal(() => ended.abort());
  const stage = { stdout: platform.stdout as NodeJS.WriteStream, stdin: platform.stdin as unknown as KeySource, glyphs, color: options.color, links: options.links, titleOf, signal: ended.signal, alternate: true } as const;
  const last = await showScreen(explorerScreen, beginExplorer(plan, titleOf, forecast), stage, { onWish: wishGranter(platform, resolve(platform.cwd, options.cwd ?? '.')) }).finally(forget);
  return last.end ?? 'interrupted';
}
