import { StringDecoder } from 'node:string_decoder';
import { stripEscapes } from '../ui/text/display-width.ts';
import type { OutputStream, Platform } from './platform.ts';
import type { Redactor } from './redactor.ts';
import { createRedactor } from './redactor.ts';

/** The last thing between the program and who reads it: whatever is written, by whomever in this process, passes the redactor. */
export interface OutputGuard {
  readonly redactor: Redactor;
  /** To one of the two streams as it is. */
  reveal(text: string, stream: OutputStream): void;
  /** From now on no escape sequence leaves by either stream, whoever writes it. */
  withoutEscapes(): void;
  /** Writes what was held back. The guard stays: code of users may print when the command has ended. */
  flush(): void;
}

/**
 * Puts a redactor into both streams of the process, in place of one that an earlier command put there. Views redact before they lay out
 * lines, so that nothing is cut in two; this is for what has no view: code of users that prints, libraries that warn, and paths that
 * somebody forgot.
 */
export function guardOutput({ stdout, stderr }: Pick<Platform, 'stdout' | 'stderr'>): OutputGuard {
  const redactor = createRedactor();
  const guards = new Map([...new Set([stdout, stderr])].map((stream) => [stream, guardStream(stream, redactor)]));
  return {
    redactor,
    reveal: (text, stream) => guards.get(stream)?.reveal(text),
    withoutEscapes: () => {
      for (const guard of guards.values()) guard.withoutEscapes();
    },
    flush: () => {
      for (const guard of guards.values()) guard.flush();
    },
  };
}

type Write = OutputStream['write'];
type Done = (error: Error | null | undefined) => void;

/** The stream's own way of writing, by the one that stands in its place. */
const unguarded = new WeakMap<Write, Write>();

function guardStream(stream: OutputStream, redactor: Redactor): { reveal(text: string): void; withoutEscapes(): void; flush(): void } {
  const own = unguarded.get(stream.write) ?? stream.write;
  const writeAll = own.bind(stream) as (text: string, done?: Done) => boolean;
  let plain = false;
  const write: typeof writeAll = (text, done) => writeAll(plain ? stripEscapes(text).replaceAll('\u001B', '') : text, done);
  const pieces = redactor.stream();
  const decoder = new StringDecoder('utf8');
  const guarded = ((chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done): boolean => {
    const told = typeof encoding === 'function' ? encoding : done;
    const bytes = typeof chunk !== 'string' ? chunk : typeof encoding === 'string' && !/^utf-?8$/i.test(encoding) ? Buffer.from(chunk, encoding) : undefined;
    return write(pieces.write(bytes === undefined ? (chunk as string) : decoder.write(bytes)), told);
  }) as Write;
  unguarded.set(guarded, own);
  stream.write = guarded;
  return {
    reveal: (text) => void write(`${pieces.end()}${text}`),
    withoutEscapes: () => {
      plain = true;
    },
    flush: () => {
      const rest = pieces.end();
      if (rest !== '') write(rest);
    },
  };
}
