import { describe, expect, test } from 'vitest';
import { blockText, differingMiddle, inlineValue, unifiedDiff } from './value-text.ts';

describe('values', () => {
  test('are written on one line with quoted texts', () => {
    expect(inlineValue({ a: ['x', 1, null], b: {} })).toBe('{ a: ["x", 1, null], b: {} }');
    expect(inlineValue('two\nlines\u009B')).toBe('"two\\nlines\\u009b"');
  });

  test('of several lines, objects and JSON in a text are compared by lines', () => {
    expect(blockText('a\nb')).toBe('a\nb');
    expect(blockText('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(blockText('{not json}')).toBeUndefined();
    expect(blockText('short')).toBeUndefined();
    expect(unifiedDiff('a\nb\nc\n', 'a\nx\nc\n', 1).map(({ text }) => text)).toEqual(['@@ -1,3 +1,3 @@', ' a', '-b', '+x', ' c']);
  });

  test('that differ little are cut to what differs', () => {
    const same = 'https://feedback-dev-weu.azurewebsites.net/api/v1/items/';
    expect(differingMiddle(`${same}old?${same}`, `${same}new?${same}`, '…')).toEqual(['…pi/v1/items/old?https://fee…', '…pi/v1/items/new?https://fee…']);
    expect(differingMiddle('short', 'other', '…')).toEqual(['short', 'other']);
  });
});
