import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Plan } from '../model/plan.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { ExplorerEnd } from '../ui/explorer/explorer-state.ts';
import type { GrantWish } from '../ui/ink/explorer/ExplorerScreen.tsx';
import type { KeySource } from '../ui/ink/one-key-stdin.ts';
import type { Glyphs } from '../ui/text/glyphs.ts';
import type { GlobalOptions } from './global-options.ts';
import type { Platform } from './platform.ts';

/** The screen that a plan is walked through on. */
export interface ExplorerStage {
  readonly platform: Platform;
  readonly options: GlobalOptions;
  readonly glyphs: Glyphs;
  readonly titleOf: (type: string) => string | undefined;
}

/** Lets a person walk through a plan; resolves with how the explorer was left. */
export async function explorePlan({ platform, options, glyphs, titleOf }: ExplorerStage, plan: Plan): Promise<ExplorerEnd> {
  const { runExplorer } = await import('../ui/ink/explorer/run-explorer.tsx');
  const ended = new AbortController();
  const forget = platform.onSignal(() => ended.abort());
  return runExplorer({
    stdout: platform.stdout as NodeJS.WriteStream,
    stdin: platform.stdin as unknown as KeySource,
    plan,
    glyphs,
    color: options.color,
    titleOf,
    onWish: wishGranter(platform, resolve(platform.cwd, options.cwd ?? '.')),
    signal: ended.signal,
  }).finally(forget);
}

function wishGranter(platform: Platform, folder: string): GrantWish {
  return async (wish, suspend) => {
    if (wish.kind === 'copy') {
      // The clipboard of the terminal, also over SSH: OSC 52.
      platform.stdout.write(`\u001B]52;c;${Buffer.from(wish.text).toString('base64')}\u0007`);
      return undefined;
    }
    const editor = platform.env['VISUAL'] ?? platform.env['EDITOR'];
    if (editor === undefined || editor.trim() === '') return 'set $EDITOR to open the definition from here';
    let failed: string | undefined;
    await suspend(async () => {
      failed = await edit(editor, wish.location, folder);
    });
    return failed;
  };
}

/** Editors that take `FILE:LINE:COLUMN` after a flag; the others take `+LINE FILE`. */
const gotoEditors = /(?:^|[/\\])(?:code|code-insiders|codium|cursor|windsurf)(?:\.cmd|\.exe)?$/;

/** Runs the editor until it ends; answers with what went wrong. */
async function edit(editor: string, { file, line, column }: SourceLocation, folder: string): Promise<string | undefined> {
  const [command = '', ...words] = editor.trim().split(/\s+/);
  const path = resolve(folder, file);
  const place = gotoEditors.test(command) ? ['--wait', '--goto', [path, line, column].filter((part) => part !== undefined).join(':')] : [...(line === undefined ? [] : [`+${line}`]), path];
  return new Promise((done) => {
    const child = spawn(command, [...words, ...place], { stdio: 'inherit', cwd: folder });
    child.once('error', (error) => done(`${command} cannot be started: ${error.message}`));
    child.once('close', (code) => done(code === 0 || code === null ? undefined : `${command} ended with ${code}`));
  });
}
