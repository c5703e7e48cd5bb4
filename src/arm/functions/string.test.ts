import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

describe('string functions', () => {
  test.each([
    ["[format('{0}-{1:D3}-{{}}', 'a', 7)]", 'a-007-{}'],
    ["[format('{0,5}|{0,-5}|', 'ab')]", '   ab|ab   |'],
    ["[format('{0}', createObject('a', createArray(true(), 'it''s')))]", "{'a':[true,'it\\'s']}"],
    ["[string(createObject('a', 1))]", '{"a":1}'],
    ['[string(false())]', 'False'],
    ["[replace('a.b.c', '.', '$&')]", 'a$&b$&c'],
    ["[split('a.b|c', createArray('.', '|'))]", ['a', 'b', 'c']],
    ["[substring('abc', 1)]", 'bc'],
    ["[padLeft(7, 3, '0')]", '007'],
    ["[trim('  a ')]", 'a'],
    ["[endsWith('abc', 'BC')]", true],
    ["[like('Storage-West', 's*-w*')]", true],
    ["[like('aXa', 'a*b*a')]", false],
    ["[join(createArray(1, true(), 'c'), '-')]", '1-True-c'],
    ["[uniqueString('test')]", 'rbgf3xv4ufgzg'],
    ["[guid('asdf')]", '228d27cc-6fdb-5934-b7ac-1efccebade04'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });

  test.each(["[format('{1}', 'a')]", "[format('{', 'a')]", "[substring('abc', 2, 2)]", "[padLeft('a', 17)]", "[base64ToString('@')]", "[dataUriToString('x')]", "[replace('a', '', 'b')]", '[toLower(1)]', '[newGuid()]'])('%s is refused', (expression) => {
    expect(errorOf(() => valueOf(expression)).code).toBe('ATK2004');
  });

  test('encodings come back as they went', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const [encode, decode] of [['base64', 'base64ToString'], ['dataUri', 'dataUriToString'], ['uriComponent', 'uriComponentToString']]) {
          expect(valueOf(`[${decode}(${encode}(${literal(text)}))]`)).toBe(text);
        }
      }),
    );
  });
});
