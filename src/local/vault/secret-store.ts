import type { JsonObject } from '../../model/json.ts';
import type { Database, Row } from '../world/database.ts';

/** One version of a secret. Attributes are as the wire has them: `enabled`, `nbf`, `exp`, `created`, `updated` (seconds since 1970). */
export interface SecretVersion {
  readonly vault: string;
  readonly name: string;
  /** 32 hex digits. */
  readonly version: string;
  readonly value: string;
  readonly contentType?: string;
  readonly attributes: JsonObject;
  readonly tags?: JsonObject;
  /** Set while the secret is deleted and can be recovered. */
  readonly deletedAt?: string;
}

const columns = 'vault, name, version, number, value, content_type, attributes, tags, deleted_at';

/** All versions of a secret, oldest first; names ignore case. */
export function versionsOf(db: Database, vault: string, name: string): readonly SecretVersion[] {
  return db.all(`select ${columns} from secrets where vault = ? and name = ? collate nocase order by number`, vault.toLowerCase(), name).map(versionOf);
}

/** Secrets of a list: those behind `after`, at most `most`, without those that are on their way at `at` (neither here nor there). */
export interface SecretPart {
  readonly after: string;
  readonly most: number;
  readonly at: string;
}

/** The newest version of every secret of a part, by name without regard to case. */
export function latestSecrets(db: Database, vault: string, deleted: boolean, { after, most, at }: SecretPart): readonly SecretVersion[] {
  const rows = db.all(
    `select ${columns}, max(number) from secrets where vault = ? and (deleted_at is not null) = ? and name > ? collate nocase
      and lower(name) not in (select name from secret_moves where vault = ? and until > ?)
      group by name collate nocase order by name collate nocase limit ?`,
    vault.toLowerCase(), deleted ? 1 : 0, after, vault.toLowerCase(), at, most,
  );
  return rows.map(versionOf);
}

/** Adds a version, or changes what is stored of one. */
export function saveVersion(db: Database, secret: SecretVersion): void {
  const vault = secret.vault.toLowerCase();
  const known = db.get('select number from secrets where vault = ? and name = ? collate nocase and version = ?', vault, secret.name, secret.version);
  const next = db.get('select coalesce(max(number), 0) + 1 as number from secrets where vault = ? and name = ? collate nocase', vault, secret.name);
  db.run(
    `insert or replace into secrets (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    vault,
    secret.name,
    secret.version,
    Number(known?.['number'] ?? next?.['number'] ?? 1),
    secret.value,
    secret.contentType ?? null,
    JSON.stringify(secret.attributes),
    secret.tags === undefined ? null : JSON.stringify(secret.tags),
    secret.deletedAt ?? null,
  );
}

/** Marks all versions as deleted, or as there again. */
export function setDeleted(db: Database, vault: string, name: string, at: string | undefined): void {
  db.run('update secrets set deleted_at = ? where vault = ? and name = ? collate nocase', at ?? null, vault.toLowerCase(), name);
}

export function removeSecret(db: Database, vault: string, name: string): void {
  db.run('delete from secrets where vault = ? and name = ? collate nocase', vault.toLowerCase(), name);
}

/** The value that a Key Vault reference gives; undefined when the secret, or that version of it, is not there. */
export function readSecretValue(db: Database, vault: string, name: string, version: string | undefined): string | undefined {
  const there = versionsOf(db, vault, name).filter(({ deletedAt }) => deletedAt === undefined);
  return (version === undefined ? there.at(-1) : there.find((candidate) => candidate.version === version))?.value;
}

function versionOf(row: Row): SecretVersion {
  const { content_type: contentType, tags, deleted_at: deletedAt } = row;
  return {
    vault: String(row['vault']),
    name: String(row['name']),
    version: String(row['version']),
    value: String(row['value']),
    ...(typeof contentType === 'string' ? { contentType } : {}),
    attributes: JSON.parse(String(row['attributes'])) as JsonObject,
    ...(typeof tags === 'string' ? { tags: JSON.parse(tags) as JsonObject } : {}),
    ...(typeof deletedAt === 'string' ? { deletedAt } : {}),
  };
}
