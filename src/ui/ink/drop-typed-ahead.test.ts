import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { dropTypedAhead } from './drop-typed-ahead.ts';

async function after(waiting: string, typed: string): Promise<string> {
  const source = new PassThrough();
  source.write(waiting);
  await dropTypedAhead(source);
  let read = '';
  source.on('data', (chunk: Buffer) => (read += chunk.toString()));
  source.resume();
  source.write(typed);
  await new Promise((resolve) => setTimeout(resolve, 10));
  return read;
}

test('what waits is no answer, what comes then is', async () => {
  expect(await after('y\ry', 'n')).toBe('n');
  expect(await after('', 'y')).toBe('y');
});

test('Ctrl-C that waits still interrupts', async () => {
  expect(await after('y\u0003', '')).toBe('\u0003');
});
