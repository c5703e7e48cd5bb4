import type { JsonObject } from '../model/json.ts';
import { liveRules } from './live-rules.ts';
import type { KindSpec } from './describe-kind.ts';
import { fixedName } from './naming-rules.ts';

const account = 'Microsoft.Storage/storageAccounts';

/** What the blob, queue and table service of a storage account have in common: one of each, always there, named `default`. */
export function storageService(service: 'blob' | 'queue' | 'table', apiVersion: string, defaults: JsonObject): KindSpec {
  return {
    type: `${account}/${service}Services`,
    apiVersion,
    title: `${service} service`,
    stack: 'data',
    scope: 'child',
    parent: account,
    naming: fixedName('default'),
    diagnostics: 'logs',
    live: liveRules({ opaque: ['properties.cors.corsRules'] }),
    local: { answers: { create: '200 none', update: '200 none' }, implicit: ['default'] },
    settle: { provisioning: false, defaults: { properties: { cors: { corsRules: [] }, ...defaults } } },
  };
}
