import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SecretKey } from './secret-entry.ts';
import { readSecretKeys, takeSecretKeys } from './secret-keys.ts';

const text = (value: string): SecretKey => ({ name: 'text', text: value });
const paste = (value: string): SecretKey => ({ name: 'paste', text: value });
const enter: SecretKey = { name: 'enter' };
const marked = (value: string): string => `\u001B[200~${value}\u001B[201~`;

describe('keys of a terminal that marks pastes', () => {
  it('are letters and what they are between', () => {
    expect(takeSecretKeys('ab\u007Fc\u0015d\r', 'marked', false)).toEqual({ keys: [text('ab'), { name: 'backspace' }, text('c'), { name: 'clear' }, text('d'), enter], rest: '' });
    expect(takeSecretKeys('\u0003\u0004', 'marked', false).keys).toEqual([{ name: 'interrupt' }, { name: 'end' }]);
  });

  it('are nothing for arrows, function keys and keys with Alt', () => {
    expect(takeSecretKeys('a\u001B[A\u001B[1;5C\u001BOP\u001Bxb\t\u0001', 'marked', false)).toEqual({ keys: [text('a'), text('b')], rest: '' });
  });

  it('are Esc only once nothing follows it', () => {
    expect(takeSecretKeys('\u001B', 'marked', false)).toEqual({ keys: [], rest: '\u001B' });
    expect(takeSecretKeys('\u001B', 'marked', true)).toEqual({ keys: [{ name: 'escape' }], rest: '' });
  });

  it('are one paste with its line breaks, once its end is there', () => {
    expect(takeSecretKeys(`\u001B[200~a\r\nb`, 'marked', true)).toEqual({ keys: [], rest: '\u001B[200~a\r\nb' });
    expect(takeSecretKeys(`${marked('a\r\nb\rc\td')}\r`, 'marked', false)).toEqual({ keys: [paste('a\nb\nc\td'), enter], rest: '' });
  });

  it('are the same whatever pieces they arrive in', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'Ω', '𝒳', '\r', '\u007F', marked('x\ry'), '\u001B[A'), { maxLength: 8 }), fc.array(fc.nat(30), { maxLength: 4 }), (parts, cuts) => {
        const all = parts.join('');
        let rest = '';
        const keys: SecretKey[] = [];
        const feed = (piece: string): void => {
          const taken = takeSecretKeys(rest + piece, 'marked', false);
          keys.push(...taken.keys);
          ({ rest } = taken);
        };
        const at = [...new Set(cuts.filter((cut) => cut > 0 && cut < all.length && !/[\uD800-\uDBFF]/.test(all.charAt(cut - 1))))].sort((one, other) => one - other);
        let from = 0;
        for (const cut of [...at, all.length]) {
          feed(all.slice(from, cut));
          from = cut;
        }
        const flat = (list: readonly SecretKey[]): string => list.map((key) => (key.name === 'text' ? key.text : JSON.stringify(key))).join('');
        expect(flat(keys)).toBe(flat(takeSecretKeys(all, 'marked', false).keys));
      }),
    );
  });
});

describe('keys of a terminal that does not mark pastes', () => {
  it('several lines at once are a paste, whose last line break is Enter', () => {
    expect(takeSecretKeys('a\rb\r', 'bursts', false)).toEqual({ keys: [], rest: 'a\rb\r' });
    expect(takeSecretKeys('a\rb\r', 'bursts', true)).toEqual({ keys: [paste('a\nb'), enter], rest: '' });
    expect(takeSecretKeys('a\rb', 'bursts', true)).toEqual({ keys: [paste('a\nb')], rest: '' });
    expect(takeSecretKeys('a\tb\r', 'bursts', true)).toEqual({ keys: [paste('a\tb'), enter], rest: '' });
  });

  it('a line, or the same line twice, was typed ahead', () => {
    expect(takeSecretKeys('abc\r', 'bursts', true).keys).toEqual([text('abc'), enter]);
    expect(takeSecretKeys('abc\rabc\r', 'bursts', true).keys).toEqual([text('abc'), enter, text('abc'), enter]);
    expect(takeSecretKeys('no\u0015abc\rabc\r', 'bursts', true).keys).toEqual([text('no'), { name: 'clear' }, text('abc'), enter, text('abc'), enter]);
    expect(takeSecretKeys('abc', 'bursts', false).keys).toEqual([text('abc')]);
  });
});

describe('reading keys', () => {
  function source() {
    const modes: boolean[] = [];
    const stream = Object.assign(new PassThrough(), { setRawMode: (on: boolean) => modes.push(on) });
    return { stream, modes };
  }

  it('turns the echo off until it is stopped, and drops what is left over', async () => {
    const { stream, modes } = source();
    const keys: SecretKey[] = [];
    const reading = readSecretKeys(stream, 'marked', (key) => keys.push(key));
    stream.write('ab');
    await new Promise((resolve) => setTimeout(resolve, 10));
    const stopped = reading.stop();
    stream.write('late');
    await stopped;
    expect(keys).toEqual([text('ab')]);
    expect(modes).toEqual([true, false]);
    expect(stream.listenerCount('data')).toBe(0);
    expect(stream.isPaused()).toBe(true);
  });

  it('joins letters of several bytes, and takes a lone Esc after a moment', async () => {
    const { stream } = source();
    const keys: SecretKey[] = [];
    const reading = readSecretKeys(stream, 'marked', (key) => keys.push(key));
    const bytes = Buffer.from('é');
    stream.write(bytes.subarray(0, 1));
    stream.write(bytes.subarray(1));
    stream.write('\u001B');
    await expect.poll(() => keys).toEqual([text('é'), { name: 'escape' }]);
    await reading.stop();
  });

  it('ends with the input', async () => {
    const { stream } = source();
    const keys: SecretKey[] = [];
    const reading = readSecretKeys(stream, 'marked', (key) => keys.push(key));
    stream.end();
    await expect.poll(() => keys).toEqual([{ name: 'end' }]);
    await reading.stop();
  });
});
