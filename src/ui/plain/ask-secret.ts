import type { SecretAnswer } from '../secret/secret-entry.ts';
import { emptyEntry, pressSecretKey } from '../secret/secret-entry.ts';
import type { SecretKeySource } from '../secret/secret-keys.ts';
import { readSecretKeys } from '../secret/secret-keys.ts';
import type { SecretQuestion } from '../secret/secret-prompt-lines.ts';
import { amount } from '../secret/secret-prompt-lines.ts';

export interface AskSecretPlainOptions {
  readonly stdout: NodeJS.WritableStream;
  /** A terminal. */
  readonly stdin: SecretKeySource;
  readonly question: SecretQuestion;
  /** What stands against a value; undefined when nothing. */
  readonly check: (value: string) => string | undefined;
  /** Aborted when the process is asked to end: the question goes away as if interrupted. */
  readonly signal?: AbortSignal;
}

/** Asks for a value in lines, for screen readers and terminals that cannot be drawn on: nothing is shown while it is typed, no control sequence is written. */
export function askSecretPlain({ stdin, stdout, question, check, signal }: AskSecretPlainOptions): Promise<SecretAnswer> {
  const tell = (line: string): void => void stdout.write(`${line}\n`);
  if (question.description !== undefined) tell(question.description);
  const ask = `Enter ${question.subject}. Nothing is shown. Enter ends, Control C cancels.`;
  return new Promise((resolve) => {
    let entry = emptyEntry;
    const press = (key: Parameters<typeof pressSecretKey>[1]): void => {
      const before = entry;
      entry = pressSecretKey(entry, key, check);
      const { answer } = entry;
      if (answer !== undefined) {
        signal?.removeEventListener('abort', leave);
        if (answer.kind === 'given') tell(`${amount(answer.value)} received.`);
        void keys.stop().then(() => resolve(answer));
      } else if (entry.problem !== undefined && entry.problem !== before.problem) {
        tell(entry.problem);
        tell(ask);
      } else if (entry.first !== undefined && before.first === undefined) {
        tell(`${amount(entry.first)} received. The same again, because it was typed.`);
      }
    };
    const leave = (): void => press({ name: 'interrupt' });
    const keys = readSecretKeys(stdin, 'bursts', press);
    // The question stands once nothing is echoed any more.
    tell(ask);
    signal?.addEventListener('abort', leave, { once: true });
    if (signal?.aborted === true) leave();
  });
}
