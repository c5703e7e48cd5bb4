import { setImmediate } from 'node:timers/promises';
import type { KeySource } from './key-source.ts';

const ctrlC = '\u0003';

/**
 * Drops what waits in the terminal: it was typed before the question could be seen, and is no answer to it. To be awaited before the question
 * is shown, so that nothing that answers it is lost. Only Ctrl-C is put back: whoever pressed it wants to be out, whatever is asked.
 */
export async function dropTypedAhead(source: KeySource & { unshift?(chunk: string): unknown }): Promise<void> {
  let interrupted = false;
  const drop = (chunk: string | Buffer): void => {
    interrupted ||= chunk.toString().includes(ctrlC);
  };
  source.setRawMode?.(true);
  source.on('data', drop);
  source.resume?.();
  // Between these two, everything that waited has been read.
  await setImmediate();
  await setImmediate();
  source.off('data', drop);
  source.pause?.();
  if (interrupted) source.unshift?.(ctrlC);
}
