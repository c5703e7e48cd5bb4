import { createHash } from 'node:crypto';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import { durationMs } from '../settings.ts';
import type { Row } from '../world/database.ts';

/** A package that was published to an app. */
export interface PublishedPackage {
  readonly id: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly remoteBuild: boolean;
  readonly deployer: string;
  readonly receivedAt: string;
  readonly readyAt: string;
}

/** Takes a package in: its hash and size are kept, its content is not. */
export function keepPackage(context: LocalContext, site: string, content: Uint8Array, options: { readonly remoteBuild: boolean; readonly deployer: string }): PublishedPackage {
  const kept: PublishedPackage = {
    id: context.ids.uuid(),
    sha256: createHash('sha256').update(content).digest('hex'),
    size: content.byteLength,
    ...options,
    receivedAt: context.at,
    readyAt: later(context.at, durationMs(context.settings, 'microsoft.web/sites/extensions', 'seconds')),
  };
  const { total } = context.db.get('select count(*) as total from packages where site = ?', site) ?? { total: 0 };
  context.db.run(
    'insert into packages (site, id, number, sha256, size, remote_build, deployer, received_at, ready_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    site, kept.id, Number(total), kept.sha256, kept.size, kept.remoteBuild ? 1 : 0, kept.deployer, kept.receivedAt, kept.readyAt,
  );
  return kept;
}

/** Packages of an app, the newest first. */
export function packagesOf(context: LocalContext, site: string): readonly PublishedPackage[] {
  return context.db.all('select * from packages where site = ? order by number desc', site).map(fromRow);
}

/** Forgets the packages and the state of an app that is no more. */
export function forgetSites(context: LocalContext, key: string): void {
  for (const table of ['packages', 'site_states']) context.db.run(`delete from ${table} where site = ? or (site > ? and site < ?)`, key, `${key}/`, `${key}0`);
}

/** Notes that an app was started anew. */
export function noteRestart(context: LocalContext, site: string): void {
  context.db.run('insert into site_states (site, restarts, restarted_at) values (?, 1, ?) on conflict (site) do update set restarts = restarts + 1, restarted_at = excluded.restarted_at', site, context.at);
}

/** Notes that an app was told to fetch its secrets again. */
export function noteRefresh(context: LocalContext, site: string): void {
  context.db.run('insert into site_states (site, restarts, refreshes) values (?, 0, 1) on conflict (site) do update set refreshes = refreshes + 1', site);
}

/** How often an app was started anew, and told to fetch its secrets. */
export function restartsOf(context: LocalContext, site: string): { readonly restarts: number; readonly restartedAt?: string; readonly refreshes: number } {
  const row = context.db.get('select restarts, restarted_at, refreshes from site_states where site = ?', site);
  const at = row?.['restarted_at'];
  return { restarts: Number(row?.['restarts'] ?? 0), refreshes: Number(row?.['refreshes'] ?? 0), ...(typeof at === 'string' ? { restartedAt: at } : {}) };
}

function fromRow(row: Row): PublishedPackage {
  return {
    id: String(row['id']),
    sha256: String(row['sha256']),
    size: Number(row['size']),
    remoteBuild: row['remote_build'] === 1,
    deployer: String(row['deployer']),
    receivedAt: String(row['received_at']),
    readyAt: String(row['ready_at']),
  };
}
