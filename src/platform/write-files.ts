import { mkdirSync, writeFileSync } from 'node:fs';
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
