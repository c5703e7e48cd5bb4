import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName, computeName } from '../define/naming.ts';
import { composed, feedback, targetOf, uploads } from '../define/providers/full-backend.fake.ts';
import { synthesize } from '../engine/synth/synthesize.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { allKinds, isModelled, kindOf } from './catalogue.ts';
import { genericKind } from './generic-kind.ts';
import type { KindMaker } from './kind-maker.ts';
import { ownKinds } from './own-kinds.ts';
import { plainRegion } from './region-names.ts';
import type { LocalFacts } from './local-facts.ts';
import type { ResourceKind } from './resource-kind.ts';
import { jsonAt } from './json-path.ts';

const here = import.meta.dirname;
const typeIndex = '../shared/azure-types/types.all.json.gz';

/** Resources as templates really send them, by lower-case type. */
const sent = Map.groupBy(
  [targetOf('dev'), targetOf('prod')].flatMap((target) => synthesize(composed([...feedback, ...uploads], target)).resources),
  (resource) => resource.type.toLowerCase(),
);

function samples(kind: ResourceKind): readonly JsonObject[] {
  return (sent.get(kind.type.toLowerCase()) ?? []).map((resource) => resource.desired);
}

function factsFor(kind: ResourceKind): LocalFacts {
  const name = kind.naming.abbreviation === '' ? 'uploads' : `${kind.naming.abbreviation}shop01`;
  return {
    id: `/subscriptions/s/resourceGroups/g/providers/${kind.type.split('/').slice(0, 2).join('/')}/parent/${name}`,
    name,
    location: 'westeurope',
    tenantId: '11111111-1111-4111-8111-111111111111',
    subscriptionId: '22222222-2222-4222-8222-222222222222',
    resourceGroup: 'g',
    createdAt: '2026-01-02T03:04:05.000Z',
    guid: (label) => `00000000-0000-4000-8000-${Buffer.from(label.padEnd(6, '.')).toString('hex').slice(0, 12)}`,
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

describe.each(ownKinds.map((kind) => [kind.type, kind] as const))('%s', (type, kind) => {
  it('has a type that can be found in any letter case', () => {
    expect(type).toMatch(/^Microsoft\.[A-Za-z]+(?:\/[A-Za-z]+)+$/);
    expect(kindOf(type.toUpperCase())).toBe(kind);
  });

  it('is spelled as Microsoft spells it, in a version that exists', () => {
    if (!existsSync(typeIndex)) {
      console.log(`skipped: ${typeIndex} is not there`);
      return;
    }
    const index = JSON.parse(gunzipSync(readFileSync(typeIndex)).toString('utf8')) as { resources: Record<string, { name: string; versions: Record<string, unknown> }> };
    const entry = index.resources[type.toLowerCase()];
    expect(entry?.name).toBe(type);
    expect(Object.keys(entry?.versions ?? {})).toContain(kind.apiVersion);
  });

  it('gives the names that its own rule allows', () => {
    const facts = { projectId: 'p', backend: 'main', environment: 'staging', subscriptionId: 's', location: 'westeurope' };
    const named = kind.naming.abbreviation !== '';
    expect(named).toBe(kind.scope === 'subscription' || kind.scope === 'resourceGroup');
    for (const project of named ? ['An Überlong Project Name With Many Words In It', 'shop', 'a'] : []) {
      expect(checkName(kind, computeName(kind, { ...facts, project }).name)).toBeUndefined();
    }
    expect(kind.naming.pattern.test('no/slash')).toBe(false);
    expect(kind.naming.pattern.test('')).toBe(false);
    expect(kind.naming.minLength).toBeLessThanOrEqual(kind.naming.fitLength ?? kind.naming.maxLength);
    expect(kind.naming.source).toMatch(/^https:\/\/learn\.microsoft\.com\//);
  });

  it('says why what cannot change cannot', () => {
    for (const { path, why } of kind.immutable) {
      expect(path).toMatch(/^(?:location|kind|sku\.\w+|properties(?:\.\w+)+)$/);
      expect(why.length).toBeGreaterThan(20);
    }
    expect(kind.immutable.some((property) => property.path === 'location')).toBe(kind.location === 'required');
  });

  it('has a parent of its own kind when it is a child', () => {
    expect(kind.parent === undefined).toBe(kind.scope !== 'child');
    expect(kind.parent === undefined || kindOf(kind.parent)?.type === type.slice(0, type.lastIndexOf('/'))).toBe(true);
    expect(kind.tags.supported).toBe(kind.scope === 'subscription' || kind.scope === 'resourceGroup');
  });

  it('is used by the built-in providers, so that the other checks have bodies to work on', () => {
    expect(samples(kind).length).toBeGreaterThan(0);
  });

  it('gives an answer for every output', () => {
    const settled = kind.local.settle(samples(kind)[0] ?? {}, factsFor(kind));
    for (const [name, output] of Object.entries(kind.outputs)) {
      expect(typeof jsonAt(settled, output.path), `${name} at ${output.path}`).toBe('string');
    }
    expect(settled).toMatchObject({ id: factsFor(kind).id, type });
  });

  it('settles without touching what was sent, always alike, and only once', () => {
    for (const body of samples(kind)) {
      const frozen = deepFreeze(structuredClone(body) as JsonObject);
      const settled = kind.local.settle(frozen, factsFor(kind));
      expect(kind.local.settle(frozen, factsFor(kind))).toEqual(settled);
      expect(kind.local.settle(deepFreeze(structuredClone(settled)), factsFor(kind))).toEqual(settled);
    }
  });

  it('settles whatever else is sent, too', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('properties', 'sku', 'kind', 'location', 'tags', 'identity'), fc.jsonValue() as fc.Arbitrary<Json>), (body) => {
        const settled = kind.local.settle(body, factsFor(kind));
        expect(kind.local.settle(settled, factsFor(kind))).toEqual(settled);
      }),
      { numRuns: 40 },
    );
  });

  it('returns every value that was sent, but for what its live rules name', () => {
    for (const body of samples(kind)) {
      expect(differences(kind, body, kind.local.settle(body, factsFor(kind)))).toEqual([]);
    }
  });
});

