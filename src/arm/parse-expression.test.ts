import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorOf } from './deployment.fake.ts';
import type { Expression } from './expression.ts';
import { escapeLiteral, isExpression, parseExpression, unescapeLiteral } from './parse-expression.ts';
import { printExpression } from './print-expression.ts';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
const place = { start: 0, end: 0 };

const expressions = fc.letrec<{ term: Expression; target: Expression }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string().map((value): Expression => ({ kind: 'string', value, ...place })),
    fc.maxSafeInteger().map((value): Expression => ({ kind: 'integer', value: value === 0 ? 0 : value, ...place })),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }).map((value): Expression => ({ kind: 'integer', value, ...place })),
    tie('target'),
  ),
  target: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(fc.array(name, { minLength: 1, maxLength: 2 }), fc.array(tie('term'), { maxLength: 3 })).map(([parts, args]): Expression => ({ kind: 'call', name: parts.join('.'), arguments: args, ...place })),
    fc.tuple(tie('target'), name).map(([target, property]): Expression => ({ kind: 'property', target, name: property, ...place })),
    fc.tuple(tie('target'), tie('term')).map(([target, index]): Expression => ({ kind: 'index', target, index, ...place })),
  ),
})).term;

/** The same tree with all positions zero. */
function withoutPositions(node: Expression): unknown {
  return JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'start' || key === 'end' ? 0 : typeof value === 'bigint' ? `${value}n` : value)));
}

describe('template expressions', () => {
  test('printing and parsing again gives the same tree', () => {
    fc.assert(
      fc.property(expressions, (tree) => {
        expect(withoutPositions(parseExpression(printExpression(tree)))).toEqual(withoutPositions(tree));
      }),
    );
  });

  test('white space between tokens changes nothing', () => {
    expect(withoutPositions(parseExpression("[ concat ( 'a' ,\n parameters( 'b' ) . c [ 0 ] ) ]"))).toEqual(withoutPositions(parseExpression("[concat('a', parameters('b').c[0])]")));
  });

  test('positions are offsets into the text between the brackets', () => {
    expect(parseExpression("[f('a', 12)]")).toMatchObject({ kind: 'call', start: 0, end: 10, arguments: [{ start: 2, end: 5 }, { start: 7, end: 9 }] });
  });

  test('a quote inside a string is doubled', () => {
    expect(parseExpression("['it''s']")).toMatchObject({ kind: 'string', value: "it's" });
  });

  test.each([
    ['[concat(,)]', "expected token 'Identifier' and actual 'Comma'"],
    ["[f('a' 'b')]", "expected token 'RightParenthesis' and actual 'LiteralString'"],
    ['[f()x]', "expected token 'EndOfData' and actual 'Identifier'"],
    ['[true]', "expected token 'LeftParenthesis' and actual 'EndOfData'"],
    ["[f('a)]", 'the string has no closing quote at position 2'],
    ['[f(#)]', "unexpected character '#' at position 2"],
    ['[]', "expected token 'Identifier' and actual 'EndOfData'"],
    ['[9223372036854775808]', 'the number at position 0 does not fit into a 64-bit integer'],
    ['[-9223372036854775809]', 'does not fit into a 64-bit integer'],
  ])('%s is refused with what was expected', (text, reason) => {
    const error = errorOf(() => parseExpression(text));
    expect(error).toMatchObject({ code: 'ATK2003', armCode: 'InvalidTemplate' });
    expect(error.message).toContain(reason);
  });

  test.each([
    ['calls', (n: number) => `${'not('.repeat(n)}true()${')'.repeat(n)}`],
    ['properties', (n: number) => `f()${'.a'.repeat(n)}`],
    ['indexes', (n: number) => `${'f()['.repeat(n)}0${']'.repeat(n)}`],
  ])('too many nested %s are refused instead of overflowing the stack', (_, build) => {
    expect(parseExpression(build(200))).toBeDefined();
    expect(errorOf(() => parseExpression(build(2_000))).code).toBe('ATK2011');
  });
});

test('an expression may have as many characters as Azure allows, and not one more', () => {
  const text = (length: number) => `['${'x'.repeat(length - 4)}']`;
  expect(parseExpression(text(24_576)).kind).toBe('string');
  expect(errorOf(() => parseExpression(text(24_577))).code).toBe('ATK2010');
});

describe('template strings', () => {
  test.each([
    ['[a]', true],
    ['[[a]', false],
    ['[a', false],
    ['a]', false],
    ['', false],
  ])('%j is an expression: %j', (text, expected) => {
    expect(isExpression(text)).toBe(expected);
  });

  test('only an escaped text that ends with a bracket loses its first one', () => {
    expect(['[[a]', '[[a', 'plain'].map(unescapeLiteral)).toEqual(['[a]', '[[a', 'plain']);
  });

  test('escaping a literal makes template text that stands for it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string().map((inner) => `[${inner}]`), fc.string().map((inner) => `[[${inner}]`)), (text) => {
        expect(isExpression(escapeLiteral(text))).toBe(false);
        expect(unescapeLiteral(escapeLiteral(text))).toBe(text);
      }),
    );
  });
});
