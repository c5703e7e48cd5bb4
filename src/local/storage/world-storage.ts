import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalAzure } from '../local-azure.ts';
import type { StorageAccountKey } from './shared-key.ts';

/** A storage account of the world with what was made in it through Resource Manager. */
export interface WorldAccount extends StorageAccountKey {
  readonly containers: readonly string[];
  readonly queues: readonly string[];
  readonly tables: readonly string[];
}

const storageVersion = '2024-01-01';

/** The storage accounts of a world. Asked for as any client would: the emulator's keys are those that Azure's `listKeys` gives. */
export function worldAccounts(azure: LocalAzure, subscriptionId: string): readonly WorldAccount[] {
  const ask = (method: string, path: string, apiVersion = storageVersion): JsonObject => {
    const url = `https://management.azure.com${path}${path.includes('?') ? '&' : '?'}api-version=${apiVersion}`;
    const answer = azure.handle({ method, url, headers: { authorization: 'Bearer local' } });
    const body: unknown = answer.kind === 'response' && answer.status === 200 && answer.body !== undefined ? JSON.parse(answer.body) : {};
    return isJsonObject(body) ? body : {};
  };
  const filter = encodeURIComponent("resourceType eq 'Microsoft.Storage/storageAccounts'");
  const found = rows(ask('GET', `/subscriptions/${subscriptionId}/resources?$filter=${filter}`, '2021-04-01')['value']);
  return found.flatMap((account) => {
    const id = String(account['id'] ?? '');
    const [first] = rows(ask('POST', `${id}/listKeys`)['keys']);
    const names = (path: string): readonly string[] => rows(ask('GET', `${id}/${path}`)['value']).map((row) => String(row['name'] ?? ''));
    if (typeof first?.['value'] !== 'string') return [];
    return [{
      account: String(account['name'] ?? ''),
      key: first['value'],
      containers: names('blobServices/default/containers'),
      queues: names('queueServices/default/queues'),
      tables: names('tableServices/default/tables'),
    }];
  });
}

function rows(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
