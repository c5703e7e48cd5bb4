import { render } from 'ink';
import type { ReactElement } from 'react';
import { dropTypedAhead } from './drop-typed-ahead.ts';
import type { KeySource } from './key-source.ts';
import { OneKeyStdin } from './one-key-stdin.ts';

/** The terminal that a screen is shown on. */
export interface ScreenTerminal {
  readonly stdout: NodeJS.WriteStream;
  /** A terminal; whoever has none asks in another way. */
  readonly stdin: KeySource;
  /** Aborted when the process is asked to end: the screen goes away. */
  readonly signal?: AbortSignal | undefined;
  /** What was typed before the screen stood does not reach it. */
  readonly dropsTypedAhead?: true;
  /** On a screen of its own, which leaves the scrollback as it was. */
  readonly alternate?: true;
}

/**
 * Shows a component until it leaves by itself (`useApp().exit()`) or is taken away; resolves with the terminal as it was. Ctrl-C is a key like
 * any other, and keys come one at a time. `NO_COLOR` must have become `FORCE_COLOR=0` before this file is loaded.
 */
export async function runScreen(screen: ReactElement, { stdout, stdin, signal, alternate, dropsTypedAhead }: ScreenTerminal): Promise<void> {
  if (signal?.aborted === true) return;
  if (dropsTypedAhead === true) await dropTypedAhead(stdin);
  const app = render(screen, {
    stdout,
    stdin: new OneKeyStdin(stdin) as unknown as NodeJS.ReadStream,
    exitOnCtrlC: false,
    incrementalRendering: true,
    interactive: true,
    patchConsole: false,
    ...(alternate === undefined ? {} : { alternateScreen: true }),
  });
  const leave = (): void => app.unmount();
  signal?.addEventListener('abort', leave, { once: true });
  try {
    await app.waitUntilExit();
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}
