import type { JsonObject } from '../model/json.ts';
import type { KindSpec } from './describe-kind.ts';
import { fixedName } from './naming-rules.ts';
import type { ConditionalRule } from './settle-rules.ts';

const account = 'Microsoft.Storage/storageAccounts';

/** A PUT is answered with less than the GET that follows. */
const answers: Readonly<Record<'blob' | 'queue' | 'table', readonly ConditionalRule[]>> = {
  blob: [{ when: { answer: 'GET' }, defaults: { sku: { name: 'Standard_LRS', tier: 'Standard' } } }],
  queue: [],
  table: [{ when: { answer: 'PUT' }, dropped: ['properties'] }],
};

/** What a rule of the services of a storage account has to say. @see https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services */
export const requiredCorsProperties: readonly string[] = ['allowedOrigins', 'allowedMethods', 'maxAgeInSeconds', 'exposedHeaders', 'allowedHeaders'].map((name) => `properties.cors.corsRules[].${name}`);

/** What the blob, queue and table service of a storage account have in common: one of each, always there, named `default`. */
export function storageService(service: 'blob' | 'queue' | 'table', apiVersion: string, defaults: JsonObject): KindSpec {
  return {
    type: `${account}/${service}Services`,
    required: requiredCorsProperties,
    apiVersion,
    title: `${service} service`,
    stack: 'data',
    scope: 'child',
    parent: account,
    naming: fixedName('default'),
    diagnostics: 'logs',
    local: { answers: { create: '200 none', update: '200 none' }, implicit: ['default'] },
    settle: { defaults: { properties: { cors: { corsRules: [] }, ...defaults } }, conditional: answers[service], provisioning: false },
  };
}
