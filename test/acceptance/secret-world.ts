import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** A version of a secret as the world of the local Azure has it on the disk. */
export interface SecretInWorld {
  readonly name: string;
  readonly version: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

const tagsOf = z.record(z.string(), z.string());

/** Tags as they stand in a column. */
export function parseTags(text: unknown): Readonly<Record<string, string>> {
  return typeof text === 'string' ? tagsOf.parse(JSON.parse(text)) : {};
}

/** All versions in all vaults of a world, oldest first; asked of nobody, so that nothing moves on. */
export function secretsInWorld(folder: string, world: 'world' | 'environments-world'): readonly SecretInWorld[] {
  const file = join(folder, '.atakora/local', world, 'world.db');
  // A run that dies early enough leaves no world.
  if (!existsSync(file)) return [];
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare('select name, version, value, attributes, tags from secrets order by name, number').all().map(({ name, version, value, attributes, tags }) => ({
      name: String(name),
      version: String(version),
      value: String(value),
      enabled: (JSON.parse(String(attributes)) as { enabled?: boolean }).enabled !== false,
      tags: parseTags(tags),
    }));
  } finally {
    db.close();
  }
}
