import type { StampedEvent } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import type { WhatIfReport } from '../model/what-if.ts';
import type { Board } from '../ui/ink/render-apply.tsx';
import type { KeySource } from '../ui/ink/key-source.ts';
import { createLinkBook } from '../ui/plain/link-book.ts';
import type { ApprovalAnswer, ApprovalQuestion, RunView } from '../ui/run-view.ts';
import type { Glyphs } from '../ui/text/glyphs.ts';
import type { GlobalOptions } from './global-options.ts';
import { placeUrls } from './place-urls.ts';
import { setColorForInk } from './ink-color.ts';
import type { Platform } from './platform.ts';
import { reflowsLines } from './terminal-reflow.ts';
import { terminalSignals } from './terminal-signals.ts';

export interface TerminalViewOptions {
  readonly platform: Platform;
  readonly options: GlobalOptions;
  /** Shows everything but the apply itself. */
  readonly plain: RunView;
  readonly glyphs: Glyphs;
  readonly titleOf: (type: string) => string | undefined;
  /** Called at the first Ctrl-C on the board, which keeps the terminal's keys to itself. */
  readonly onInterrupt: () => void;
}

/**
 * The view on a terminal that can be redrawn: printed text before and after, the live board while something is applied.
 * Ink is loaded when the first plan is shown, so that it is there when the question comes.
 */
export function createTerminalView(view: TerminalViewOptions): RunView {
  const book = createLinkBook({ links: view.options.links, placeUrl: placeUrls(view.platform, view.options) });
  const stage = createStage(view, book.paint);
  const signals = terminalSignals(view.platform, view.options.bell);
  let plan: Plan | undefined;
  let forecast: WhatIfReport | undefined;
  const explore = async (): Promise<'left' | 'interrupted'> => {
    if (plan === undefined) return 'left';
    setColorForInk(view.options.color);
    const { explorePlan } = await import('./explore-plan.ts');
    return explorePlan(view, plan, forecast);
  };
  return {
    onEvent: (event) => {
      if (event.type === 'plan') [plan, forecast] = [event.plan, undefined];
      if (event.type === 'what-if') forecast = event;
      book.learn(event);
      stage.onEvent(event);
      signals.onEvent(event);
    },
    choose: async (question, signal) => {
      if (question.inLines !== true) return stage.choose(question, signal);
      await stage.end();
      const asked = new AbortController();
      const forget = view.platform.onSignal(() => asked.abort());
      const { askChoice } = await import('../ui/plain/ask-choice.ts');
      return askChoice(question, { stdin: view.platform.stdin as NodeJS.ReadStream, stdout: view.platform.stdout as NodeJS.WriteStream, signal: AbortSignal.any([signal, asked.signal]) }).finally(forget);
    },
    explore,
    pick: async (question) => {
      await stage.end();
      const asked = new AbortController();
      const forget = view.platform.onSignal(() => asked.abort());
      setColorForInk(view.options.color);
      const { askPicks } = await import('../ui/ink/cleanup/ask-picks.ts');
      return askPicks({ stdout: view.platform.stdout as NodeJS.WriteStream, stdin: view.platform.stdin as unknown as KeySource, question, glyphs: view.glyphs, color: view.options.color, titleOf: view.titleOf, signal: asked.signal }).finally(forget);
    },
    confirm: async (question) => {
      // The board of what was taken up is still being put away.
      await stage.end();
      for (;;) {
        const answer = await ask(view, question, plan !== undefined);
        if (answer !== 'explore') return answer;
        if ((await explore()) === 'interrupted') return 'interrupted';
      }
    },
    close: async () => {
      signals.close();
      await stage.end();
      await view.plain.close();
    },
  };
}

async function ask(view: TerminalViewOptions, question: ApprovalQuestion, explores: boolean): Promise<ApprovalAnswer> {
  const { stdin, stdout, onSignal } = view.platform;
  const asked = new AbortController();
  const forget = onSignal(() => asked.abort());
  if (question.word !== undefined) {
    const { askWord } = await import('../ui/plain/ask-word.ts');
    return askWord({ ...question, word: question.word }, { stdin: stdin as NodeJS.ReadStream, stdout: stdout as NodeJS.WriteStream, signal: asked.signal }, explores).finally(forget);
  }
  setColorForInk(view.options.color);
  const { askApproval } = await import('../ui/ink/ask-approval.ts');
  return askApproval({ stdout: stdout as NodeJS.WriteStream, stdin: stdin as unknown as KeySource, question, explores, glyphs: view.glyphs, color: view.options.color, signal: asked.signal }).finally(forget);
}

/** Sends events to the board while one is up and to the printed view otherwise, in order. */
function createStage(view: TerminalViewOptions, paint: (line: string) => string): Pick<RunView, 'onEvent' | 'choose'> & { end(): Promise<void> } {
  const buffered: StampedEvent[] = [];
  const listeners = new Set<(event: StampedEvent) => void>();
  let board: Promise<Board> | undefined;
  let ending: Promise<void> | undefined;
  const later: StampedEvent[] = [];

  const end = async (): Promise<void> => {
    if (board !== undefined) {
      await (await board).done();
      board = undefined;
      // A later board of the same command has a record of its own.
      buffered.length = 0;
      listeners.clear();
    }
    ending = undefined;
    for (const event of later.splice(0)) {
      onEvent(event);
    }
  };
  const toBoard = (event: StampedEvent): void => {
    // Until the board listens; from then on it keeps what it needs.
    if (listeners.size === 0) buffered.push(event);
    for (const listener of listeners) {
      listener(event);
    }
    if (isLastOfApply(event)) {
      ending = end();
    }
  };
  const onEvent = (event: StampedEvent): void => {
    if (ending !== undefined) {
      later.push(event);
    } else if (board !== undefined) {
      toBoard(event);
    } else if (event.type === 'apply') {
      board = mount(view, buffered, listeners, paint);
      toBoard(event);
    } else {
      view.plain.onEvent(event);
    }
  };
  return {
    onEvent,
    end: () => ending ?? end(),
    choose: async (question, signal) => (board === undefined ? undefined : (await board).choose(question, signal)),
  };
}

function isLastOfApply(event: StampedEvent): boolean {
  return (event.type === 'phase' && event.status === 'finished' && (event.phase === 'apply' || event.phase === 'destroy' || event.phase === 'recover')) || event.type === 'summary' || event.type === 'error';
}

async function mount(view: TerminalViewOptions, buffered: StampedEvent[], listeners: Set<(event: StampedEvent) => void>, paint: (line: string) => string): Promise<Board> {
  setColorForInk(view.options.color);
  const { mountBoard } = await import('../ui/ink/render-apply.tsx');
  return mountBoard({
    stdout: view.platform.stdout as NodeJS.WriteStream,
    stdin: view.platform.stdin as unknown as KeySource,
    subscribe: (listener) => {
      for (const event of buffered.splice(0)) {
        listener(event);
      }
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    nowMs: () => Date.parse(view.platform.clock.now()),
    onInterrupt: view.onInterrupt,
    onBroken: crash,
    reflows: reflowsLines(view.platform),
    glyphs: view.glyphs,
    color: view.options.color,
    motion: view.options.motion === 'full',
    paint,
    titleOf: view.titleOf,
  });
}

/** Nobody waits for a picture, so that its failure is told as what nobody caught: what runs is left running, and a report is written. */
function crash(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
