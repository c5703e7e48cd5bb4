import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';

describe('fail', () => {
  test('ends the evaluation with its message', () => {
    expect(errorOf(() => valueOf("[fail('no such region')]")).message).toContain('no such region');
  });

  test('does nothing in a branch that is not taken', () => {
    expect(valueOf("[if(true(), 1, fail('no'))]")).toBe(1);
  });
});
