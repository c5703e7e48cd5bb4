import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../model/json.ts';
import { allKinds } from '../../resources/catalogue.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { nameFor, placeFor, requiredPaths, valueFor, wholeBody, withValue } from './asked-bodies.fake.ts';
import { createTestAzure, subscriptionPath } from '../local-azure.fake.ts';

const kinds = allKinds().filter(({ type }) => type !== 'Microsoft.Resources/resourceGroups');
const titled = (list: readonly ResourceKind[]) => list.map((kind) => [kind.named === undefined ? kind.type : `${kind.type} ${kind.named}`, kind] as const);

function world(kind: ResourceKind) {
  const azure = createTestAzure();
  azure.prepare('rg', ...new Set(['Microsoft.Storage', kind.type.split('/')[0] ?? '']));
  const place = placeFor(azure, kind);
  const put = (body: JsonObject, name = nameFor(kind)) => azure.send('PUT', `${place}/${encodeURIComponent(name)}`, body);
  return { ...azure, place, put };
}

describe.each(titled(kinds))('a body of %s', (_title, kind) => {
  it('is taken when it has all that is asked for; refused for what is missing, unknown, or named as nothing may be', () => {
    const { put } = world(kind);
    for (const path of requiredPaths(kind)) {
      const { status, body } = put(withValue(wholeBody(kind), path, undefined));
      expect([path, status, JSON.stringify(body)]).toEqual([path, 400, expect.stringMatching(new RegExp(leafOf(path), 'i'))]);
    }
    for (const path of Object.keys(kind.allowed)) {
      const { status, body } = put(path.endsWith('[]') ? withValue(wholeBody(kind), path.slice(0, -2), ['Odd']) : withValue(wholeBody(kind), path, 'Odd'));
      expect([path, status, JSON.stringify(body)]).toEqual([path, 400, expect.stringMatching(/Odd|invalid/i)]);
    }
    for (const name of kind.named === undefined ? oddNamesOf(kind) : []) {
      const { status, body } = put(wholeBody(kind), name);
      expect([name, status, JSON.stringify(body)]).toEqual([name, 400, expect.stringMatching(/name|ID '/i)]);
    }
    const whole = put(wholeBody(kind));
    expect([whole.status, whole.status < 300 ? undefined : whole.body]).toEqual([whole.status, undefined]);
  });
});

/** Too long, and two with characters that it may not have. */
function oddNamesOf({ naming }: ResourceKind): readonly string[] {
  const odd = ['not a name!', 'not*a*name', 'a<b>', 'a%b', 'ends.', '-', '_', 'other'];
  return ['a'.repeat(naming.maxLength + 1), ...odd.filter((name) => !naming.pattern.test(name)).slice(0, 2)];
}

it.each(titled(kinds.filter(({ naming }) => naming.unique === 'global')))('a name of %s belongs to one in the whole world', (_title, kind) => {
  const { send, place, put } = world(kind);
  expect(put(wholeBody(kind)).status).toBeLessThan(300);
  send('PUT', `${subscriptionPath}/resourcegroups/other`, { location: 'westeurope' });
  const { status, body } = send('PUT', `${place.replace('/rg/', '/other/')}/${nameFor(kind)}`, wholeBody(kind));
  expect([400, 409]).toContain(status);
  expect(JSON.stringify(body)).toMatch(/already|not available|reserve/i);
});

function leafOf(path: string): string {
  const [head = ''] = path.split('.');
  // Storage names `sku` and `kind`, App Service the parameter, Container Apps the image.
  return head === 'sku' ? 'sku' : (path.split('.').at(-1) ?? path);
}

/** How a refusal may name a property: by its own name, in words, or as its service calls it. */
function namesOf(path: string): string {
  const leaf = path.split('.').at(-1) ?? path;
  return [leaf, leaf.replaceAll(/[A-Z]/g, (letter) => ` ${letter}`), 'SKU', 'Login', 'partition key', 'AccountKey'].join('|');
}

/** Two values of a property that stays, where two texts will not do. */
const pairs: Readonly<Record<string, readonly [Json, Json]>> = {
  'Microsoft.Storage/storageAccounts kind': ['StorageV2', 'BlobStorage'],
  'Microsoft.Storage/storageAccounts sku.name': ['Standard_LRS', 'Premium_LRS'],
  'Microsoft.Web/serverfarms sku.name': ['B1', 'Y1'],
  'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers properties.resource.partitionKey': [{ paths: ['/a'], kind: 'Hash' }, { paths: ['/b'], kind: 'Hash' }],
  'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers properties.resource.uniqueKeyPolicy': [{ uniqueKeys: [{ paths: ['/a'] }] }, { uniqueKeys: [{ paths: ['/b'] }] }],
};

/** The tier of a plan follows its name, and role assignments have a rule of their own: see roles.test.ts. */
const elsewhere = ['Microsoft.Web/serverfarms sku.tier', 'Microsoft.Authorization/roleAssignments'];
const changing = (kind: ResourceKind) => kind.immutable.map(({ path }) => path).filter((path) => path !== 'location' && !elsewhere.some((one) => `${kind.type} ${path}`.startsWith(one)));

const flag = /\.(?:is[A-Z]|enable|requires|deny|reserved|hyperV|zoneRedundant|premiumMessaging|immutableStorage|highAvailability)\w*$/;

function valuesOf(kind: ResourceKind, path: string): readonly [Json, Json] {
  const own = pairs[`${kind.type} ${path}`];
  if (own !== undefined) return own;
  const rule = kind.immutable.find((one) => one.path === path);
  const known = kind.allowed[path] ?? [];
  const from = known.at(0);
  const to = known.find((value) => value !== from && !(rule?.inPlace ?? []).some((change) => change.from === from && change.to === value));
  if (from !== undefined && to !== undefined) return [from, to];
  if (flag.test(path)) return [false, true];
  if (path === 'zones') return [['1'], ['2']];
  const first = valueFor(kind, path);
  return [first, typeof first === 'string' ? 'b' : { id: `${String((first as JsonObject)['id'])}2` }];
}

/** The body with this property, and without what may stand for it. */
function bodyWith(kind: ResourceKind, path: string, value: Json): JsonObject {
  const rule = kind.required.find((one) => one.split(' | ').includes(path)) ?? path;
  return rule.split(' | ').reduce((body, one) => withValue(body, one, one === path ? value : undefined), wholeBody(kind));
}

describe.each(titled(kinds.filter((kind) => changing(kind).length > 0)))('a change of %s', (_title, kind) => {
  it.each(changing(kind))('of what stays is refused: %s', (path) => {
    const { put, advance } = world(kind);
    const [first, second] = valuesOf(kind, path);
    const before = put(bodyWith(kind, path, first));
    expect([before.status, before.status < 300 ? undefined : before.body]).toEqual([before.status, undefined]);
    advance(600_000);
    const again = put(bodyWith(kind, path, first));
    expect([again.status, again.status < 300 ? undefined : again.body]).toEqual([again.status, undefined]);
    const changed = put(bodyWith(kind, path, second));
    expect([400, 409]).toContain(changed.status);
    expect(JSON.stringify(changed.body)).toMatch(new RegExp(namesOf(path), 'i'));
  });
});
