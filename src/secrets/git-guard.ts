import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import { isMissing, replacePrivateFile } from './private-file.ts';

/** What git makes of a file. `outside`: there is no repository around it, or no git. */
export type GitView = 'outside' | 'tracked' | 'ignored' | 'open';

/**
 * Asks git about a file that need not exist.
 * @throws AtakoraError `ATK2208` when there is a repository and git does not answer.
 */
export async function gitViewOf(path: string): Promise<GitView> {
  const folder = dirname(path);
  const inside = await git(folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside.code === undefined || (inside.code !== 0 && /not a git repository/i.test(inside.said))) {
    return 'outside';
  }
  if (inside.code !== 0) {
    const reason = inside.said.split('\n')[0] ?? '';
    throw new AtakoraError('ATK2208', `git does not say whether it ignores ${path}: ${reason}`, { hint: 'See what `git status` says in that folder.' });
  }
  if (inside.said.trim() !== 'true') {
    return 'outside';
  }
  const name = basename(path);
  if ((await git(folder, ['ls-files', '--error-unmatch', '--', `:(literal)${name}`])).code === 0) {
    return 'tracked';
  }
  return (await git(folder, ['check-ignore', '--quiet', '--', name])).code === 0 ? 'ignored' : 'open';
}

/** Stands for the random part of such a name. */
const unfinished = '00000000-0000-4000-8000-000000000000';

/** What git makes of a file with secrets. @throws AtakoraError `ATK2207` when it tracks the file, `ATK2208` when it does not answer. */
export async function refuseTracked(path: string): Promise<Exclude<GitView, 'tracked'>> {
  const view = await gitViewOf(path);
  if (view === 'tracked') {
    throw tracked(path);
  }
  return view;
}

/**
 * Makes sure that git will not take a file with secrets: one that it ignores stays as it is, for another `.gitignore` beside it gains a line.
 * Answers the path of the `.gitignore` that was changed.
 * @throws AtakoraError `ATK2207` when the file is tracked already; `ATK2208` when it is not ignored even so.
 */
export async function keepFromGit(path: string): Promise<string | undefined> {
  const name = basename(path);
  const wanted: readonly (readonly [line: string, view: GitView])[] = [
    [`/${name}`, await refuseTracked(path)],
    // A writer that is killed leaves its half beside the file, with values in it.
    [`/${name}.*.tmp`, await gitViewOf(`${path}.${unfinished}.tmp`)],
  ];
  const lines = wanted.flatMap(([line, view]) => (view === 'open' ? [line] : []));
  if (lines.length === 0) {
    return undefined;
  }
  const file = join(dirname(path), '.gitignore');
  const before = await readFile(file, 'utf8').catch((error: unknown) => (isMissing(error) ? '' : Promise.reject(new AtakoraError('ATK1902', `${file} cannot be read`, { cause: error }))));
  const end = before === '' || before.endsWith('\n') ? '' : '\n';
  await replacePrivateFile(file, `${before}${end}${lines.join('\n')}\n`, 'as it was');
  if ((await gitViewOf(path)) !== 'ignored') {
    throw new AtakoraError('ATK2208', `git would take ${path}, though .gitignore names it`, { hint: 'Look for a line with `!` in .gitignore that takes the file back in.' });
  }
  return file;
}

function tracked(path: string): AtakoraError {
  const name = basename(path);
  return new AtakoraError('ATK2207', `${path} is tracked by git, so its values would be in every clone`, {
    hint: `Run \`git rm --cached -- ${/^[\w.-]+$/.test(name) ? name : JSON.stringify(name)}\` in ${dirname(path)}, commit that, and rotate what was in the file.`,
  });
}

interface GitAnswer {
  /** Undefined: there is no git. */
  readonly code: number | undefined;
  readonly said: string;
}

/** Variables of a hook that calls us would point git at another repository. */
const foreign = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR)$/;

function git(folder: string, words: readonly string[]): Promise<GitAnswer> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return new Promise((resolve) => {
    execFile('git', ['-C', folder, ...words], { env: { ...env, LC_ALL: 'C' }, encoding: 'utf8', timeout: 20_000, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) {
        resolve({ code: 0, said: stdout });
      } else {
        resolve({ code: typeof error.code === 'number' ? error.code : error.killed === true ? 124 : undefined, said: stderr });
      }
    });
  });
}
