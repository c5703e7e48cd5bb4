import type { Json } from '../../model/json.ts';
import type { Answer, TestAzure } from '../local-azure.fake.ts';
import { readAnswer, versionFor, subscriptionPath, testTenant } from '../local-azure.fake.ts';
import type { LocalResponse } from '../request.ts';
import { openDatabase } from '../world/database.ts';
import type { Database } from '../world/database.ts';
import { addServicePrincipal } from './identities.ts';
import { builtInRoles } from './role-definitions.ts';
import { issueToken } from './tokens.ts';

/** A service principal that a test acts as. */
export interface TestIdentity {
  readonly clientId: string;
  readonly objectId: string;
  readonly secret: string;
  /** A token for an audience that is good for an hour. */
  token(audience: string): string;
  send(method: string, path: string, body?: Json): Answer;
  /** A request to a vault's host. */
  ask(vault: string, method: string, path: string, body?: Json): Answer;
}

/** The tables of a world that a test has open elsewhere. */
export function withWorld<T>(world: TestAzure, work: (db: Database) => T): T {
  const db = openDatabase(world.worldFolder);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** A new service principal without any role. */
export function signIn(world: TestAzure, displayName = 'app'): TestIdentity {
  const made = withWorld(world, (db) => addServicePrincipal(db, { displayName }));
  const token = (audience: string) => withWorld(world, (db) => tokenFor(db, world, made, audience));
  const request = (url: string, audience: string, method: string, body: Json | undefined) =>
    readAnswer(world.azure.handle({ method, url, headers: { authorization: `Bearer ${token(audience)}` }, network: true, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }) as LocalResponse);
  return {
    ...made,
    token,
    send: (method, path, body) => request(`https://management.azure.com${path}${path.includes('?') ? '&' : '?'}api-version=${versionFor(path)}`, 'https://management.azure.com/', method, body),
    ask: (vault, method, path, body) => request(`https://${vault}.vault.azure.net${path}${path.includes('?') ? '&' : '?'}api-version=7.4`, 'https://vault.azure.net', method, body),
  };
}

function tokenFor(db: Database, world: TestAzure, made: { readonly clientId: string; readonly objectId: string }, audience: string): string {
  const now = world.clock.now();
  const expiresAt = new Date(Date.parse(now) + 3_600_000).toISOString();
  return issueToken(db, { principalId: made.objectId, clientId: made.clientId, kind: 'servicePrincipal', audience, tenantId: testTenant, issuedAt: now, expiresAt });
}

/** Id of a built-in role in the test subscription. */
export function roleId(roleName: string): string {
  const role = builtInRoles().find((one) => one.roleName === roleName);
  if (role === undefined) throw new Error(`there is no role ${roleName}`);
  return `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/${role.name}`;
}

let assignments = 0;

/** The owner gives somebody a role. */
export function assign(world: TestAzure, principalId: string, roleName: string, scope: string): Answer {
  assignments += 1;
  const name = `00000000-0000-4000-9000-${String(assignments).padStart(12, '0')}`;
  return world.send('PUT', `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, { properties: { principalId, roleDefinitionId: roleId(roleName), principalType: 'ServicePrincipal' } });
}
