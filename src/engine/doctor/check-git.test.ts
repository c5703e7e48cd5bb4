import { describe, expect, it } from 'vitest';
import type { GitFacts } from './check-git.ts';
import { checkGit, isSecretPath } from './check-git.ts';

const clean: GitFacts = { kind: 'repository', version: '2.47.1', open: [], hidden: [], tracked: [] };

describe('the check of git', () => {
  it('is content where secrets are ignored and nothing secret is tracked', () => {
    expect(checkGit(clean)).toMatchObject([{ status: 'ok' }]);
  });

  it('tells of tracked secrets, of what is not ignored, and of what is ignored by mistake', () => {
    expect(checkGit({ ...clean, tracked: ['.env', "it's.key", 'c.pfx', 'd.pfx'] })).toMatchObject([{ status: 'problem', code: 'ATK2207', summary: "git tracks .env, it's.key, c.pfx and 1 more, which hold secrets: every clone has them", next: expect.stringContaining("git rm --cached -- .env 'it'\\''s.key' c.pfx") }]);
    expect(checkGit({ ...clean, open: ['.env', '.atakora/local/x'] })).toMatchObject([{ status: 'warning', next: expect.stringContaining("echo '.env'") }, { status: 'warning', next: expect.stringContaining("echo '.atakora/local/'") }]);
    expect(checkGit({ ...clean, hidden: ['.atakora/manifest.json'] })).toMatchObject([{ status: 'warning', next: expect.stringContaining('git add --force -- .atakora/manifest.json') }]);
  });

  it('says so where there is no git, no repository and no answer', () => {
    expect(checkGit({ kind: 'no-git' })).toMatchObject([{ status: 'could-not-check' }]);
    expect(checkGit({ kind: 'no-repository' })).toMatchObject([{ status: 'warning', next: expect.stringContaining('git init') }]);
    expect(checkGit({ kind: 'unanswered', why: 'fatal: dubious ownership' })).toMatchObject([{ status: 'could-not-check', summary: expect.stringContaining('dubious ownership') }]);
  });

  it('knows files of secrets by their names', () => {
    expect(['.env', 'a/.env.qa', '.env.local', 'x.pfx', 'deep/id_rsa', 'app/local.settings.json', '.atakora/local/world/world.db'].filter((path) => !isSecretPath(path))).toEqual([]);
    expect(['.env.example', '.env.sample', 'env.ts', '.envrc.md', 'src/key.ts', 'host.json', '.atakora/manifest.json', 'environment'].filter(isSecretPath)).toEqual([]);
  });
});
