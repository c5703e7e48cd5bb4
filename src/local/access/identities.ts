import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { derivedGuid } from '../arm/derived-guid.ts';
import type { Database, Row } from '../world/database.ts';
import type { Caller } from './caller.ts';

/** A service principal as its maker learns of it; the secret is shown this once. */
export interface NewServicePrincipal {
  readonly clientId: string;
  readonly objectId: string;
  readonly secret: string;
}

export interface ServicePrincipalInput {
  readonly displayName: string;
  /** Made up when absent. */
  readonly clientId?: string;
  /** Made up when absent. */
  readonly secret?: string;
}

/** An identity that a resource of this world was given. */
export interface ManagedIdentity {
  readonly principalId: string;
  readonly clientId: string;
  /** The resource that carries it: a user-assigned identity itself, or what has a system-assigned one. */
  readonly resourceId: string;
}

/** One of these says which managed identity is meant. */
export interface ManagedIdentityQuery {
  readonly clientId?: string | undefined;
  readonly objectId?: string | undefined;
  readonly resourceId?: string | undefined;
}

/** Application that the embedded client signs in with; Azure shows that of its own command line there. */
const ownerClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

/** Name of the owner in messages. */
const ownerName = 'owner@local.example';

/** Object id of the developer at this machine, the same in every world; `deployer().objectId` of what the developer deploys. */
export const ownerPrincipalId = '33333333-3333-4333-8333-333333333333';

/** The developer at this machine: whoever sends a request in process. */
export const owner: Caller = { kind: 'owner', principalId: ownerPrincipalId, clientId: ownerClientId, name: ownerName };

/** Adds a service principal with one secret. @see https://learn.microsoft.com/entra/identity-platform/app-objects-and-service-principals */
export function addServicePrincipal(db: Database, input: ServicePrincipalInput): NewServicePrincipal {
  const clientId = (input.clientId ?? randomGuid()).toLowerCase();
  const objectId = derivedGuid('service principal', clientId);
  const secret = input.secret ?? randomBytes(30).toString('base64url');
  const salt = randomBytes(16).toString('hex');
  db.run(
    'insert or replace into principals (object_id, client_id, kind, display_name, secret_salt, secret_hash, created_at) values (?, ?, ?, ?, ?, ?, ?)',
    objectId,
    clientId,
    'servicePrincipal',
    input.displayName,
    salt,
    hashOf(salt, secret),
    '',
  );
  return { clientId, objectId, secret };
}

/** The service principal whose secret that is; undefined for an unknown application or another secret. */
export function verifyClientSecret(db: Database, clientId: string, secret: string): Caller | undefined {
  const row = db.get('select * from principals where client_id = ?', clientId.toLowerCase());
  const salt = row?.['secret_salt'];
  const hash = row?.['secret_hash'];
  if (row === undefined || typeof salt !== 'string' || typeof hash !== 'string') return undefined;
  const right = timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(hashOf(salt, secret), 'hex'));
  return right ? callerOf(row) : undefined;
}

/** True when an application of that id exists: the token endpoint answers a wrong secret and an unknown application differently. */
export function hasClient(db: Database, clientId: string): boolean {
  return db.get('select 1 from principals where client_id = ?', clientId.toLowerCase()) !== undefined;
}

/** The managed identity with that client id, object id or resource; undefined when no resource carries it. */
export function findManagedIdentity(db: Database, query: ManagedIdentityQuery): ManagedIdentity | undefined {
  if (query.resourceId !== undefined) return identityOf(db.get('select id, body from resources where key = ?', query.resourceId.toLowerCase()));
  if (query.objectId !== undefined) return managedBy(db, query.objectId.toLowerCase());
  const clientId = query.clientId?.toLowerCase();
  if (clientId === undefined) return undefined;
  const row = db.get(`select id, body from resources where type = '${userAssigned}' and lower(json_extract(body, '$.properties.clientId')) = ?`, clientId);
  if (row !== undefined) return identityOf(row);
  const carriers = db.all("select id, body from resources where json_extract(body, '$.identity.principalId') is not null");
  return carriers.map(identityOf).find((identity) => identity?.clientId === clientId);
}

/** True for every identity of this world: the owner, service principals and managed identities. */
export function isKnownPrincipal(db: Database, principalId: string): boolean {
  return principalKind(db, principalId) !== undefined;
}

/** How role assignments call the kind of a principal; undefined for one that nobody made. */
export function principalKind(db: Database, principalId: string): 'User' | 'ServicePrincipal' | undefined {
  const id = principalId.toLowerCase();
  if (id === ownerPrincipalId) return 'User';
  const row = db.get('select kind from principals where object_id = ?', id);
  if (row !== undefined) return row['kind'] === 'user' ? 'User' : 'ServicePrincipal';
  return managedBy(db, id) === undefined ? undefined : 'ServicePrincipal';
}

/** Application id of a system-assigned identity: resources do not show it. */
function systemClientId(principalId: string): string {
  return derivedGuid('application', principalId.toLowerCase());
}

const userAssigned = 'microsoft.managedidentity/userassignedidentities';

function managedBy(db: Database, principalId: string): ManagedIdentity | undefined {
  const carrier = db.get("select id, body from resources where json_extract(body, '$.identity.principalId') = ?", principalId);
  if (carrier !== undefined) return identityOf(carrier);
  return identityOf(db.get(`select id, body from resources where type = '${userAssigned}' and lower(json_extract(body, '$.properties.principalId')) = ?`, principalId));
}

function identityOf(row: Row | undefined): ManagedIdentity | undefined {
  if (row === undefined) return undefined;
  const body = JSON.parse(String(row['body'])) as { readonly identity?: { readonly principalId?: unknown }; readonly properties?: { readonly principalId?: unknown; readonly clientId?: unknown } };
  const resourceId = String(row['id']);
  const own = body.properties;
  if (/\/providers\/microsoft\.managedidentity\/userassignedidentities\/[^/]+$/i.test(resourceId) && typeof own?.principalId === 'string' && typeof own.clientId === 'string') {
    return { principalId: own.principalId.toLowerCase(), clientId: own.clientId.toLowerCase(), resourceId };
  }
  const principalId = body.identity?.principalId;
  return typeof principalId === 'string' ? { principalId: principalId.toLowerCase(), clientId: systemClientId(principalId), resourceId } : undefined;
}

function callerOf(row: Row): Caller {
  const clientId = String(row['client_id'] ?? '');
  return { kind: row['kind'] === 'user' ? 'user' : 'servicePrincipal', principalId: String(row['object_id']), clientId, name: clientId };
}

function hashOf(salt: string, secret: string): string {
  return createHash('sha256').update(`${salt}\n${secret}`).digest('hex');
}

function randomGuid(): string {
  return derivedGuid(randomBytes(32).toString('hex'));
}
