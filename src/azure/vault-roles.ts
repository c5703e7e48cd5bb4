import type { AzureQuestions } from '../engine/azure-questions.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';

/**
 * Built-in roles with rights on the secrets of a vault: Administrator, Secrets Officer, Secrets User, Reader, Purge Operator.
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide#azure-built-in-roles-for-key-vault-data-plane-operations
 */
const dataRoles: ReadonlySet<string> = new Set([
  '00482a5a-887f-4fb3-b363-3b7fe8e74483',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
  '4633458b-17de-408a-b874-0445c86b69e6',
  '21090545-7ca7-4776-b22c-e363652d74d2',
  'a68e7c17-0ab2-4c09-9a58-125dae29748c',
]);

/**
 * When an identity was last given a role for the secrets of a vault, there or above, in milliseconds since 1970. What groups were given counts:
 * who is in them is not asked. Roles of one's own making count when they are given on the vault itself.
 * @throws AtakoraError `ATK18xx` when that may not be asked
 */
export async function lastRoleGiven(questions: AzureQuestions, vaultId: string, principalId: string | undefined, signal: AbortSignal | undefined): Promise<number | undefined> {
  const { body } = await questions.ask({ method: 'GET', path: `${vaultId}/providers/Microsoft.Authorization/roleAssignments`, apiVersion: '2022-04-01' }, signal);
  const items = isJsonObject(body) && Array.isArray(body['value']) ? (body['value'] as readonly Json[]) : [];
  const times = items.flatMap((item) => {
    const properties = isJsonObject(item) && isJsonObject(item['properties']) ? item['properties'] : {};
    const mine = principalId === undefined || properties['principalType'] === 'Group' || String(properties['principalId']).toLowerCase() === principalId.toLowerCase();
    const role = String(properties['roleDefinitionId']).split('/').at(-1)?.toLowerCase() ?? '';
    const onVault = String(properties['scope']).toLowerCase().startsWith(vaultId.toLowerCase());
    const at = Date.parse(String(properties['updatedOn'] ?? properties['createdOn']));
    return mine && (dataRoles.has(role) || onVault) && Number.isFinite(at) ? [at] : [];
  });
  return times.length === 0 ? undefined : Math.max(...times);
}
