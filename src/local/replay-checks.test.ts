import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { assign, signIn } from './access/test-identity.fake.ts';
import type { Answer, TestAzure } from './local-azure.fake.ts';
import { createTestAzure, subscriptionPath } from './local-azure.fake.ts';
import { asOurs, maskText } from './replay.fake.ts';
import { stageOf } from './replay-check-stages.fake.ts';

export interface Check {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly request_body: JsonObject | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly response_body: Json;
}

const file = new URL('../../../shared/azure-metadata/checks.json', import.meta.url);
/** A region that only Microsoft's own subscriptions see, and a name that the recorder replaced in one of two places. */
const plainNames = (text: string) => text.replaceAll('centraluseuap', 'westcentralus').replaceAll('mgmttestdelos3e3ztdimaw2', 'mgmttestdel000007');
const rows = existsSync(file) ? (asOurs(JSON.parse(plainNames(readFileSync(file, 'utf8'))) as Json) as unknown as readonly Check[]) : [];
if (rows.length === 0) console.warn('skipped: ../shared/azure-metadata is not there, no recorded check is replayed');

const listIn = (body: Json) => (isJsonObject(body) && Array.isArray(body['value']) ? (body['value'] as readonly JsonObject[]) : []);

/** Text of a value without what differs from world to world: times (their form stays), counts, numbers of objects. */
function settled(value: Json, key = ''): Json {
  if (key === 'currentValue' || key === 'usage' || (key === 'etag' && typeof value === 'string')) return 'COUNT';
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => settled(item));
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, settled(inner, name)]));
  if (typeof value !== 'string') return value;
  return maskText(value.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/, (_all, fraction: string | undefined, zone: string) => `TIME${fraction === undefined ? '' : '.0'}${zone}`));
}

/** Whole answers are the same. */
function same(ours: Answer, row: Check): void {
  expect(settled(ours.body)).toEqual(settled(row.response_body ?? {}));
}

/** Of each recorded row there is one of ours that is the same, counts apart. */
function rowsAmong(key: (row: JsonObject) => Json | undefined, only?: (row: JsonObject) => JsonObject) {
  return (ours: Answer, row: Check): void => {
    const view = only ?? ((one: JsonObject) => one);
    for (const theirs of listIn(row.response_body)) {
      const found = listIn(ours.body).find((one) => JSON.stringify(key(one)) === JSON.stringify(key(theirs)));
      expect([key(theirs), found === undefined ? undefined : settled(view(found))]).toEqual([key(theirs), settled(view(theirs))]);
    }
  };
}

const pick = (value: JsonObject, keys: readonly string[]): JsonObject => Object.fromEntries(keys.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])));
const shapeOf = (value: JsonObject): Json => [Object.keys(value).sort(), Object.keys(isJsonObject(value['properties']) ? value['properties'] : {}).sort()] as Json;

/** Rows of ours have the members of the recorded ones: what they hold belongs to the account. */
function shaped(optional: readonly string[] = []) {
  return (ours: Answer, row: Check): void => {
    const [one] = listIn(ours.body);
    const shape = (value: JsonObject | undefined) => JSON.stringify(shapeOf(value ?? {}), (_key, inner: unknown) => (Array.isArray(inner) ? inner.filter((name) => !optional.includes(String(name))) : inner));
    expect(shape(one)).toBe(shape(listIn(row.response_body)[0]));
  };
}

/** Facts of regions; which of them an account may use is its own. */
const regionFacts = (one: JsonObject): JsonObject => {
  const { supportsAvailabilityZone, isResidencyRestricted, status, backupStorageRedundancies } = one['properties'] as JsonObject;
  return { ...pick(one, ['id', 'type', 'name']), properties: { supportsAvailabilityZone: supportsAvailabilityZone ?? null, isResidencyRestricted: isResidencyRestricted ?? null, status: status ?? null, backupStorageRedundancies: [...(backupStorageRedundancies as readonly string[])].sort() } };
};

/** Roles get more exceptions over the years: those that were recorded are still there. */
function permissions(ours: Answer, row: Check): void {
  const [one, theirs] = [listIn(ours.body), listIn(row.response_body)];
  expect(one.map((entry) => entry['actions'])).toEqual(theirs.map((entry) => entry['actions']));
  expect(one.map((entry, i) => lacking(entry['notActions'], theirs[i]?.['notActions']))).toEqual(theirs.map(() => []));
  expect(one.map((entry) => Object.keys(entry).sort())).toEqual(theirs.map((entry) => Object.keys(entry).sort()));
}

/** What of the recorded list ours has not. */
function lacking(ours: Json | undefined, theirs: Json | undefined): readonly Json[] {
  const has = Array.isArray(ours) ? (ours as readonly Json[]) : [];
  return Array.isArray(theirs) ? (theirs as readonly Json[]).filter((item) => !has.includes(item)) : [];
}

