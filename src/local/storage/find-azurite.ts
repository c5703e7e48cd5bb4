import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The command that adds the emulator to a project. */
export const addAzurite = 'npm install --save-dev azurite';

/** The program of the storage emulator that is installed in a project (or above it); undefined when there is none. */
export function findAzurite(projectFolder: string): string | undefined {
  try {
    return createRequire(join(projectFolder, 'package.json')).resolve('azurite/dist/src/azurite.js');
  } catch {
    return undefined;
  }
}
