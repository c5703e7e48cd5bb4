import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { missingProperties, unknownValues } from './asked-properties.ts';
import { allKinds, kindOf } from './catalogue.ts';
import { modelledKind } from './modelled-kind.ts';
import { goldenFolder, typeAndName } from './recorded-pairs.fake.ts';

const thing = modelledKind({
  type: 'Contoso.Things/things',
  apiVersion: '2025-01-01',
  required: ['sku.name', 'properties.shape', 'properties.parts[].properties.size', 'properties.from | properties.source', 'properties.ends[].one | properties.ends[].many'],
  requiredNew: ['properties.seed'],
  allowed: { 'sku.name': ['Basic', 'Standard'], 'properties.parts[].colour': ['Red'], 'properties.rights[]': ['Send'] },
});
const whole: JsonObject = { sku: { name: 'Basic' }, properties: { shape: 'round', parts: [{ properties: { size: 1 } }], from: 'a', seed: 1 } };
const having = (properties: JsonObject): JsonObject => ({ ...whole, properties: { ...(whole['properties'] as JsonObject), ...properties } });

describe('missing properties', () => {
  it.each<readonly [string, JsonObject, readonly string[]]>([
    ['none', whole, []],
    ['one, in each item that lacks it', having({ parts: [{ properties: { size: 1 } }, { properties: {} }, {}] }), ['properties.parts[1].properties.size', 'properties.parts[2].properties.size']],
    ['one that no alternative stands in for, item by item', having({ ends: [{ one: 1 }, { many: [] }, {}] }), ['properties.ends[2].one']],
    ['one that is null', having({ shape: null }), ['properties.shape']],
    ['none where the object around it is not there', { properties: { shape: 'a', source: 's', seed: 1 } }, []],
    ['all below `properties`, which count as there', { sku: { name: 'Basic' } }, ['properties.shape', 'properties.from', 'properties.seed']],
    ['none where an expression stands for the object', { sku: '[variables(0)]', properties: '[variables(1)]' }, []],
    ['none where another letter case was used', { Sku: { Name: 'Basic' }, Properties: { Shape: 'a', Source: 's', Seed: 0 } }, []],
    ['none where a list has another shape', having({ parts: { a: 1 } }), []],
  ])('%s', (_title, body, paths) => expect(missingProperties(thing, body, true)).toEqual(paths));

  it('of what is there already may be those that only a new one needs', () => {
    expect(missingProperties(thing, having({ seed: null }), false)).toEqual([]);
    expect(missingProperties(thing, having({ seed: null }), true)).toEqual(['properties.seed']);
  });
});

describe('unknown values', () => {
  it.each<readonly [string, JsonObject, readonly string[]]>([
    ['none, letter case aside', { sku: { name: 'BASIC' }, properties: { parts: [{ colour: 'red' }], rights: ['send'] } }, []],
    ['of a property', { sku: { name: 'Gold' } }, ['sku.name']],
    ['of items', { properties: { parts: [{ colour: 'Red' }, { colour: 'Blue' }], rights: ['Send', 'Manage'] } }, ['properties.parts[1].colour', 'properties.rights[1]']],
    ['not judged: expressions, numbers, null', { sku: { name: "[parameters('sku')]" }, properties: { parts: [{ colour: 3 }, { colour: null }] } }, []],
  ])('%s', (_title, body, paths) => expect(unknownValues(thing, body).map(({ path }) => path)).toEqual(paths));
});

interface TypeData {
  readonly resources: Readonly<Record<string, { readonly versions: Readonly<Record<string, { readonly t: number }>> }>>;
  readonly types: readonly TypeNode[];
}

interface TypeNode {
  readonly k: string;
  readonly v?: unknown;
  readonly p?: Readonly<Record<string, readonly [number, number]>>;
  readonly b?: Readonly<Record<string, readonly [number, number]>>;
  readonly i?: number;
  readonly e?: readonly number[] | Readonly<Record<string, number>>;
}

const typeIndex = '../shared/azure-types/types.all.json.gz';
const data = existsSync(typeIndex) ? (JSON.parse(gunzipSync(readFileSync(typeIndex)).toString('utf8')) as TypeData) : undefined;
if (data === undefined) console.log(`skipped: ${typeIndex} is not there`);

