import type { IncomingMessage } from 'node:http';

/** A body that came whole, that was too large, or that ended before its time. */
export type ReadBody = { readonly kind: 'whole'; readonly bytes: Uint8Array } | { readonly kind: 'too-large' } | { readonly kind: 'cut-off' };

/** Bytes of a refused body that are still taken, so that a client that sends first and reads later sees the refusal. */
const discardLimit = 64 * 1024 * 1024;

/** Reads the body of a request, up to `limit` bytes. */
export function readBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      discard(request);
      resolve({ kind: 'too-large' });
      return;
    }
    const onData = (part: Buffer): void => {
      length += part.length;
      if (length <= limit) return void parts.push(part);
      request.off('data', onData);
      discard(request);
      resolve({ kind: 'too-large' });
    };
    request.on('data', onData);
    request.on('end', () => resolve({ kind: 'whole', bytes: Buffer.concat(parts) }));
    request.on('close', () => resolve({ kind: 'cut-off' }));
    request.on('error', () => resolve({ kind: 'cut-off' }));
  });
}

function discard(request: IncomingMessage): void {
  let left = discardLimit;
  request.on('data', (part: Buffer) => {
    left -= part.length;
    if (left < 0) request.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
}
