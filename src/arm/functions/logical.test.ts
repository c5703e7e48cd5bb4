import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';

describe('logical functions', () => {
  test.each([
    ["[and(false(), fail('never'))]", false],
    ["[or(true(), fail('never'))]", true],
    ['[not(false())]', true],
    ["[if(false(), fail('never'), 'b')]", 'b'],
    ["[bool('TRUE')]", true],
    ['[bool(0)]', false],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  test.each(["[if('true', 1, 2)]", '[and(true(), 1)]', "[bool('yes')]", '[true(1)]', "[nothing('a')]"])('%s is refused', (expression) => {
    expect(errorOf(() => valueOf(expression)).code).toBe('ATK2004');
  });
});
