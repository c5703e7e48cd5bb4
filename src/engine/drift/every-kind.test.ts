import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { allKinds } from '../../resources/catalogue.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { driftDifferences } from '../plan/drift.ts';
import { pickManaged } from '../plan/managed-values.ts';
import { compareBody } from './compare-body.ts';

/** A place in a body, as keys and indexes, and how it is written. */
interface Leaf {
  readonly steps: readonly (string | number)[];
  readonly path: string;
  readonly plainPath: string;
  readonly value: string | number | boolean;
}

function leavesOf(value: Json | undefined, steps: readonly (string | number)[] = [], path = '', plainPath = ''): readonly Leaf[] {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((item, index) => leavesOf(item, [...steps, index], `${path}[${String(index)}]`, plainPath));
  }
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => (/^[\w-]+$/.test(key) ? leavesOf(item, [...steps, key], path === '' ? key : `${path}.${key}`, plainPath === '' ? key : `${plainPath}.${key}`) : []));
  }
  return value === undefined || value === null || value === '' || typeof value === 'object' ? [] : [{ steps, path, plainPath, value }];
}

function replaced(value: Json, [step, ...rest]: readonly (string | number)[], leaf: Json): Json {
  if (step === undefined) return leaf;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, index) => (index === step ? replaced(item, rest, leaf) : item));
  return { ...(value as JsonObject), [step]: replaced((value as JsonObject)[step] ?? null, rest, leaf) };
}

const other = (value: string | number | boolean): Json => (typeof value === 'string' ? `${value}x` : typeof value === 'number' ? value + 1 : !value);

/** True for a place that a rule of the kind, or of every kind, speaks of: what Azure decides, keeps to itself, or may answer instead. */
function isListed({ plainPath, path, value }: Leaf, kind: ResourceKind): boolean {
  const { opaque, answered, added } = kind.live;
  const outputs = Object.keys(kind.local.rules.outputs ?? {}).map((output) => output.replaceAll('[]', ''));
  const byRule = [...opaque, ...Object.keys(added)].some((listed) => plainPath === listed || plainPath.startsWith(`${listed}.`)) || (answered[plainPath] ?? []).some((rule) => rule.sent === undefined || rule.sent === value);
  const byName = /^(?:id|name|type)$|(?:^|\.)(?:etag|provisioningState|\w*(?:created|modified|updated|creation)\w*|uniqueId|resourceGuid)$/i.test(plainPath);
  return byRule || byName || outputs.includes(plainPath) || path === '';
}

const factless = { id: '/subscriptions/s/resourceGroups/g/providers/Test/x/n', name: 'n', location: 'westeurope', tenantId: '', subscriptionId: 's', resourceGroup: 'g', answer: 'GET' as const, createdAt: '1970-01-01T00:00:00.000Z', guid: () => '00000000-0000-0000-0000-000000000000' };

/** What the kind answers when something of the user's own is sent, sent as a whole: the body that every later look is compared with. */
function bodyOf(kind: ResourceKind, own: JsonObject): JsonObject {
  return kind.local.settle({ ...(kind.location === 'required' ? { location: 'westeurope' } : {}), ...(kind.tags.supported ? { tags: { owner: 'me' } } : {}), properties: { own } }, factless);
}

const editsIn = (applied: JsonObject, live: JsonObject, kind: ResourceKind): readonly string[] =>
  compareBody({ applied, live, apiVersion: kind.apiVersion }, kind).flatMap(({ point, origin }) => (origin === 'edit' ? [point.path] : []));

describe.each(allKinds().map((kind) => [kind.named === undefined ? kind.type : `${kind.type}/${kind.named}`, kind] as const))('%s', (_name, kind) => {
  const body = bodyOf(kind, { size: 2, on: true, label: 'blue', rules: [{ name: 'a', port: 1 }, { name: 'b', port: 2 }], list: ['x', 'y'] });
  const leaves = leavesOf(body).filter((leaf) => !isListed(leaf, kind));

  it('is as it was applied when Azure answers with that', () => {
    expect(editsIn(body, body, kind)).toEqual([]);
  });

  it('reports every value that somebody changes and no rule lists', () => {
    const missed = leaves.filter((leaf) => !editsIn(body, replaced(body, leaf.steps, other(leaf.value)) as JsonObject, kind).includes(leaf.path));
    expect(leaves.length).toBeGreaterThan(2);
    expect(missed.map(({ path }) => path)).toEqual([]);
  });

  it('reports each of them with certainty once the answer to the last apply was recorded', () => {
    const rules = { kind, fingerprint: (text: string) => `fingerprint:01234567:${text.length.toString(16).padStart(64, '0')}` };
    const record = { id: factless.id, type: kind.type, apiVersion: kind.apiVersion, name: 'n', stack: '', owner: '', dependsOn: [], desired: body, desiredHash: '', live: pickManaged(body, body, rules), generation: 1, createdRun: '', updatedRun: '', status: 'applied', protect: false } as const;
    const drifted = (live: JsonObject): readonly string[] => driftDifferences(record, live, rules).map(({ point }) => point.plainPath);
    const hidden = (leaf: Leaf): boolean => kind.live.writeOnly.some((path) => leaf.plainPath === path || leaf.plainPath.startsWith(`${path}.`));
    expect(drifted(body)).toEqual([]);
    const missed = leaves.filter((leaf) => !hidden(leaf) && !drifted(replaced(body, leaf.steps, other(leaf.value)) as JsonObject).some((path) => path.startsWith(leaf.plainPath) || leaf.plainPath.startsWith(path)));
    expect(missed.map(({ path }) => path)).toEqual([]);
  });

  it('reports an edit in whatever the user sends', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{2,6}Zone$/), fc.oneof(fc.stringMatching(/^[a-z]{3,8}$/), fc.integer({ min: 1, max: 99 }), fc.boolean()), { minKeys: 1, maxKeys: 4 }), (own) => {
        const sent = bodyOf(kind, own);
        for (const leaf of leavesOf(sent).filter(({ path }) => path.startsWith('properties.own.'))) {
          expect(editsIn(sent, replaced(sent, leaf.steps, other(leaf.value)) as JsonObject, kind)).toContain(leaf.path);
        }
      }),
      { numRuns: 3 },
    );
  });
});
