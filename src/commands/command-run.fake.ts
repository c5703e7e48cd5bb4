import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCommandLine } from '../platform/run-command-line.ts';
import { fakePlatform } from '../platform/test-platform.fake.ts';

export interface CommandEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in a fresh folder that holds these files; texts are written as they are, all else as JSON. */
export async function runInFolder(files: Readonly<Record<string, unknown>>, ...argv: readonly string[]): Promise<CommandEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-command-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  const { platform, stdout, stderr } = fakePlatform({ columns: 1000 });
  const code = await runCommandLine(argv, { ...platform, cwd: folder });
  return { code, stdout: stdout(), stderr: stderr() };
}
