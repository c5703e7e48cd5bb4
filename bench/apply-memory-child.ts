// One process for one apply on the board, by a clock that nobody waits for: prints the memory that it holds after each of the minutes given,
// in megabytes, once everything that nobody needs is collected.
import { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { createRedactor } from '../src/platform/redactor.ts';
import { createStamper } from '../src/platform/stamper.ts';
import { mountBoard } from '../src/ui/ink/render-apply.tsx';
import { longApply } from '../src/ui/sample-hour.fake.ts';
import { unicodeGlyphs } from '../src/ui/text/glyphs.ts';

/** As a terminal of 120 by 40 that keeps nothing of what it is given. */
function blindTerminal(): NodeJS.WriteStream {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  return Object.assign(stream, { isTTY: true, columns: 120, rows: 40, getWindowSize: () => [120, 40] }) as unknown as NodeJS.WriteStream;
}

function heldMb(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const minutes = process.argv.slice(2).map(Number);
const startMs = Date.UTC(2026, 0, 15, 10);
let nowMs = startMs;
const clock = { now: () => new Date(nowMs).toISOString(), monotonicMs: () => nowMs, sleep: () => Promise.resolve() };
const stamper = createStamper({ clock, run: 'synth-20260115-100000-0123abcd', redactor: createRedactor() });
const board = mountBoard({
  stdout: blindTerminal(),
  subscribe: (listener) => {
    stamper.add(listener);
    return () => undefined;
  },
  nowMs: () => nowMs,
  onInterrupt: () => undefined,
  glyphs: unicodeGlyphs,
  color: true,
});
const held: number[] = [];
let minute = 0;
for (const [afterMs, event] of longApply(Math.max(...minutes) + 1)) {
  nowMs = startMs + afterMs;
  stamper.emit(event);
  if (Math.floor(afterMs / 60_000) === minute) continue;
  minute = Math.floor(afterMs / 60_000);
  // Long enough for a picture.
  await wait(120);
  if (minutes.includes(minute)) held.push(heldMb());
}
await board.done();
console.log(JSON.stringify(held));
