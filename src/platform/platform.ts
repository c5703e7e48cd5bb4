import type { Readable, Writable } from 'node:stream';
import type { Clock, Ids } from '../engine/ports.ts';

/** A stream with what is known of the terminal behind it. */
export interface OutputStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export interface InputStream extends Readable {
  readonly isTTY?: boolean;
}

/** Everything that the program takes from the process it runs in. Passed in, so that tests run commands in their own process. */
export interface Platform {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Name of the system, as Node.js has it: `linux`, `darwin`, `win32`. */
  readonly system?: string;
  /** Number of the console's code page, asked for when it is needed; only on Windows. */
  readonly codePage?: () => number | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Version of this package. */
  readonly version: string;
  /** File URL of the library that user code imports as `atakora`. */
  readonly libraryUrl: string;
  /** Folder of the package: templates for `init` lie in its `examples`. */
  readonly packageFolder: string;
  readonly who: { readonly user: string; readonly host: string; readonly processId: number };
  readonly isAlive: (processId: number) => boolean;
  /** Calls back on Ctrl-C and on requests to end; returns how to stop listening. */
  readonly onSignal: (listener: (signal: 'SIGINT' | 'SIGTERM') => void) => () => void;
  /** Calls back on what nobody caught, instead of the system's own end of the process; returns how to stop listening. */
  readonly onCrash: (listener: (error: unknown) => void) => () => void;
  /** Ends the process as the signal would without any listener, with the terminal as it was. */
  readonly endAtOnce: (signal: 'SIGINT' | 'SIGTERM') => void;
}
