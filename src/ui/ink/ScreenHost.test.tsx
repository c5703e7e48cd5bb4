import { render } from 'ink';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createSurface } from '../plain/text-surface.ts';
import type { Screen } from '../screen/screen.ts';
import { isKey } from '../screen/screen.ts';
import { ScreenHost } from './ScreenHost.tsx';

/** Counts keys; is over by Ctrl-C. */
const counting: Screen<{ readonly keys: number; readonly over: boolean }> = {
  press: (state, input) => (!isKey(input) ? state : input.name === 'interrupt' ? { ...state, over: true } : { ...state, keys: state.keys + 1 }),
  lines: ({ keys }) => [`${keys} keys`],
  isOver: ({ over }) => over,
};

/** A terminal of that size that keys can be typed into. */
function terminal(columns: number, rows: number) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined, ref: () => undefined, unref: () => undefined });
  const shown: string[] = [];
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns, rows });
  stdout.on('data', (data: Buffer) => shown.push(data.toString()));
  return { stdin, stdout, shown };
}

test.each([
  ['takes keys', 80, 24, 1],
  ['takes no key but Ctrl-C where nobody sees what it does', 24, 5, 0],
])('a screen %s', async (_what, columns, rows, counted) => {
  const { stdin, stdout, shown } = terminal(columns, rows);
  const states: { readonly keys: number; readonly over: boolean }[] = [];
  const app = render(<ScreenHost screen={counting} initial={{ keys: 0, over: false }} surface={createSurface({})} onState={(state) => states.push(state)} />, { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream, exitOnCtrlC: false, interactive: true, patchConsole: false });
  await expect.poll(() => shown.join('')).toMatch(/keys|Too small/);
  await new Promise((done) => setTimeout(done, 50));
  stdin.write('x');
  await new Promise((done) => setTimeout(done, 50));
  stdin.write('\u0003');
  await app.waitUntilExit();
  expect(states.at(-1)).toEqual({ keys: counted, over: true });
});