function editions(ours: Answer, row: Check): void {
  const versions = (body: Json) => (body as { readonly supportedServerVersions: readonly { readonly name: string; readonly supportedEditions: readonly JsonObject[] }[] }).supportedServerVersions;
  const theirs = versions(row.response_body).flatMap(({ supportedEditions }) => supportedEditions);
  const mine = versions(ours.body).flatMap(({ supportedEditions }) => supportedEditions);
  const objectives = (edition: JsonObject | undefined) => (edition?.['supportedServiceLevelObjectives'] ?? []) as readonly JsonObject[];
  for (const edition of theirs) {
    const found = mine.find(({ name }) => name === edition['name']);
    expect({ ...found, supportedServiceLevelObjectives: null }).toEqual({ ...edition, supportedServiceLevelObjectives: null });
    for (const size of objectives(edition)) expect(objectives(found).find(({ name }) => name === size['name'])).toEqual(size);
  }
  expect(pick(ours.body, ['name', 'status'])).toEqual(pick(row.response_body as JsonObject, ['name', 'status']));
}

function registration(ours: Answer, row: Check): void {
  const keys = ['id', 'namespace', 'registrationState', 'registrationPolicy'];
  expect(pick(ours.body, keys)).toEqual(pick(row.response_body as JsonObject, keys));
  expect(Array.isArray(ours.body['resourceTypes'])).toBe(true);
}

/** How answers are compared where not all of them can be the same. */
const comparisons: readonly (readonly [RegExp, (ours: Answer, row: Check) => void])[] = [
  [/^(?:Storage account|Container Apps|Cognitive Services \(AI\)|Network|App Service) quota in one region|environment quota/, rowsAmong(({ name }) => (name as JsonObject)['value'])],
  [/^SQL quota/, rowsAmong(({ name }) => name)],
  [/^Storage SKU/, rowsAmong(({ name, kind, locations }) => [name ?? null, kind ?? null, locations ?? null])],
  [/^Cosmos DB location list/, rowsAmong(({ id }) => id, regionFacts)],
  [/^Cosmos DB single location/, (ours, row) => { expect(regionFacts(ours.body)).toEqual(regionFacts(row.response_body as JsonObject)); }],
  [/^SQL capabilities/, editions],
  [/^Caller permissions.*newer shape/, shaped()],
  [/^Caller permissions/, permissions],
  [/^Key Vault deleted vaults list/, shaped(['purgeProtectionEnabled'])],
  [/^App Configuration deleted stores list/, shaped()],
  // What was in the account, and who made it, is the account's.
  [/^Cognitive Services deleted accounts list/, (ours, row) => {
    const [one, theirs] = [listIn(ours.body)[0] ?? {}, listIn(row.response_body)[0] ?? {}];
    const names = ['id', 'name', 'type', 'location', 'sku', 'kind'];
    expect(Object.keys(pick(one, names))).toEqual(Object.keys(pick(theirs, names)));
    expect(String(one['id']).split('/').filter((_, i) => i % 2 === 1)).toEqual(String(theirs['id']).split('/').filter((_, i) => i % 2 === 1));
    expect(Object.keys(one['properties'] as JsonObject)).toEqual(expect.arrayContaining(['deletionDate', 'scheduledPurgeDate', 'provisioningState']));
  }],
  [/^Register/, registration],
];

/** Checks that are not made here, each with its reason. */
const left: Readonly<Record<string, string>> = {};

const headersThatMatter = ['location', 'azure-asyncoperation'] as const;

describe.runIf(rows.length > 0)('recorded checks (skipped without ../shared/azure-metadata)', () => {
  it.each(rows.map((row, i) => [`${i} ${row.what}`, row] as const))('%s', (_what, row) => {
    if (left[row.what] !== undefined) return;
    const azure = createTestAzure({ start: '2026-06-30T10:00:00.000Z' });
    const sender = stageOf(row)(azure) ?? azure;
    const ours = sender.send(row.method, `${row.path.replaceAll(' ', '%20')}?${row.query}`, row.request_body ?? undefined);
    expect(ours.status).toBe(row.status);
    for (const header of headersThatMatter) expect([header, ours.headers[header] === undefined]).toEqual([header, row.headers[header] === undefined]);
    const compared = comparisons.find(([what]) => what.test(row.what))?.[1] ?? same;
    compared(ours, row);
  });

  it('are all made, or left with a reason', () => {
    const made = rows.filter(({ what }) => left[what] === undefined).length;
    console.info(`checks: ${made} of ${rows.length} recorded calls replayed`);
    expect(made).toBe(51 - Object.keys(left).length);
  });
});

it('an identity is told what its own roles allow, by those of the scope and above', () => {
  const azure: TestAzure = createTestAzure();
  azure.prepare('rg');
  const someone = signIn(azure);
  assign(azure, someone.objectId, 'Reader', subscriptionPath);
  const { body } = someone.send('GET', `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`);
  expect(body['value']).toEqual([{ actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] }]);
});
