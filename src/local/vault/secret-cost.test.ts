import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { LocalContext } from '../context.ts';
import type { Column, Database } from '../world/database.ts';
import { openDatabase } from '../world/database.ts';
import { purgeOverdue } from './deleted-secrets.ts';
import { latestSecrets, versionsOf } from './secret-store.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** How SQLite finds the rows of every statement that `work` makes. */
function plansOf(work: (db: Database) => unknown): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-secrets-'));
  folders.push(folder);
  const db = openDatabase(folder);
  const plans: string[] = [];
  const explain = (sql: string, ...values: readonly Column[]): void => void plans.push(...db.all(`explain query plan ${sql}`, ...values).map(({ detail }) => String(detail)));
  const asked: Pick<Database, 'all' | 'get'> = {
    all: (...query) => (explain(...query), []),
    get: (...query) => (explain(...query), undefined),
  };
  work(asked as Database);
  db.close();
  return plans.filter((plan) => /\bsecrets\b/.test(plan));
}

// A list asks for the versions of each secret, and every request looks for what is to be purged.
test('a request to a vault looks at the secret that it is about, not at all of them', () => {
  expect(plansOf((db) => versionsOf(db, 'kv', 'name'))).toEqual([expect.stringContaining('SEARCH secrets USING INDEX secrets_by_name (vault=? AND name=?)')]);
  expect(plansOf((db) => purgeOverdue({ db, at: '2026-01-15T10:00:00.000Z' } as unknown as LocalContext, { name: 'kv', recoverableDays: 90 } as never))).toEqual([expect.stringContaining('secrets_by_deletion (vault=? AND deleted_at<?)')]);
});

test('a page of a list begins behind the one before', () => {
  expect(plansOf((db) => latestSecrets(db, 'kv', false, { after: 'name', most: 25, at: '' }))).toEqual([expect.stringContaining('SEARCH secrets USING INDEX secrets_by_name (vault=? AND name>?)')]);
});
