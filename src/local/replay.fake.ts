import { existsSync, readFileSync, readdirSync } from 'node:fs';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { testSubscription } from './local-azure.fake.ts';

/** A recorded call and what the service answered. */
export interface Exchange {
  readonly request: { readonly method: string; readonly path: string; readonly query: string; readonly body: Json };
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Json };
}

const golden = new URL('../../../shared/golden/', import.meta.url);

/** True when the recordings are at hand; tests say so when they are not. */
export const hasGolden = existsSync(golden);
if (!hasGolden) console.warn('skipped: ../shared/golden is not there, nothing recorded is replayed');

/** A file of the recordings. */
export function recorded(name: string): Json {
  return JSON.parse(readFileSync(new URL(name, golden), 'utf8')) as Json;
}

/** Names of the files in a folder of the recordings. */
export function recordedFiles(folder: string): readonly string[] {
  return hasGolden ? readdirSync(new URL(`${folder}/`, golden)).sort() : [];
}

/** A text with what differs from run to run taken out: identifiers, times, hashes, and places in the text of a request, which the recorder wrote anew. */
export function maskText(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, 'GUID')
    .replaceAll(/store[a-z2-7]{13}/g, 'storeUNIQUE')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'TIME')
    .replaceAll(/ at line '\d+' and column '\d+'/g, '')
    .replaceAll(/\/operationresults\/[^?]+/gi, '/operationresults/TOKEN')
    .replaceAll(/\/operationStatuses\/[^?]+/gi, '/operationStatuses/TOKEN');
}

const volatile = new Set(['templateHash', 'timestamp', 'duration', 'correlationId', 'trackingId', 'serviceRequestId', 'operationId', 'lineNumber', 'linePosition']);

/** A body with what differs from run to run taken out. */
export function mask(value: Json, key = ''): Json {
  if (volatile.has(key)) return typeof value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => mask(item));
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mask(inner, name)]));
  return typeof value === 'string' ? maskText(value) : value;
}

/** The request as this world knows it: its subscription, and the deployment's name as the recorded answer has it. */
export function asOurs(value: Json): Json {
  return JSON.parse(JSON.stringify(value).replaceAll('00000000-0000-0000-0000-000000000000', testSubscription)) as Json;
}
