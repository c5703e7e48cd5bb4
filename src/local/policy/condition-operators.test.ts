import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/json.ts';
import { operators } from './condition-operators.ts';

const rows: readonly (readonly [operator: string, actual: Json | undefined, wanted: Json, holds: boolean])[] = [
  ['equals', 'West', 'west', true],
  ['equals', undefined, '', true],
  ['equals', false, 'false', true],
  ['notequals', undefined, 'x', true],
  ['like', 'prod-web', 'PROD*', true],
  ['like', 'ab', 'abb*b', false],
  ['like', undefined, '*', false],
  ['notlike', undefined, '*', true],
  ['match', 'ab12', '??##', true],
  ['match', 'Ab', 'ab', false],
  ['matchinsensitively', 'Ab', 'ab', true],
  ['contains', 'Premium_LRS', 'lrs', true],
  ['contains', ['a', 'B'], 'b', true],
  ['in', 'EastUS', ['eastus'], true],
  ['notin', undefined, ['eastus'], true],
  ['containskey', { Team: 'x' }, 'team', true],
  ['notcontainskey', undefined, 'team', true],
  ['less', '2026-01-02', '2026-01-10', true],
  ['less', undefined, 1, false],
  ['greaterorequals', 2, 2, true],
  ['exists', '', 'true', true],
  ['exists', undefined, false, true],
];

describe('the operators of conditions', () => {
  it.each(rows)('%s of %j and %j is %j', (operator, actual, wanted, holds) => {
    expect(operators[operator]?.(actual, wanted)).toBe(holds);
  });
});
