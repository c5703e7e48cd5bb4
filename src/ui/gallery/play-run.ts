import type { StampedEvent } from '../../model/event.ts';
import type { ScreenStage } from '../ink/show-screen.tsx';

/** Times as fast as it was, and the longest pause, in milliseconds. */
const speed = 10;
const longestMs = 1_500;

/** Shows a recorded run on the board, faster than it was; Ctrl-C ends it. */
export async function playRun(events: readonly StampedEvent[], stage: ScreenStage): Promise<void> {
  const { mountBoard } = await import('../ink/render-apply.tsx');
  const stop = new AbortController();
  stage.signal?.addEventListener('abort', () => stop.abort(), { once: true });
  let nowMs = Date.parse(events[0]?.at ?? '1970-01-01T00:00:00Z');
  let tell: (event: StampedEvent) => void = () => undefined;
  const board = mountBoard({
    stdout: stage.stdout,
    stdin: stage.stdin,
    glyphs: stage.glyphs,
    color: stage.color,
    ...(stage.titleOf === undefined ? {} : { titleOf: stage.titleOf }),
    subscribe: (listener) => {
      tell = listener;
      return () => (tell = () => undefined);
    },
    nowMs: () => nowMs,
    onInterrupt: () => stop.abort(),
  });
  for (const event of events) {
    const at = Date.parse(event.at);
    await pause(Math.min(longestMs, (at - nowMs) / speed), stop.signal);
    if (stop.signal.aborted) break;
    nowMs = at;
    tell(event);
  }
  await board.done();
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
