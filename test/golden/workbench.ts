import { cpSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { createFakeIds } from '../../src/engine/ports.fake.ts';
import { main } from '../../src/platform/main.ts';
import type { OutputStream, Platform } from '../../src/platform/platform.ts';
import { createShortSleepClock } from './short-sleep-clock.ts';

/** Runs commands in a project folder on a platform whose time, ids and user are the same in every run. */
export interface Workbench {
  readonly folder: string;
  /** What the command printed. @throws Error with everything it said when it did not end with 0. */
  text(...args: readonly string[]): Promise<string>;
  /** The same project on a wider or narrower page. */
  at(width: number): Workbench;
  /** A copy of the project, with everything that was done in it. */
  copy(): Workbench;
}

/** What differs from run to run on a real platform; the commands of one workbench go through one of each, as on one machine. */
type Chance = Pick<Platform, 'clock' | 'ids'>;

const library = new URL('../../src/index.ts', import.meta.url).href;

/** A workbench for a folder; output is for a page of `width` cells, without colours, and no terminal. */
export function createWorkbench(folder: string, width = 100, chance: Chance = { clock: createShortSleepClock(), ids: createFakeIds() }): Workbench {
  return {
    folder,
    text: (...args) => run(folder, width, chance, args),
    at: (other) => createWorkbench(folder, other, chance),
    copy: () => {
      const copied = `${folder}-copy`;
      cpSync(folder, copied, { recursive: true });
      return createWorkbench(copied, width);
    },
  };
}

async function run(folder: string, width: number, chance: Chance, args: readonly string[]): Promise<string> {
  const stdout = collector(width);
  const stderr = collector(width);
  const code = await main(args, platformIn(folder, chance, stdout.stream, stderr.stream));
  if (code !== 0) {
    throw new Error(`atakora ${args.join(' ')} ended with ${code}\n${stdout.text()}\n${stderr.text()}`);
  }
  return stdout.text();
}

function platformIn(folder: string, chance: Chance, stdout: OutputStream, stderr: OutputStream): Platform {
  return {
    env: { LANG: 'C.UTF-8' },
    cwd: folder,
    stdin: Readable.from([]),
    stdout,
    stderr,
    ...chance,
    // Not the package's: a release would change every golden file.
    version: '0.0.0',
    libraryUrl: library,
    packageFolder: new URL('../..', import.meta.url).pathname,
    who: { user: 'sam', host: 'desk', processId: process.pid },
    isAlive: () => true,
    onSignal: () => () => undefined,
    onCrash: () => () => undefined,
    endAtOnce: () => undefined,
  };
}

function collector(columns: number): { readonly stream: OutputStream; text(): string } {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString('utf8');
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY: false, columns }), text: () => text };
}
