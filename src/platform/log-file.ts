import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { StampedEvent } from '../model/event.ts';
import type { RunId } from '../model/run-id.ts';
import { kindOf } from '../resources/catalogue.ts';
import { createPlainView } from '../ui/plain/plain-view.ts';
import { cleanText } from '../ui/text/fit-text.ts';
import type { Platform } from './platform.ts';
import type { Redactor } from './redactor.ts';

/** Everything that a command tells, in a file. */
export interface LogFile {
  onEvent(event: StampedEvent): void;
  /** Text for people that comes by no event. */
  text(text: string): void;
  close(): Promise<void>;
}

/** Lines of a log stay whole, so that a search finds all that is said of a thing at once. */
const wholeLines = 100_000;

/**
 * Appends what is told to `file`, at the level of `--verbose`, each line with the time at which it was written (ISO 8601, UTC). Nothing
 * that is written was not redacted; what was revealed on request is never written.
 * @throws AtakoraError `ATK1901` when the file cannot be written.
 */
export function openLogFile(file: string, platform: Pick<Platform, 'cwd' | 'clock' | 'stderr' | 'version'>, run: RunId, redactor: Redactor): LogFile {
  const write = openAppending(file, platform, redactor);
  write.text(`atakora ${platform.version}, run ${run}`);
  const view = createPlainView({ write: write.text, verbosity: 'verbose', detail: 'full', width: wholeLines, titleOf: (type) => kindOf(type)?.title });
  return {
    onEvent: (event) => {
      // On the screen an answer stands behind its question; here nothing does.
      if (event.type === 'prompt' && event.by === 'user') write.text(`${event.question} ${event.answer} (by user)\n`);
      else view.onEvent(event);
    },
    text: write.text,
    close: async () => {
      await view.close();
      write.close();
    },
  };
}

interface Appending {
  text(text: string): void;
  close(): void;
}

function openAppending(file: string, { cwd, clock, stderr }: Pick<Platform, 'cwd' | 'clock' | 'stderr'>, redactor: Redactor): Appending {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(resolve(cwd, file), 'a', 0o600);
  } catch (cause) {
    throw new AtakoraError('ATK1901', `${file} cannot be written`, { cause });
  }
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  const append = (text: string): void => {
    try {
      if (descriptor !== undefined) writeSync(descriptor, text);
    } catch (error) {
      // What is under way matters more than its log.
      close();
      stderr.write(`warning: the log ends here, ${file} cannot be written any more: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  };
  return {
    text: (text) => {
      const lines = cleanText(redactor.redact(text)).split('\n').map((line) => line.trimEnd()).filter((line) => line !== '');
      if (lines.length > 0) append(lines.map((line) => `${clock.now()} ${line}\n`).join(''));
    },
    close,
  };
}
