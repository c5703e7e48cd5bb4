import { execFile } from 'node:child_process';
import type { GitFacts } from '../../engine/doctor/check-git.ts';
import { alwaysCommitted, isSecretPath, neverCommitted } from '../../engine/doctor/check-git.ts';

interface GitAnswer {
  /** Undefined: there is no git, or no such folder. */
  readonly code: number | undefined;
  readonly said: string;
}

/** What git makes of a folder. It is asked, never changed. */
export async function readGit(folder: string, env: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Promise<GitFacts> {
  const git = (...words: readonly string[]): Promise<GitAnswer> => runGit(folder, words, env, signal);
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside.code === undefined) return { kind: 'no-git' };
  if (inside.code !== 0) return /not a git repository/i.test(inside.said) ? { kind: 'no-repository' } : { kind: 'unanswered', why: inside.said.split('\n')[0] ?? '' };
  if (inside.said.trim() !== 'true') return { kind: 'no-repository' };
  const [version, listed, never, always] = await Promise.all([git('--version'), git('ls-files', '-z'), Promise.all(neverCommitted.map((path) => isIgnored(git, path))), Promise.all(alwaysCommitted.map((path) => isIgnored(git, path)))]);
  if (listed.code !== 0) return { kind: 'unanswered', why: listed.said.split('\n')[0] ?? '' };
  return {
    kind: 'repository',
    version: /\d+(?:\.\d+)+/.exec(version.said)?.[0] ?? '',
    open: neverCommitted.filter((_path, at) => never[at] === false),
    hidden: alwaysCommitted.filter((_path, at) => always[at] === true),
    tracked: listed.said.split('\0').filter((path) => path !== '' && isSecretPath(path)),
  };
}

async function isIgnored(git: (...words: readonly string[]) => Promise<GitAnswer>, path: string): Promise<boolean> {
  return (await git('check-ignore', '--quiet', '--no-index', '--', path)).code === 0;
}

/** Variables of a hook that calls us would point git at another repository. */
const foreign = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR)$/;

function runGit(folder: string, words: readonly string[], variables: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Promise<GitAnswer> {
  const env = Object.fromEntries(Object.entries(variables).filter(([name]) => !foreign.test(name)));
  return new Promise((resolve) => {
    execFile('git', ['-C', folder, ...words], { env: { ...env, LC_ALL: 'C' }, encoding: 'utf8', windowsHide: true, signal, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve(error === null ? { code: 0, said: stdout } : { code: typeof error.code === 'number' ? error.code : undefined, said: stderr });
    });
  });
}
