import { Box, render } from 'ink';
import type { ReactNode } from 'react';
import type { SecretAnswer, SecretEntry } from '../secret/secret-entry.ts';
import { emptyEntry, pressSecretKey } from '../secret/secret-entry.ts';
import type { SecretKeySource } from '../secret/secret-keys.ts';
import { readSecretKeys } from '../secret/secret-keys.ts';
import type { SecretQuestion } from '../secret/secret-prompt-lines.ts';
import { secretPromptLines } from '../secret/secret-prompt-lines.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { Lines } from './ApplyBoard.tsx';

export interface AskSecretOptions {
  readonly stdout: NodeJS.WriteStream;
  /** A terminal. */
  readonly stdin: SecretKeySource;
  readonly question: SecretQuestion;
  readonly glyphs: Glyphs;
  /** What stands against a value; undefined when nothing. */
  readonly check: (value: string) => string | undefined;
  /** Aborted when the process is asked to end: the question goes away as if interrupted. */
  readonly signal?: AbortSignal;
}

/** Asks terminals to mark what is pasted, so that its line breaks are no Enter. */
const markPastes = { on: '\u001B[?2004h', off: '\u001B[?2004l' } as const;

/**
 * Asks for a value on the screen, masked. Keys are read here and not by Ink, which only draws: it never gets the value, so that no frame can
 * hold it.
 */
export async function askSecret(options: AskSecretOptions): Promise<SecretAnswer> {
  const { stdout, question, glyphs, signal } = options;
  const view = (entry: SecretEntry): ReactNode => <SecretPrompt lines={secretPromptLines(entry, question, { width: Math.max(20, stdout.columns - 1), glyphs })} />;
  let entry = emptyEntry;
  const app = render(view(entry), { stdout, exitOnCtrlC: false, incrementalRendering: true, interactive: true, patchConsole: false });
  const unmark = (): void => void stdout.write(markPastes.off);
  process.once('exit', unmark);
  stdout.write(markPastes.on);
  const answer = await new Promise<SecretAnswer>((resolve) => {
    const press = (key: Parameters<typeof pressSecretKey>[1]): void => {
      entry = pressSecretKey(entry, key, options.check);
      app.rerender(view(entry));
      if (entry.answer !== undefined) {
        const { answer: given } = entry;
        signal?.removeEventListener('abort', leave);
        stdout.off('resize', redraw);
        void keys.stop().then(() => resolve(given));
      }
    };
    const leave = (): void => press({ name: 'interrupt' });
    const redraw = (): void => app.rerender(view(entry));
    const keys = readSecretKeys(options.stdin, 'marked', press);
    stdout.on('resize', redraw);
    signal?.addEventListener('abort', leave, { once: true });
    if (signal?.aborted === true) leave();
  });
  process.off('exit', unmark);
  unmark();
  app.unmount();
  await app.waitUntilExit();
  return answer;
}

/** What the screen shows: lines that hold nothing of the value. */
function SecretPrompt({ lines }: { readonly lines: readonly string[] }): ReactNode {
  return (
    <Box flexDirection="column">
      <Lines lines={lines} />
    </Box>
  );
}