/** What the types say of a path: whether it is required where it occurs, and the literals that it may be. */
function declared(type: string, path: string): readonly { readonly version: string; readonly required: boolean; readonly literals: readonly string[] }[] {
  const node = (index: number | undefined): TypeNode | undefined => (index === undefined ? undefined : data?.types[index]);
  const below = (at: TypeNode | undefined, step: string): readonly (readonly [TypeNode | undefined, number])[] => {
    if (at === undefined) return [];
    if (step === '[]') return at.k === 'r' ? [[node(at.i), 0]] : [];
    const own = [at.p?.[step], at.b?.[step]].flatMap((found) => (found === undefined ? [] : [[node(found[0]), found[1]] as const]));
    const variants = at.k === 'd' || at.k === 'u' ? Object.values(at.e ?? {}) : [];
    return [...own, ...variants.flatMap((variant: number) => below(node(variant), step))];
  };
  const literalsOf = (at: TypeNode | undefined): readonly string[] => (at?.k === 'l' ? [String(at.v)] : at?.k === 'u' ? Object.values(at.e ?? {}).flatMap((one: number) => literalsOf(node(one))) : []);
  return Object.entries(data?.resources[type.toLowerCase()]?.versions ?? {}).flatMap(([version, { t }]) => {
    const found = path.replaceAll('[]', '.[]').split('.').reduce<readonly (readonly [TypeNode | undefined, number])[]>((all, step) => all.flatMap(([at]) => below(at, step)), [[node(t), 0]]);
    return found.map(([at, flags]) => ({ version, required: (flags & 1) === 1, literals: literalsOf(at) }));
  });
}

/** What the services ask for although the types call it optional: `type path`, each told in the reference of its type. */
const beyondTypes = new Set([
  'Microsoft.App/containerApps properties.environmentId',
  'Microsoft.App/containerApps properties.template.containers[].image',
  'Microsoft.App/jobs properties.environmentId',
  'Microsoft.App/jobs properties.template.containers[].image',
  'Microsoft.Cdn/profiles sku.name',
  'Microsoft.Cdn/profiles/originGroups/origins properties.hostName',
  'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments properties.principalId',
  'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments properties.roleDefinitionId',
  'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments properties.scope',
  'Microsoft.EventGrid/systemTopics properties.source',
  'Microsoft.EventGrid/systemTopics properties.topicType',
  'Microsoft.Network/privateEndpoints properties.subnet',
  'Microsoft.Network/virtualNetworks/subnets properties.addressPrefix',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings properties.remoteVirtualNetwork',
  'Microsoft.Sql/servers properties.administratorLogin',
  'Microsoft.Sql/servers/firewallRules properties.endIpAddress',
  'Microsoft.Sql/servers/firewallRules properties.startIpAddress',
  'Microsoft.Web/staticSites sku.name',
]);

describe.runIf(data !== undefined)('Microsoft\'s type data', () => {
  const rules = allKinds().flatMap((kind) => [...kind.required, ...kind.requiredNew].map((rule) => [kind.type, rule] as const));

  it('calls every required property required, where it is not known to be so beyond it', () => {
    const wrong = rules.filter(([type, rule]) => {
      const known = rule.split(' | ').map((path) => declared(type, path));
      if (known.some((versions) => versions.length === 0)) return data?.resources[type.toLowerCase()] !== undefined && !rule.includes(' | ');
      return !known.flat().some(({ required }) => required) && !beyondTypes.has(`${type} ${rule.split(' | ')[0] ?? ''}`);
    });
    expect(wrong).toEqual([]);
  });

  it('knows no value besides those that are taken', () => {
    const wrong = allKinds().flatMap((kind) =>
      Object.entries(kind.allowed).flatMap(([path, allowed]) => {
        const versions = declared(kind.type, path);
        const lost = [...new Set(versions.flatMap(({ literals }) => literals))].filter((literal) => !allowed.some((one) => one.toLowerCase() === literal.toLowerCase()));
        const known = versions.length > 0 || kind.named !== undefined || data?.resources[kind.type.toLowerCase()] === undefined;
        return lost.length > 0 || !known ? [`${kind.type} ${path}: ${lost.join(',')}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

const pairsFile = `${goldenFolder}/resources.jsonl`;

describe.runIf(existsSync(pairsFile))('bodies that Azure was recorded to take', () => {
  it('lack nothing, have no unknown values, and bear names that are allowed', () => {
    const rows = readFileSync(pairsFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { readonly id: string; readonly type: string; readonly resourceId: string; readonly sent: JsonObject });
    const refused = rows.flatMap(({ id, type, resourceId, sent }) => {
      const kind = kindOf(...typeAndName(type));
      const name = resourceId.split('/').at(-1) ?? '';
      if (kind === undefined) return [id];
      const goodName = name.includes('<scrubbed>') || (kind.naming.pattern.test(name) && name.length >= kind.naming.minLength && name.length <= kind.naming.maxLength);
      return [...missingProperties(kind, sent, true), ...unknownValues(kind, sent).map(({ path }) => path), ...(goodName ? [] : [name])].map((what) => `${id}: ${what}`);
    });
    expect(refused).toEqual([]);
  });
});

if (!existsSync(pairsFile)) console.log(`skipped: ${pairsFile} is not there`);
