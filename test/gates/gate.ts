import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sourceFiles } from './source-files.ts';

/** The project that the gates look at: the folder above `test/gates`. */
export const projectRoot: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** What one gate found in one tree. */
export interface GateResult {
  /** `rule file: message`, one a finding; empty when the tree is clean. */
  readonly findings: readonly string[];
  /** Paths relative to the root, with forward slashes, that the tool says it has read. */
  readonly inspected: readonly string[];
}

/** What a tool printed and how it ended. */
export interface ToolOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; 1 when the tool was ended by a signal. */
  readonly status: number;
}

/** Runs a tool of this project's `node_modules` in `cwd` under the running Node. */
export function runTool(script: string, args: readonly string[], cwd: string): ToolOutput {
  const ended = spawnSync(process.execPath, [`${projectRoot}/node_modules/${script}`, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  if (ended.error !== undefined) throw ended.error;
  return { stdout: ended.stdout, stderr: ended.stderr, status: ended.status ?? 1 };
}

/**
 * Files that exist but that the tool did not read. A checker that is given a language version or a path it does not
 * understand tends to read nothing and report success, so every gate compares its list with the disk.
 */
export function uninspectedFiles(root: string, result: GateResult): readonly string[] {
  const seen = new Set(result.inspected);
  return sourceFiles(root).filter((file) => !seen.has(file));
}

/**
 * Everything that makes a gate fail: what the tool found, and each file that it did not read. A tree without any source
 * file fails too, since a gate that looked at nothing proves nothing.
 * @param name the script's name without `check:`
 */
export function gateFailures(name: string, root: string, result: GateResult): readonly string[] {
  const missed = uninspectedFiles(root, result).map((file) => `not-inspected ${file}: the ${name} gate did not read this file`);
  const nothing = sourceFiles(root).length === 0 ? [`nothing-inspected ${root}: the ${name} gate found no source file`] : [];
  return [...result.findings, ...missed, ...nothing];
}
