import { setTimeout as delay } from 'node:timers/promises';
import type { StorageServer } from './storage-server.ts';

const everyMs = 1000;

/** Looks at the world again and again, one look after the other, until the returned function is called; it resolves when the last look has ended. */
export function followWorld(storage: StorageServer, onError: (error: unknown) => void): () => Promise<void> {
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await delay(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await storage.refresh().catch(onError);
    }
  };
  const looking = look();
  return async () => {
    stopping.abort();
    await looking;
  };
}
