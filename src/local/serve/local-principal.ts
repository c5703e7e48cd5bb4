import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AtakoraError } from '../../model/errors.ts';
import { addServicePrincipal, verifyClientSecret } from '../access/identities.ts';
import { derivedGuid } from '../arm/derived-guid.ts';
import { answerArm } from '../arm/resource-manager.ts';
import type { LocalContext } from '../context.ts';
import type { LocalAzure } from '../local-azure.ts';
import { hasResource } from '../world/resource-store.ts';
import { identityHeader } from './managed-identity.ts';

const credentialsSchema = z.object({
  tenantId: z.string(),
  subscriptionId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  identityHeader: z.string(),
});

/** How clients sign in to a served world. The secrets are worth nothing outside of it. */
export type LocalCredentials = Readonly<z.infer<typeof credentialsSchema>>;

/**
 * Roles of the principal: everything in Resource Manager, management groups and deployments of the tenant included, and the secrets of
 * the vaults of the subscription.
 */
const roles = { owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', secretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7' } as const;

/**
 * The ready-made service principal of a world: made with its roles when there is none, else that of the file, which only its owner can
 * read and which all servers of the world share.
 * @returns the credentials and the file that they are in
 * @throws AtakoraError `ATK1901` when the file cannot be written.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export function ensureLocalPrincipal(azure: LocalAzure, worldFolder: string): { readonly credentials: LocalCredentials; readonly file: string } {
  const file = join(worldFolder, 'credentials.json');
  const credentials = azure.inWorld((context) => {
    const known = readCredentials(file);
    const valid = known !== undefined && verifyClientSecret(context.db, known.clientId, known.clientSecret) !== undefined;
    const used = valid ? known : makeCredentials(context);
    if (!valid) writeCredentials(file, used);
    grantRoles(context, used);
    return used;
  });
  return { credentials, file };
}

function makeCredentials(context: LocalContext): LocalCredentials {
  const clientId = derivedGuid('local service principal', context.tenantId);
  const { secret } = addServicePrincipal(context.db, { displayName: 'atakora local start', clientId });
  return { tenantId: context.tenantId, subscriptionId: context.subscriptionId, clientId, clientSecret: secret, identityHeader: identityHeader(context.db) };
}

/** Not through `handle`: fault rules are for clients. */
function grantRoles(context: LocalContext, { clientId, subscriptionId }: LocalCredentials): void {
  const principalId = String(context.db.get('select object_id from principals where client_id = ?', clientId)?.['object_id'] ?? '');
  grantRole(context, { principalId, role: roles.owner, scope: '' });
  grantRole(context, { principalId, role: roles.secretsOfficer, scope: `/subscriptions/${subscriptionId}` });
}

function grantRole(context: LocalContext, { principalId, role, scope }: { readonly principalId: string; readonly role: string; readonly scope: string }): void {
  const provider = `${scope}/providers/Microsoft.Authorization`;
  const url = new URL(`https://management.azure.com${provider}/roleAssignments/${derivedGuid('local role', principalId, role)}?api-version=2022-04-01`);
  if (hasResource(context.db, url.pathname.toLowerCase())) return;
  const body = JSON.stringify({ properties: { roleDefinitionId: `${provider}/roleDefinitions/${role}`, principalId, principalType: 'ServicePrincipal' } });
  answerArm(context, { method: 'PUT', url: url.href, headers: { authorization: 'Bearer local', 'content-type': 'application/json' }, body }, url);
}

function readCredentials(file: string): LocalCredentials | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return credentialsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // A file that somebody spoiled is written anew.
    return undefined;
  }
}

function writeCredentials(file: string, credentials: LocalCredentials): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (cause) {
    throw new AtakoraError('ATK1901', `${file} cannot be written`, { cause });
  }
}
