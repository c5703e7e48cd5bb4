import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../../src/model/diagnostic.ts';

/** What synthesizing a project for one environment brought up. */
export interface SynthesizedFolder {
  readonly environment: string;
  readonly errors: readonly Diagnostic[];
  readonly addresses: readonly string[];
}

/** Loads the project of a folder and synthesizes it for the environments, in a process of its own. Throws what the process said when it failed. */
export function synthesizeFolder(folder: string, environments: readonly string[]): readonly SynthesizedFolder[] {
  const child = fileURLToPath(new URL('synthesize-child.ts', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, ['--no-warnings', child, folder, ...environments], { encoding: 'utf8' })) as readonly SynthesizedFolder[];
}

/** Absolute path of a file or folder of the repository. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
