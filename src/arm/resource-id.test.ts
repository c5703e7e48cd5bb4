import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareResourceIds, formatResourceId, normalizeScopeWords, parseResourceId, resourceIdKey, segmentsMatch } from './resource-id.ts';

const segment = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.-]{0,6}$/);
const scope = fc.oneof(
  fc.constant(''),
  segment.map((s) => `/subscriptions/${s}`),
  fc.tuple(segment, segment).map(([s, g]) => `/subscriptions/${s}/resourceGroups/${g}`),
  segment.map((m) => `/providers/Microsoft.Management/managementGroups/${m}`),
);

describe('resource ids', () => {
  test('taking an id apart gives what it was made of', () => {
    fc.assert(
      fc.property(scope, segment, fc.array(fc.tuple(segment, segment), { minLength: 1, maxLength: 3 }), (owner, namespace, levels) => {
        const type = [namespace, ...levels.map(([t]) => t)].join('/');
        const name = levels.map(([, n]) => n).join('/');
        expect(parseResourceId(formatResourceId(owner, type, name))).toEqual({ scope: owner, type, name });
      }),
    );
  });

  test.each([
    ['/subscriptions/s/resourceGroups/g', { scope: '/subscriptions/s', type: 'Microsoft.Resources/resourceGroups', name: 'g' }],
    ['/subscriptions/s', { scope: '', type: 'Microsoft.Resources/subscriptions', name: 's' }],
    ['/providers/Microsoft.Management/managementGroups/m', { scope: '', type: 'Microsoft.Management/managementGroups', name: 'm' }],
    ['/subscriptions/s/providers/A.B/c/x/providers/E.F/g/y', { scope: '/subscriptions/s', type: 'A.B/c/providers/g', name: 'x/E.F/y' }],
  ])('%s is a resource of its type', (id, expected) => {
    expect(parseResourceId(id)).toEqual(expected);
  });

  test.each(['', 'A.B/c/x', '/subscriptions/s/resourceGroups/g/A.B/c/x', '/subscriptions/s/providers/A.B/c'])('%j is none', (text) => {
    expect(parseResourceId(text)).toBeUndefined();
  });

  test('compare ignoring case, children before longer names', () => {
    expect(resourceIdKey('/A')).toBe(resourceIdKey('/a'));
    expect(['/s/x-f', '/s/X/c', '/s/x'].toSorted(compareResourceIds)).toEqual(['/s/x', '/s/X/c', '/s/x-f']);
  });

  test('the words of the scope get one spelling, names keep theirs', () => {
    expect(normalizeScopeWords('/SUBSCRIPTIONS/S/resourcegroups/G/Providers/a.b/c/X')).toBe('/subscriptions/S/resourceGroups/G/providers/a.b/c/X');
  });

  test('types and names have matching levels', () => {
    expect([segmentsMatch('A/b', 'x'), segmentsMatch('A/b/c', 'x/y'), segmentsMatch('A/b', 'x/y'), segmentsMatch('A/b/c', 'x/'), segmentsMatch('A', '')]).toEqual([true, true, false, false, false]);
  });
});
