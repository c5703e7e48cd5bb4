import type { VaultFacts } from '../../engine/doctor/check-vault.ts';
import type { ConnectedAzure } from '../../engine/azure-questions.ts';
import { AtakoraError } from '../../model/errors.ts';
import { isJsonObject } from '../../model/json.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import type { StateDocument } from '../../model/state.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { namesIn } from './read-backend.ts';

/** The vaults that a state holds: whether each is there, and whether its secrets may be listed. No value is read. */
export async function readVaults(azure: ConnectedAzure, state: StateDocument | undefined, asked: { readonly objectId?: string; readonly missing: readonly PreflightFinding[] }, signal: AbortSignal): Promise<readonly VaultFacts[]> {
  const vaults = Object.values(state?.resources ?? {}).filter(({ type }) => type.toLowerCase() === 'microsoft.keyvault/vaults');
  if (vaults.length === 0) return [{ kind: 'none' }];
  return Promise.all(vaults.map(({ id, name, type }, at) => readVault(azure, { id, name, type }, { ...asked, missing: at === 0 ? asked.missing : [] }, signal)));
}

async function readVault(azure: ConnectedAzure, { id, name, type }: { readonly id: string; readonly name: string; readonly type: string }, { objectId, missing }: { readonly objectId?: string; readonly missing: readonly PreflightFinding[] }, signal: AbortSignal): Promise<VaultFacts> {
  const body = await kept(azure.read(id, kindOf(type)?.apiVersion ?? '', signal));
  if (body === undefined || body instanceof AtakoraError) return { kind: 'unreadable', name, error: body };
  const uri = isJsonObject(body['properties']) ? body['properties']['vaultUri'] : undefined;
  const names = await kept(namesIn(azure, typeof uri === 'string' ? uri : `https://${name}.vault.azure.net/`, signal));
  return { kind: 'vault', name, id, secrets: names instanceof AtakoraError ? names : names.length, missing, ...(objectId === undefined ? {} : { objectId }) };
}

async function kept<T>(answer: Promise<T>): Promise<T | AtakoraError> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AtakoraError && error.source !== 'bug') return error;
    throw error;
  }
}
