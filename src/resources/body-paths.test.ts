import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Json, JsonObject } from '../model/json.ts';
import { asNumber, inCaseOf, mapAt, ofObjects, withoutNulls } from './body-paths.ts';

const upper = (found: Json): Json => (typeof found === 'string' ? found.toUpperCase() : found);
const body: JsonObject = { name: 'a', properties: { tier: 'hot', subnets: [{ name: 'x', ports: ['p', 'q'] }, { name: 'y' }, 'odd'], slots: { one: { state: 'on' }, two: { state: 'off' } } } };

describe('changing a value at a path', () => {
  it.each<[string, JsonObject]>([
    ['name', { ...body, name: 'A' }],
    ['properties.tier', { ...body, properties: { ...(body['properties'] as JsonObject), tier: 'HOT' } }],
    ['properties.subnets[].name', { ...body, properties: { ...(body['properties'] as JsonObject), subnets: [{ name: 'X', ports: ['p', 'q'] }, { name: 'Y' }, 'odd'] } }],
    ['properties.subnets[].ports[]', { ...body, properties: { ...(body['properties'] as JsonObject), subnets: [{ name: 'x', ports: ['P', 'Q'] }, { name: 'y' }, 'odd'] } }],
    ['properties.slots.{*}.state', { ...body, properties: { ...(body['properties'] as JsonObject), slots: { one: { state: 'ON' }, two: { state: 'OFF' } } } }],
  ])('%s', (path, expected) => {
    expect(mapAt(body, path, upper)).toEqual(expected);
  });

  it.each(['nothing', 'properties.nothing.deeper', 'name.deeper', 'name[]', 'properties.subnets.name', 'properties.tier[].x'])('leaves everything as it is where %s is not there or has another shape', (path) => {
    expect(mapAt(body, path, upper)).toEqual(body);
  });

  it('takes out what a change makes undefined, elements of arrays too', () => {
    expect(mapAt(body, 'properties.slots', () => undefined)).toEqual({ name: 'a', properties: { tier: 'hot', subnets: body['properties'] === undefined ? [] : (body['properties'] as JsonObject)['subnets'] } });
    expect(mapAt({ list: [1, 2, 3] }, 'list[]', (found) => (found === 2 ? undefined : found))).toEqual({ list: [1, 3] });
  });

  it('a change that changes nothing gives an equal body, at any path', () => {
    const paths = fc.array(fc.constantFrom('a', 'b[]', '{*}', 'properties', '__proto__'), { minLength: 1, maxLength: 4 }).map((segments) => segments.join('.'));
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'properties'), fc.jsonValue({ maxDepth: 3 })), paths, (any, path) => {
      expect(mapAt(any as JsonObject, path, (found) => found)).toEqual(any);
    }));
  });
});

describe('changes', () => {
  it('one for objects leaves other values', () => {
    const change = ofObjects(({ keep }) => keep);
    expect([change({ keep: 1, drop: 2 }), change('text'), change([1]), change(null)]).toEqual([1, 'text', [1], null]);
  });

  it('words are written as the service writes them; unknown ones stay', () => {
    const change = inCaseOf('Allow', 'Deny');
    expect(['allow', 'DENY', 'Audit', 5].map((word) => change(word))).toEqual(['Allow', 'Deny', 'Audit', 5]);
  });

  it('numbers come of texts that are nothing else', () => {
    expect(['5', '-1.5', '1e3', '5 ', '', 'x', true].map((text) => asNumber(text))).toEqual([5, -1.5, '1e3', '5 ', '', 'x', true]);
  });

  it('nulls go, false values stay', () => {
    expect(withoutNulls({ a: null, b: 0, c: false, d: '', e: { f: null } })).toEqual({ b: 0, c: false, d: '', e: { f: null } });
  });
});
