import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { GrantWish } from '../ui/ink/use-screen.ts';
import type { ScreenWish } from '../ui/screen/screen.ts';
import type { Platform } from './platform.ts';

/** What screens wish of the terminal of a platform: a clipboard, and the person's editor on a file of the project. */
export function wishGranter(platform: Platform, folder: string): GrantWish {
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

/** The words of a variable such as `"/opt/My Editor/edit" --wait`: quotes hold blanks together. */
function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}

/** Runs the editor until it ends; answers with what went wrong. */
async function edit(editor: string, { file, line, column }: Extract<ScreenWish, { kind: 'edit' }>['location'], folder: string): Promise<string | undefined> {
  const [command = '', ...words] = wordsOf(editor);
  const path = resolve(folder, file);
  const place = gotoEditors.test(command) ? ['--wait', '--goto', [path, line, column].filter((part) => part !== undefined).join(':')] : [...(line === undefined ? [] : [`+${line}`]), path];
  return new Promise((done) => {
    const child = spawn(command, [...words, ...place], { stdio: 'inherit', cwd: folder });
    child.once('error', (error) => done(`${command} cannot be started: ${error.message}`));
    child.once('close', (code) => done(code === 0 || code === null ? undefined : `${command} ended with ${code}`));
  });
}
