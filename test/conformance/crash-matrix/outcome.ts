import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isJsonObject } from '../../../src/model/json.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { LoggedRequest } from './logged-client.ts';

/** What a run, or several, left behind: equal for two that did the same. */
export interface Outcome {
  /** Resources in the cloud as its database has them, without what every run makes anew. */
  readonly world: Readonly<Record<string, Json>>;
  /** By resource: what the cloud was asked to do, in order; a deletion that was asked for again while the first went on counts once. */
  readonly requests: Readonly<Record<string, readonly string[]>>;
  /** Hashes of what each app got, in order; the same one twice in a row counts once. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  readonly state: Json;
  readonly lockFile: Json;
}

/** Times, runs and random ids. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'time')
    .replaceAll(/synth-\d{8}-\d{6}-[0-9a-f]{8}/g, 'run')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, 'guid');
}

function parsed(text: string, ...without: readonly string[]): JsonObject {
  const { ...document } = JSON.parse(withoutChance(text)) as Record<string, Json>;
  for (const field of without) delete document[field];
  return document;
}

/** The world of a project as it lies on the disk, asked by nobody: no request of ours moves it on. */
function rowsOf(folder: string, sql: string): readonly Readonly<Record<string, unknown>>[] {
  const db = new DatabaseSync(join(folder, '.atakora/local/environments-world/world.db'), { readOnly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

function worldOf(folder: string): Readonly<Record<string, Json>> {
  const rows = rowsOf(folder, 'select key, body, deleting_until as deleting from resources order by key');
  return Object.fromEntries(rows.map(({ key, body, deleting }) => [withoutChance(String(key)), { ...parsed(String(body)), deleting: deleting !== null }]));
}

/** Hash of each package that the apps of a world took, in order. */
export function packagesIn(folder: string): readonly { readonly site: string; readonly hash: string }[] {
  return rowsOf(folder, 'select site, sha256 from packages order by site, number').map(({ site, sha256 }) => ({ site: String(site), hash: String(sha256) }));
}

function bySite(folder: string): Readonly<Record<string, readonly string[]>> {
  const taken: Record<string, string[]> = {};
  for (const { site, hash } of packagesIn(folder)) {
    const own = (taken[site] ??= []);
    if (own.at(-1) !== hash) own.push(hash);
  }
  return taken;
}

/** The cloud's log of accepted requests that change something, oldest first. */
export function requestsIn(file: string): readonly LoggedRequest[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LoggedRequest).filter(({ status }) => status < 300);
}

/** `Microsoft.X/a name` of each resource of a deployment, or of the one that is deleted. */
export function subjectsOf({ method, path, body }: LoggedRequest): readonly string[] {
  if (method === 'DELETE') {
    const [namespace = '', ...segments] = (path.split('/providers/').at(-1) ?? '').split('/');
    const at = (parity: number): string => segments.filter((_, index) => index % 2 === parity).join('/');
    return [`${namespace}/${at(0)} ${at(1)}`.toLowerCase()];
  }
  const properties = body === '' ? undefined : (JSON.parse(body) as JsonObject)['properties'];
  const template = isJsonObject(properties) ? properties['template'] : undefined;
  const resources = isJsonObject(template) ? template['resources'] : undefined;
  const list = Array.isArray(resources) ? resources : isJsonObject(resources) ? Object.values(resources) : [];
  return list.filter(isJsonObject).map((resource) => `${String(resource['type'])} ${String(resource['name'])}`.toLowerCase());
}

function bySubject(requests: readonly LoggedRequest[]): Readonly<Record<string, readonly string[]>> {
  const steps: Record<string, string[]> = {};
  for (const request of requests) {
    for (const subject of subjectsOf(request)) {
      const own = (steps[subject] ??= []);
      if (request.method === 'PUT' || own.at(-1) !== 'DELETE') own.push(request.method);
    }
  }
  return Object.fromEntries(Object.entries(steps).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is there now. The serial may be higher when a run had to be finished first. */
export function outcomeOf(place: { readonly folder: string; readonly requests: string }, state: string): Outcome {
  const lockFile = parsed(readFileSync(join(place.folder, '.atakora/state.lock.json'), 'utf8'));
  return {
    world: worldOf(place.folder),
    requests: bySubject(requestsIn(place.requests)),
    packages: bySite(place.folder),
    state: parsed(state, 'digest', 'serial', 'lineage'),
    lockFile: JSON.parse(JSON.stringify(lockFile).replaceAll(/"serial":\d+/g, '"serial":0')) as Json,
  };
}
