import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { ShortInput } from './short-input.ts';

/** A source, and everything that the input has handed on. */
function open(): { readonly source: PassThrough; readonly input: ShortInput; readonly read: () => string; readonly modes: boolean[] } {
  const modes: boolean[] = [];
  const source = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => modes.push(on) });
  const input = new ShortInput(source as unknown as NodeJS.ReadStream);
  let text = '';
  input.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { source, input, read: () => text, modes };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

test('a word goes through; of a long paste the beginning, and what follows the key that ends it', async () => {
  const { source, read } = open();
  source.write('dev\r');
  source.write(`${'z'.repeat(20_000)}\rprod\u0015qa\r`);
  await turn();
  expect(read()).toBe(`dev\r${'z'.repeat(200)}\rprod\u0015qa\r`);
});

test('the end of the input, by key or because the terminal is gone, is Ctrl-C', async () => {
  const { source, read } = open();
  source.write('de\u0004');
  source.end();
  await turn();
  expect(read()).toBe('de\u0003\u0003');
});

test('raw mode is that of the source, which it lets go of', async () => {
  const { source, input, read, modes } = open();
  input.setRawMode(true);
  expect(input.isTTY).toBe(true);
  input.release();
  source.write('late');
  await turn();
  expect(modes).toEqual([true]);
  expect(read()).toBe('');
  expect(source.listenerCount('data') + source.listenerCount('end')).toBeLessThanOrEqual(1);
});
