import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OneKeyStdin, takeKey } from './one-key-stdin.ts';

function split(typed: string): readonly string[] {
  const keys: string[] = [];
  let rest = typed;
  for (let key = takeKey(rest); key !== undefined; key = takeKey(rest)) {
    keys.push(key);
    rest = rest.slice(key.length);
  }
  return keys;
}

const down = '\u001B[B';
const key = fc.constantFrom('a', '東', '👍', '\r', '\t', '\u007F', '\u0003', down, '\u001B[A', '\u001BOP', '\u001B[1;5C', '\u001B[3~', '\u001B[Z', '\u001B[200~two\r\nlines\u001B[201~');

describe('keys that arrive in one piece', () => {
  test('are taken apart one by one, escape sequences and pastes whole', () => {
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        expect(split(keys.join(''))).toEqual(keys);
      }),
    );
  });

  test('an unfinished paste waits, a lone Esc does not', () => {
    expect(takeKey('\u001B[200~half')).toBeUndefined();
    expect(split('\u001B')).toEqual(['\u001B']);
    expect(split('\u001B\u001B')).toEqual(['\u001B', '\u001B']);
  });
});

describe('the input for Ink', () => {
  test('hands out one key at a time, each in a turn of its own', async () => {
    const source = new PassThrough();
    const stdin = new OneKeyStdin(source);
    const turns: (string | null)[][] = [];
    stdin.on('readable', () => turns.push([stdin.read(), stdin.read()]));
    source.write(`${down}${down}x\r`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(turns).toEqual([
      [down, null],
      [down, null],
      ['x', null],
      ['\r', null],
    ]);
  });

  test('lets go of the source when nobody listens, and forgets what was typed ahead', async () => {
    const source = new PassThrough();
    const stdin = new OneKeyStdin(source);
    const seen: (string | null)[] = [];
    const listener = (): void => {
      seen.push(stdin.read());
      stdin.off('readable', listener);
    };
    stdin.on('readable', listener);
    source.write('yyy');
    await new Promise((resolve) => setTimeout(resolve, 20));
    stdin.on('readable', () => seen.push(stdin.read()));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual(['y']);
    expect(source.listenerCount('data')).toBe(1);
  });

  test('passes on what Ink does with a terminal', () => {
    const calls: unknown[] = [];
    const source = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => calls.push(on), ref: () => calls.push('ref'), unref: () => calls.push('unref') });
    const stdin = new OneKeyStdin(source);
    stdin.setRawMode(true).ref().unref();
    expect(stdin.isTTY).toBe(true);
    expect(calls).toEqual([true, 'ref', 'unref']);
  });
});
