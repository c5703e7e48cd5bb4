import type { DoctorFinding } from '../../model/doctor.ts';
import { found, good } from './finding.ts';

/** What git says of a project folder. */
export type GitFacts =
  | { readonly kind: 'no-git' }
  | { readonly kind: 'no-repository' }
  | { readonly kind: 'unanswered'; readonly why: string }
  | {
      readonly kind: 'repository';
      /** Such as `2.47.1`. */
      readonly version: string;
      /** Paths that must never be committed and are not ignored, relative to the folder. */
      readonly open: readonly string[];
      /** Paths that should be committed and are ignored. */
      readonly hidden: readonly string[];
      /** Tracked files that hold, or may hold, secrets. */
      readonly tracked: readonly string[];
    };

/** Paths that git must leave alone: values of secrets, and the local Azure with its states. */
export const neverCommitted = ['.env', '.atakora/local/x'] as const;

/** Paths that belong into the repository. */
export const alwaysCommitted = ['.atakora/manifest.json', '.atakora/state.lock.json'] as const;

/** True for a tracked path that holds secrets by its name; samples that are meant to be shared do not. */
export function isSecretPath(path: string): boolean {
  const name = path.split('/').at(-1) ?? '';
  if (/\.(?:example|sample|template|dist|schema)$/i.test(name)) return false;
  return /^\.env(?:\.|$)/.test(name) || /\.(?:pfx|p12|key)$/i.test(name) || /^id_(?:rsa|ed25519|ecdsa)$/.test(name) || name === 'local.settings.json' || /(?:^|\/)\.atakora\/local\//.test(path);
}

/** Tracked files named at once; the rest is counted. */
const mostNamed = 3;

/** The project is in a repository, which holds what others need and nothing that is secret. */
export function checkGit(facts: GitFacts): readonly DoctorFinding[] {
  switch (facts.kind) {
    case 'no-git':
      return [found('could-not-check', 'git is not installed, so nobody knows what would be committed', 'Install it from git-scm.com, if this folder is shared by it.')];
    case 'unanswered':
      return [found('could-not-check', `git does not answer: ${facts.why}`, 'See what `git status` says.')];
    case 'no-repository':
      return [found('warning', 'this folder is in no git repository: the manifest and the lock file have no history', 'Make one: `git init`.')];
    case 'repository':
      return repositoryFindings(facts);
  }
}

function repositoryFindings({ version, open, hidden, tracked }: Extract<GitFacts, { readonly kind: 'repository' }>): readonly DoctorFinding[] {
  const findings = [
    ...(tracked.length === 0 ? [] : [found('problem', `git tracks ${named(tracked)}, which ${tracked.length === 1 ? 'holds' : 'hold'} secrets: every clone has them`, `Take ${tracked.length === 1 ? 'it' : 'them'} out, commit that, and rotate what was in there: \`git rm --cached -- ${tracked.slice(0, mostNamed).map(quoted).join(' ')}\`.`, 'ATK2207')]),
    ...open.filter((path) => !tracked.includes(path)).map((path) => found('warning', `git does not ignore ${shown(path)}: one \`git add .\` would commit it`, `Ignore it: \`echo '${shown(path)}' >> .gitignore\`.`)),
    ...hidden.map((path) => found('warning', `git ignores ${path}, which others need`, `Take it in: \`git add --force -- ${path}\`, and see \`git check-ignore -v ${path}\`.`)),
  ];
  return findings.length > 0 ? findings : [good(`git ${version}: what is secret is ignored, and no secret file is tracked`)];
}

/** A folder is asked about by a file in it. */
function shown(path: string): string {
  return path.endsWith('/x') ? path.slice(0, -1) : path;
}

function named(paths: readonly string[]): string {
  const rest = paths.length - mostNamed;
  return `${paths.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
