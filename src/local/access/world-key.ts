import { randomBytes } from 'node:crypto';
import type { Database } from '../world/database.ts';

/** A secret of this world for one purpose, made when it is first asked for: 48 random bytes in Base64. Gone with the world. */
export function worldKey(db: Database, purpose: string): string {
  const known = db.get('select value from access_keys where name = ?', purpose)?.['value'];
  if (typeof known === 'string') return known;
  db.run('insert or ignore into access_keys (name, value) values (?, ?)', purpose, randomBytes(48).toString('base64'));
  return String(db.get('select value from access_keys where name = ?', purpose)?.['value']);
}