/** Paths at which a live body says something else than the sent one, by the kind's own rules. */
function differences(kind: ResourceKind, wanted: Json, live: Json | undefined, path = ''): readonly string[] {
  const { writeOnly, opaque, ignoreCase } = kind.live;
  if (writeOnly.includes(path) || (opaque.includes(path) && live !== undefined)) {
    return [];
  }
  if (Array.isArray(wanted)) {
    const items = Array.isArray(live) ? (live as readonly Json[]) : [];
    return (wanted as readonly Json[]).flatMap((item, index) => differences(kind, item, items[index], path));
  }
  if (isJsonObject(wanted)) {
    return Object.entries(wanted).flatMap(([key, item]) => differences(kind, item, isJsonObject(live) ? live[key] : undefined, path === '' ? key : `${path}.${key}`));
  }
  const alike = (left: Json, right: Json | undefined): boolean => {
    if (typeof left !== 'string' || typeof right !== 'string') return left === right;
    if (/(?:^|\.)location(?:Name)?$/.test(path)) return plainRegion(left) === plainRegion(right);
    return ignoreCase.includes(path) ? left.toLowerCase() === right.toLowerCase() : left === right;
  };
  // Ids that are expressions in a template are resolved before they are sent.
  const expression = typeof wanted === 'string' && wanted.startsWith('[') && typeof live === 'string';
  return expression || alike(wanted, live) ? [] : [`${path}: ${JSON.stringify(wanted)} → ${JSON.stringify(live)}`];
}

describe('the catalogue', () => {
  it('has every descriptor below this folder', async () => {
    const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !/\.(?:test|fake)\./.test(file));
    const known = new Set(allKinds().map((kind) => `${kind.type}:${kind.named ?? ''}`));
    const found = new Map<string, string>();
    for (const file of files) {
      const text = readFileSync(join(here, file), 'utf8');
      const exported = [...text.matchAll(/^export const (\w+)(?:: ResourceKind =| = \(\): ResourceKind =>|: readonly KindMaker\[\] =)/gm)].map((match) => match[1] ?? '');
      const module = exported.length === 0 ? {} : ((await import(pathToFileURL(join(here, file)).href)) as Record<string, ResourceKind | KindMaker | readonly KindMaker[]>);
      for (const item of exported.flatMap((name) => module[name] ?? [])) {
        const kind = typeof item === 'function' ? item() : (item as ResourceKind);
        found.set(`${kind.type}:${kind.named ?? ''}`, file);
      }
    }
    expect([...found].filter(([kind]) => !known.has(kind))).toEqual([]);
    expect([...known].filter((kind) => !found.has(kind))).toEqual([]);
  });

  it('finds every kind under the provider it belongs to, and makes it once', () => {
    for (const kind of allKinds()) expect(kindOf(kind.type.toUpperCase(), kind.named)).toBe(kind);
    expect(allKinds()).toEqual(allKinds());
  });

  it('has no type twice, and no own type that has kinds by name besides', () => {
    const own = new Set(ownKinds.map((kind) => kind.type.toLowerCase()));
    expect(new Set(allKinds().map((kind) => `${kind.type}:${kind.named ?? ''}`.toLowerCase())).size).toBe(allKinds().length);
    expect(allKinds().filter((kind) => kind.named !== undefined && own.has(kind.type.toLowerCase()))).toEqual([]);
  });

  it('knows nothing of other types', () => {
    expect(kindOf('Contoso.Cache/things')).toBeUndefined();
    expect(isModelled('Contoso.Cache/things')).toBe(false);
    expect(isModelled('microsoft.network/VIRTUALNETWORKS')).toBe(true);
  });
});

describe('a type that is not in the catalogue', () => {
  it('keeps what was sent and says that it is provisioned', () => {
    const kind = genericKind('Contoso.Cache/things', '2025-07-01');
    const settled = kind.local.settle({ location: 'West Europe', sku: { name: 'Balanced_B0' }, properties: { a: 1 } }, factsFor(kind));
    expect(settled).toMatchObject({ location: 'westeurope', sku: { name: 'Balanced_B0' }, properties: { a: 1, provisioningState: 'Succeeded' }, tags: {} });
    expect(kind.immutable.map((property) => property.path)).toEqual(['location']);
  });

  it('is a child without tags and location when its type has more than two segments', () => {
    const kind = genericKind('Contoso.Cache/things/parts', '2025-07-01');
    expect(kind).toMatchObject({ scope: 'child', parent: 'Contoso.Cache/things', location: 'none', tags: { supported: false } });
  });

  it('is an extension when its provider extends others', () => {
    expect(genericKind('Microsoft.Authorization/policyExemptions', '2022-07-01-preview').scope).toBe('extension');
  });
});
