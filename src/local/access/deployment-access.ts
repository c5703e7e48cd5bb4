import type { JsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { writeOf } from './arm-action.ts';
import { requireIdentities } from './arm-gate.ts';
import { isAllowed, requireAllowed } from './authorize.ts';
import type { Caller } from './caller.ts';
import { owner } from './identities.ts';

/** A resource of a template, as far as its rights need it. */
export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly body?: JsonObject;
}

/**
 * Checks a whole template before anything of it is made, as Azure does.
 * @throws Refusal `InvalidTemplateDeployment` that lists what the caller may not write.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-template-deployment
 */
export function requireTemplateAllowed(context: LocalContext, resources: readonly TemplateResource[]): void {
  const { caller } = context;
  if (caller.kind === 'owner') return;
  const refused = resources.flatMap(({ id, type, name }) => {
    const access = id.includes('[') ? undefined : writeOf(id);
    if (access === undefined || isAllowed(context, caller, access)) return [];
    return [`Authorization failed for template resource '${name}' of type '${type}'. The client '${caller.name}' with object id '${caller.principalId}' does not have permission to perform action '${access.action}' at scope '${access.scope}'.`];
  });
  if (refused.length > 0) {
    const [first = ''] = refused;
    const message = refused.length === 1 ? `The template deployment failed with error: '${first}'.` : `Deployment failed with multiple errors: '${refused.join(':')}'`;
    throw new Refusal(403, { code: 'InvalidTemplateDeployment', message });
  }
  for (const { id, body } of resources) requireWritableBy(context, id, body ?? {});
}

/** @throws Refusal unless the caller may put that resource, when its turn has come. */
export function requireWritableBy(context: LocalContext, id: string, body: JsonObject): void {
  const access = context.caller.kind === 'owner' || id.includes('[') ? undefined : writeOf(id);
  if (access === undefined) return;
  requireAllowed(context, access);
  requireIdentities(context, access.action, access.scope, body['identity']);
}

/**
 * A parameter that comes from a vault asks for a right on the vault, not on its secrets.
 * @throws Refusal `KeyVaultParameterReferenceAuthorizationFailed`
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter#grant-deployment-access-to-the-secrets
 */
export function requireVaultReference(context: LocalContext, vault: string): void {
  const { caller } = context;
  const action = 'Microsoft.KeyVault/vaults/deploy/action';
  if (isAllowed(context, caller, { action, scope: vault })) return;
  throw new Refusal(403, {
    code: 'KeyVaultParameterReferenceAuthorizationFailed',
    message: `The client '${caller.name}' with object id '${caller.principalId}' does not have permission to perform action '${action}' on the specified KeyVault resource '${vault}'. Please see https://aka.ms/arm-keyvault for usage details.`,
  });
}

/** Keeps who started a deployment: what it puts later is put in that name. */
export function rememberStarter(context: LocalContext, deployment: string): void {
  context.db.run('delete from deployment_callers where deployment = ?', deployment);
  if (context.caller.kind === 'owner') return;
  context.db.run('insert into deployment_callers (deployment, caller) values (?, ?)', deployment, JSON.stringify(context.caller));
}

/** The context in which events of a deployment are played: in the name of whoever started it. */
export function asStarter(context: LocalContext, deployment: string): LocalContext {
  const row = context.db.get('select caller from deployment_callers where deployment = ?', deployment);
  return { ...context, caller: row === undefined ? owner : (JSON.parse(String(row['caller'])) as Caller) };
}
