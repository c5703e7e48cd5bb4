import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { beginExplorer } from '../src/ui/explorer/explorer-state.ts';
import { explorerScreen } from '../src/ui/explorer/explorer-screen.ts';
import { showScreen } from '../src/ui/ink/show-screen.tsx';
import { unicodeGlyphs } from '../src/ui/text/glyphs.ts';
import { generatedPlan } from './generated-plan.ts';

/** Milliseconds from a key to the end of the picture that it makes, by what is done. */
export type ExplorerReport = Readonly<Record<string, readonly number[]>>;

/** Ends every picture of Ink. */
const drawn = '\u001B[?2026l';

/** A terminal of 120 by 40 that tells when a picture is there. */
class Screen extends Writable {
  readonly isTTY = true;
  readonly columns = 120;
  readonly rows = 40;
  onDrawn: (() => void) | undefined;

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (chunk.includes(drawn)) this.onDrawn?.();
    done();
  }
}

const keyboard = Object.assign(new EventEmitter(), { isTTY: true, setRawMode: () => undefined, ref: () => undefined, unref: () => undefined, resume: () => undefined, pause: () => undefined, setEncoding: () => undefined });
const screen = new Screen();

/** What is typed, key by key. */
const typed = {
  down: Array.from({ length: 25 }, () => '\u001B[B'),
  'next by risk': Array.from({ length: 25 }, () => 'n'),
  'fold and unfold': Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? '\u001B[D' : '\u001B[C')),
  search: ['/', ...'account99', ...Array.from({ length: 9 }, () => '\u007F'), ...'part7 stack'],
};

async function pressed(key: string): Promise<number> {
  // Ink draws thirty pictures a second at most: a key within that time would wait for its turn.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no picture after ${JSON.stringify(key)}`)), 5_000);
    const since = performance.now();
    screen.onDrawn = () => {
      clearTimeout(late);
      screen.onDrawn = undefined;
      resolve(performance.now() - since);
    };
    keyboard.emit('data', key);
  });
}

async function measured(): Promise<ExplorerReport> {
  const report: Record<string, number[]> = {};
  for (const [name, keys] of Object.entries(typed)) {
    const times: number[] = [];
    for (const key of keys) times.push(await pressed(key));
    report[name] = times;
  }
  return report;
}

process.env['FORCE_COLOR'] = '1';
const leave = new AbortController();
const shown = showScreen(explorerScreen, beginExplorer(generatedPlan(Number(process.argv[2]))), { stdout: screen as unknown as NodeJS.WriteStream, stdin: keyboard, signal: leave.signal, glyphs: unicodeGlyphs, color: true, alternate: true });
const report = await measured();
leave.abort();
await shown;
console.log(JSON.stringify(report));
