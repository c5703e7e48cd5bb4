import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionsIn, templatePosition } from './template-position.ts';

const source = `{
  // a comment with "quotes" and { braces
  "parameters": { "a": { "type": "string" }, "a.b": { "type": "int" } },
  "resources": [
    /* first */ { "name": "x, ] }", "text": "over
two lines" },
    {
      "name": "y",
      "tags": { "a b": "\\"", "q\\"": 1 }
    }
  ]
}`;

describe('templatePosition', () => {
  it.each([
    ['', 1, 1],
    ['parameters.a', 3, 24],
    ['parameters.a.type', 3, 34],
    ['parameters.a.b', 3, 53],
    ['parameters.a.b.type', 3, 63],
    ['resources[0]', 5, 17],
    ['resources[1]', 7, 5],
    ['resources[1].name', 8, 15],
    ["resources[1].tags['a b']", 9, 24],
    ['resources[1].tags.q"', 9, 37],
  ])('finds %s', (path, line, column) => {
    expect(templatePosition(source, path)).toEqual({ line, column });
  });

  it('answers the nearest value around a path that is not there', () => {
    expect(templatePosition(source, 'resources[1].properties.sku')).toEqual({ line: 7, column: 5 });
    expect(templatePosition(source, 'resources[7].name')).toEqual({ line: 4, column: 16 });
  });

  it('does not count a byte order mark as a column', () => {
    expect(templatePosition('\uFEFF{"a": 1}', 'a')).toEqual({ line: 1, column: 7 });
  });

  it('knows no place in a text that is no object', () => {
    expect(templatePosition('hello', 'a')).toBeUndefined();
    expect(templatePosition('', '')).toBeUndefined();
  });

  it('ends for every text, also one cut off', () => {
    fc.assert(fc.property(fc.nat(source.length), fc.constantFrom('resources[1].tags.x', 'parameters.a.b.type', 'resources[9]'), (length, path) => {
      templatePosition(source.slice(0, length), path);
      return true;
    }));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '/', '*', 'a', '\\', '\n', ' ') }), (text) => {
      templatePosition(`{${text}`, 'a[0].b');
      return true;
    }));
  });

  it('finds every value of a document at the place where it stands', () => {
    fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.array(fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.integer())), { minKeys: 1 }), (json) => {
      const text = JSON.stringify(json, null, 2);
      const lines = text.split('\n');
      const find = positionsIn(text);
      for (const [key, items] of Object.entries(json)) {
        items.forEach((item, i) => {
          for (const [inner, value] of Object.entries(item)) {
            const place = find(`${key}[${i}].${inner}`);
            expect(lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1)).toMatch(new RegExp(`^${value},?$`));
          }
        });
      }
    }));
  });
});
