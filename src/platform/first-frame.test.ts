import { describe, expect, test } from 'vitest';
import { paintFirstFrame } from './first-frame.ts';
import { fakePlatform } from './test-platform.fake.ts';

const nothing = (): void => undefined;

/** A terminal in memory, with each write of either stream by itself. */
function terminal(columns = 20) {
  const { platform } = fakePlatform({ tty: true, columns });
  const written: string[] = [];
  for (const stream of [platform.stdout, platform.stderr]) stream.write = ((chunk: string | Uint8Array) => written.push(chunk.toString()) > 0) as typeof stream.write;
  return { platform, written };
}

describe('the first frame', () => {
  test('gives way in the write that comes next, and only there', () => {
    const { platform, written } = terminal();
    paintFirstFrame(platform, { lines: ['one', 'two', 'three'] }, nothing);
    platform.stdout.write('next\n');
    platform.stdout.write('after\n');
    expect(written).toEqual(['one\ntwo\nthree', '\r\u001B[2A\u001B[Jnext\n', 'after\n']);
  });

  test('gives way inside of a picture that the terminal shows in one go', () => {
    const { platform, written } = terminal();
    paintFirstFrame(platform, { lines: ['one'], takesKeys: true }, nothing);
    platform.stdout.write('\u001B[?2026h');
    expect(written).toEqual(['\u001B[?25lone', '\u001B[?2026h\r\u001B[J\u001B[?25h']);
  });

  test('gives way to what goes to the other stream of the terminal', () => {
    const { platform, written } = terminal();
    paintFirstFrame(platform, { lines: ['one'] }, nothing);
    platform.stderr.write('failed\n');
    platform.stdout.write('more\n');
    expect(written).toEqual(['one', '\r\u001B[Jfailed\n', 'more\n']);
  });

  test('is taken away at the end when nothing was written, once', () => {
    const { platform, written } = terminal();
    const painted = paintFirstFrame(platform, { lines: ['one'] }, nothing);
    painted.end();
    painted.end();
    expect(written).toEqual(['one', '\r\u001B[J']);
  });

  test('is taken away whole from a window that became narrower', () => {
    const { platform, written } = terminal(20);
    paintFirstFrame(platform, { lines: ['a line of 20 letters', 'short'] }, nothing);
    Object.assign(platform.stdout, { columns: 10 });
    platform.stdout.write('next');
    expect(written.at(-1)).toBe('\r\u001B[2A\u001B[Jnext');
  });

  test('takes bytes as well', () => {
    const { platform, written } = terminal();
    paintFirstFrame(platform, { lines: ['one'] }, nothing);
    platform.stdout.write(Buffer.from('next'));
    expect(written).toEqual(['one', '\r\u001B[J', 'next']);
  });

  test('keeps keys for whoever reads next, tells of Ctrl-C at once, and leaves raw mode at the end', async () => {
    const { platform } = terminal();
    const raw: boolean[] = [];
    const keys = Object.assign(platform.stdin, { isRaw: false, setRawMode: (on: boolean) => void (raw.push(on), Object.assign(keys, { isRaw: on })) });
    let interrupts = 0;
    const painted = paintFirstFrame(platform, { lines: ['one'], takesKeys: true }, () => (interrupts += 1));
    keys.push('ab');
    keys.push('\u0003');
    await expect.poll(() => interrupts).toBe(1);
    platform.stdout.write('next');
    expect(String(keys.read())).toBe('ab\u0003');
    painted.end();
    expect(raw).toEqual([true, false]);
  });
});
