import { statSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../local-azure.fake.ts';
import { openDatabase } from './database.ts';

it('keeps its files from everybody but their owner', () => {
  const folder = join(temporaryFolder(), 'world');
  const db = openDatabase(folder);
  db.change(() => db.run("insert into providers (namespace, ready_at) values ('a', 'b')"));
  for (const name of ['world.db', 'world.db-wal']) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  expect(statSync(folder).mode & 0o077).toBe(0);
  db.close();
});

it('keeps nothing of a change that throws, and everything of one that does not, for other openers to see', () => {
  const folder = temporaryFolder();
  const one = openDatabase(folder);
  const other = openDatabase(folder);
  expect(() =>
    one.change(() => {
      one.run("insert into providers (namespace, ready_at) values ('lost', '')");
      throw new Error('stop');
    }),
  ).toThrow('stop');
  one.change(() => one.run("insert into providers (namespace, ready_at) values ('kept', '')"));
  expect(other.all('select namespace from providers').map((row) => row['namespace'])).toEqual(['kept']);
  one.close();
  other.close();
});

it('refuses a file that is no database, and a world of a newer version, with a code', () => {
  const damaged = join(temporaryFolder(), 'damaged');
  mkdirSync(damaged);
  writeFileSync(join(damaged, 'world.db'), 'this is not a database, and long enough to be looked at as one'.repeat(20));
  expect(() => openDatabase(damaged)).toThrow(expect.objectContaining({ code: 'ATK2102' }));
  const newer = temporaryFolder();
  const db = openDatabase(newer);
  db.run('pragma user_version = 99');
  db.close();
  expect(() => openDatabase(newer)).toThrow(expect.objectContaining({ code: 'ATK2102', message: expect.stringContaining('99') }));
});
