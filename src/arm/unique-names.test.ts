import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guid } from './guid.ts';
import { sha1 } from './sha1.ts';
import { uniqueString } from './unique-string.ts';

describe('deterministic names', () => {
  test.each([
    [[''], 'aaaaaaaaaaaaa'],
    [['test'], 'rbgf3xv4ufgzg'],
    [['test', 'test2', 'test3'], 'bqgd334z2uj64'],
    [['/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg'], 'bmg7c6xu4tw46'],
  ])('uniqueString of %j is what Azure gives', (parts, expected) => {
    expect(uniqueString(...parts)).toBe(expected);
  });

  test('uniqueString has thirteen characters of its alphabet and joins with a dash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (a, b) => {
        expect(uniqueString(a, b)).toMatch(/^[a-z2-7]{13}$/);
        expect(uniqueString(a, b)).toBe(uniqueString(`${a}-${b}`));
      }),
    );
  });

  test.each([
    [['asdf'], '228d27cc-6fdb-5934-b7ac-1efccebade04'],
    [['foo', 'bar', 'baz'], '2ed86837-7c7c-5eaa-9864-dd077fd19b0d'],
  ])('guid of %j is what Azure gives', (parts, expected) => {
    expect(guid(...parts)).toBe(expected);
  });

  test('the hash under it agrees with the platform at every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(Buffer.from(sha1(bytes)).toString('hex')).toBe(createHash('sha1').update(bytes).digest('hex'));
      }),
    );
  });
});
