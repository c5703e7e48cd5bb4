import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { AzureSubscription } from '../ui/wizard/question.ts';
import type { Platform } from './platform.ts';

/** What a machine shows of sign-ins to Azure without starting any tool. */
export interface SignInTraces {
  /** False where no way to sign in has left anything: nothing has to be asked to know that nobody is. */
  readonly any: boolean;
  /** What Azure CLI wrote down when it was used last; the current one first. */
  readonly subscriptions: readonly AzureSubscription[];
}

/** Variables that a sign-in by environment, workload or managed identity stands in. */
const variables = ['AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'IDENTITY_ENDPOINT', 'MSI_ENDPOINT'];

/**
 * Looks for variables and files of sign-ins. Fast: reads one file.
 * @see https://learn.microsoft.com/cli/azure/azure-cli-configuration (AZURE_CONFIG_DIR)
 */
export function signInTraces(env: Platform['env']): SignInTraces {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  const profile = readProfile(join(env['AZURE_CONFIG_DIR'] ?? join(home, '.azure'), 'azureProfile.json'));
  const files = [join(env['AZD_CONFIG_DIR'] ?? join(home, '.azd'), 'auth.json'), join(home, '.Azure', 'AzureRmContext.json')];
  const isSet = variables.some((name) => (env[name] ?? '') !== '');
  return { any: isSet || profile.length > 0 || files.some((file) => existsSync(file)), subscriptions: profile };
}

/** The enabled subscriptions of the public cloud in Azure CLI's profile; none for a file that is missing or of another form. */
function readProfile(file: string): readonly AzureSubscription[] {
  let value: Json;
  try {
    value = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as Json;
  } catch {
    return [];
  }
  const rows: readonly Json[] = isJsonObject(value) && Array.isArray(value['subscriptions']) ? (value['subscriptions'] as readonly Json[]) : [];
  const found = rows.flatMap((row): readonly AzureSubscription[] => {
    if (!isJsonObject(row) || row['state'] !== 'Enabled' || (row['environmentName'] ?? 'AzureCloud') !== 'AzureCloud') return [];
    const { id, name, tenantId } = row;
    if (typeof id !== 'string' || typeof name !== 'string' || typeof tenantId !== 'string') return [];
    return [{ id, name, tenantId, ...(row['isDefault'] === true ? { isCurrent: true as const } : {}) }];
  });
  return found.toSorted((a, b) => Number(b.isCurrent ?? false) - Number(a.isCurrent ?? false));
}
