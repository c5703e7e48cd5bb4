import type { OutputStream, Platform } from './platform.ts';

/** Streams that are watched already: one command may run another, and each would add a listener. */
const watchedStreams = new WeakSet<OutputStream | Platform['stdin']>();

/** Whoever reads the output may stop (`| head`), and a terminal may go away: the command goes on to its end without anybody listening. Anything else is still an error. */
export function outliveReaders({ stdin, stdout, stderr }: Pick<Platform, 'stdin' | 'stdout' | 'stderr'>): void {
  for (const [stream, ...passing] of [[stdout, 'EPIPE', 'EIO'], [stderr, 'EPIPE', 'EIO'], [stdin, 'EIO']] as const) {
    if (watchedStreams.has(stream)) continue;
    watchedStreams.add(stream);
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!passing.some((code) => code === error.code)) throw error;
    });
  }
}

/** Commands under way, by what tells of crashes. */
const underWay = new WeakMap<Platform['onCrash'], number>();

/**
 * Counts a command; what code of users left behind and throws after the last has ended is told, redacted: the system would print it as it is.
 * @returns what counts the command out
 */
export function outliveCode({ onCrash, stderr }: Pick<Platform, 'onCrash' | 'stderr'>, redact: (text: string) => string): () => void {
  if (!underWay.has(onCrash)) {
    onCrash((error) => {
      if (underWay.get(onCrash) === 0) stderr.write(`${redact(`after the end of the command: ${error instanceof Error ? error.message : String(error)}`)}\n`);
    });
  }
  underWay.set(onCrash, (underWay.get(onCrash) ?? 0) + 1);
  return () => void underWay.set(onCrash, (underWay.get(onCrash) ?? 1) - 1);
}
