import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { matrixProject, matrixRows } from './output-matrix-rows.ts';
import { makeFolder, makeProject } from './project.ts';
import { runAtakora } from './run-atakora.ts';

/** Bytes that a terminal of seven bits shows, and line ends. */
const foreign = /[^\n\u0020-\u007E]/u;

const ways: readonly (readonly [name: string, flags: readonly string[], env: Readonly<Record<string, string>>])[] = [
  ['--ascii', ['--ascii'], {}],
  ['--ascii --detail full where it is taken, and verbose', ['--ascii', '--verbose'], {}],
  ['TERM=linux', [], { TERM: 'linux' }],
  ['--screen-reader', ['--screen-reader'], {}],
];

describe('where only ASCII can be shown', () => {
  test.concurrent.each(ways)('no command writes anything else, with %s', { timeout: 300_000 }, async (_name, flags, env) => {
    const base = makeProject(matrixProject);
    await base.done('apply', '--local', '--yes', '--secrets-file', 'values.env');
    const folder = join(makeFolder(), 'notes');
    mkdirSync(folder);
    cpSync(base.folder, folder, { recursive: true });
    const wrong: string[] = [];
    for (const row of matrixRows) {
      row.before?.(folder);
      const ended = await runAtakora([...row.argv, ...flags], { cwd: folder, env: { XDG_STATE_HOME: join(folder, '..', 'user-state'), ...env }, ...(row.input === undefined ? {} : { input: row.input }) });
      const line = `${ended.stdout}\n${ended.stderr}`.split('\n').find((text) => foreign.test(text));
      if (line !== undefined) wrong.push(`${row.argv.join(' ')}: ${line.trim()}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each([['--help'], ['plan', '--help'], ['state', '--help'], ['import', '--help'], ['local', '--help'], ['frob', '--ascii'], ['plan', '--frob', '--ascii']])('neither does help or an error of the command line: %s %s', async (...argv) => {
    const ended = await runAtakora(argv, { cwd: makeFolder() });
    expect(`${ended.stdout}${ended.stderr}`.split('\n').find((text) => foreign.test(text))).toBeUndefined();
  });
});
