import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { outliveCode, outliveReaders } from './outlive.ts';

test('a hundred commands in one process listen once, and what is thrown after the last is told, redacted', () => {
  const listeners: ((error: unknown) => void)[] = [];
  const told: string[] = [];
  const stderr = Object.assign(new PassThrough(), { write: (text: string) => told.push(text) > 0 });
  const platform = { onCrash: (listener: (error: unknown) => void) => (listeners.push(listener), () => undefined), stderr };
  for (let index = 0; index < 100; index += 1) outliveCode(platform, (text) => text.replace('hunter2', '***'))();
  const ended = outliveCode(platform, (text) => text);
  expect(listeners).toHaveLength(1);
  listeners[0]?.(new Error('while one runs'));
  expect(told).toEqual([]);
  ended();
  listeners[0]?.(new Error('late hunter2'));
  expect(told).toEqual(['after the end of the command: late ***\n']);
});

test('a reader that is gone ends nothing, however many commands listened; anything else is an error', () => {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  for (let index = 0; index < 20; index += 1) outliveReaders(streams as unknown as Parameters<typeof outliveReaders>[0]);
  expect(streams.stdout.listenerCount('error')).toBe(1);
  streams.stdout.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }));
  streams.stdin.emit('error', Object.assign(new Error('gone'), { code: 'EIO' }));
  expect(() => streams.stderr.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full');
});
