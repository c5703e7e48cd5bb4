import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { PlannedFile } from '../ui/wizard/answers.ts';

/** Writes files below a folder, parents included. @throws AtakoraError `ATK1901` naming the file that could not be written. */
export function writeFiles(folder: string, files: readonly PlannedFile[]): void {
  for (const file of files) {
    const path = join(folder, file.path);
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.after);
    } catch (cause) {
      throw new AtakoraError('ATK1901', `${path} cannot be written: ${cause instanceof Error ? (cause.message.split(',')[0] ?? '') : String(cause)}`, { cause });
    }
  }
}

/** Puts files back as they were; those that were not there go. What cannot be put back is left: the failure that led here is what matters. */
export function restoreFiles(folder: string, files: readonly PlannedFile[]): void {
  for (const { before, path } of files) {
    try {
      if (before === undefined) rmSync(join(folder, path), { force: true });
      else writeFileSync(join(folder, path), before);
    } catch {
      // As said above.
    }
  }
}
