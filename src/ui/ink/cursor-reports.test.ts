import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { CursorReports } from './cursor-reports.ts';

function reports() {
  const source = Object.assign(new EventEmitter(), { isTTY: true });
  const typed: string[] = [];
  const asked: string[] = [];
  const keys = new CursorReports(source);
  const listen = (chunk: string): void => void typed.push(chunk);
  keys.on('data', listen);
  return { source, keys, typed, asked, listen, ask: (patienceMs = 1_000) => keys.ask((text) => asked.push(text), patienceMs) };
}

describe('where the cursor is', () => {
  test('is asked of the terminal, whose answer no screen takes for keys', async () => {
    const { source, typed, asked, ask } = reports();
    const row = ask();
    expect(asked).toEqual(['\u001B[6n']);
    source.emit('data', 'j\u001B[12;');
    source.emit('data', Buffer.from('40Rk'));
    expect(await row).toBe(12);
    expect(typed.join('')).toBe('jk');
  });

  test('keys go on as they are, before, after, and when no answer comes', async () => {
    const { source, typed, ask } = reports();
    source.emit('data', '\u001B[A');
    const row = ask(30);
    source.emit('data', 'q\u001B');
    expect(await row).toBeUndefined();
    source.emit('data', '\u001B[1;2R');
    expect(typed).toEqual(['\u001B[A', 'q', '\u001B', '\u001B[1;2R']);
  });

  test('is not asked when nobody reads the keys: the answer would be typed into what comes next', async () => {
    const { source, keys, asked, listen, ask } = reports();
    keys.off('data', listen);
    expect(source.listenerCount('data')).toBe(0);
    expect(await ask()).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
