import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { kindOf } from './catalogue.ts';
import type { LocalFacts } from './local-facts.ts';

/** Folder of the recorded facts, from the project root. */
export const goldenFolder = '../shared/golden';

interface RecordedPair {
  readonly id: string;
  readonly type: string;
  readonly resourceId: string;
  readonly apiVersion: string;
  readonly sent: JsonObject;
  readonly received: JsonObject;
  readonly receivedFrom: string;
  readonly recorded: string;
}

/** How one recorded pair compares: paths looked at, and those that differ. */
export interface PairResult {
  readonly id: string;
  readonly type: string;
  readonly compared: number;
  readonly differences: readonly { readonly path: string; readonly ours: Json | undefined; readonly azure: Json | undefined }[];
}

/** Replays every recorded pair: what was sent is settled and compared with what Azure returned, outputs aside. */
export function replayAll(): readonly PairResult[] {
  const behaviour = JSON.parse(readFileSync(`${goldenFolder}/behaviour.json`, 'utf8')) as Record<string, { outputs: readonly string[] }>;
  const lines = readFileSync(`${goldenFolder}/resources.jsonl`, 'utf8').trim().split('\n');
  return lines.map((line) => replay(JSON.parse(line) as RecordedPair, behaviour));
}

function replay(pair: RecordedPair, behaviour: Record<string, { outputs: readonly string[] }>): PairResult {
  const name = pair.resourceId.split('/').at(-1) ?? '';
  const [type, named] = typeAndName(pair.type);
  const kind = kindOf(type, named);
  const ours = kind === undefined ? pair.sent : kind.local.settle(pair.sent, factsOf(pair, name));
  const outputs = new Set(['id', 'name', 'type', 'systemData', 'properties.provisioningState', ...(behaviour[pair.type]?.outputs ?? [])]);
  const seen = { compared: 0, differences: [] as PairResult['differences'][number][] };
  compare(ours, pair.received, '', '', outputs, seen);
  return { id: pair.id, type: pair.type, ...seen };
}

/** `Microsoft.Web/sites/config/appsettings` is the resource `appsettings` of the type `Microsoft.Web/sites/config`. */
export function typeAndName(type: string): readonly [string, string | undefined] {
  const found = /^(microsoft\.web\/(?:staticsites|sites(?:\/slots)?)\/config)\/(\w+)$/i.exec(type);
  return found === null ? [type, undefined] : [found[1] ?? type, found[2]];
}

function factsOf(pair: RecordedPair, name: string): LocalFacts {
  const location = pair.sent['location'] ?? pair.received['location'];
  return {
    id: pair.resourceId,
    name,
    location: typeof location === 'string' ? location : '',
    tenantId: '11111111-1111-4111-8111-111111111111',
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    resourceGroup: /\/resourceGroups\/([^/]+)/i.exec(pair.resourceId)?.[1] ?? '',
    apiVersion: pair.apiVersion,
    answer: pair.receivedFrom === 'PUT' ? 'PUT' : 'GET',
    createdAt: '2026-01-02T03:04:05.000Z',
    guid: () => '22222222-2222-4222-8222-222222222222',
  };
}

const identity = /^(?:"?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"?|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?|.*<scrubbed>.*|W?\/?"?(?:datetime'.*'|0x[0-9A-F]+)"?)$/i;

function compare(ours: Json | undefined, azure: Json | undefined, path: string, plain: string, outputs: ReadonlySet<string>, seen: { compared: number; differences: PairResult['differences'][number][] }): void {
  if (outputs.has(path) || (typeof azure === 'string' && identity.test(azure))) return;
  if (isJsonObject(ours) && isJsonObject(azure)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(azure)])) {
      const to = path === '' ? key : `${path}.${outputs.has(`${path}.{*}`) ? '{*}' : key}`;
      compare(own(ours, key), own(azure, key), to, plain === '' ? key : `${plain}.${key}`, outputs, seen);
    }
    return;
  }
  if (Array.isArray(ours) && Array.isArray(azure) && ours.length === azure.length) {
    azure.forEach((item, index) => compare((ours as readonly Json[])[index], item as Json, `${path}[]`, `${plain}[${String(index)}]`, outputs, seen));
    if (azure.length === 0) seen.compared += 1;
    return;
  }
  if (onlyOutputs(ours ?? azure, path, outputs) && (ours === undefined || azure === undefined)) return;
  seen.compared += 1;
  if (JSON.stringify(ours) !== JSON.stringify(azure)) seen.differences.push({ path: plain, ours, azure });
}

/** Keys of identities come back in another letter case. */
function own(value: JsonObject, key: string): Json | undefined {
  return value[key] ?? (key.startsWith('/subscriptions/') ? Object.entries(value).find(([other]) => other.toLowerCase() === key.toLowerCase())?.[1] : value[key]);
}

/** True for an object in which every value is an output: it is one itself. */
function onlyOutputs(value: Json | undefined, path: string, outputs: ReadonlySet<string>): boolean {
  if (typeof value === 'string' && identity.test(value)) return true;
  if (isJsonObject(value) && Object.keys(value).length > 0) return Object.entries(value).every(([key, item]) => outputs.has(`${path}.${key}`) || outputs.has(`${path}.{*}`) || onlyOutputs(item, `${path}.${key}`, outputs));
  return false;
}
