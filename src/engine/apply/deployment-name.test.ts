import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deploymentName } from './deployment-name.ts';

const run = 'synth-20251014-153000-b8d4e2a1';

test('a deployment is named after stack, run and attempt', () => {
  expect(deploymentName('data-2', run, 1)).toBe('atakora-data-2-20251014-153000-b8d4e2a1-1');
});

test('long and odd stack ids are bent to what Azure allows, and stay apart', () => {
  const stack = fc.string({ minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(stack, stack, fc.integer({ min: 1, max: 99 }), (a, b, attempt) => {
      const name = deploymentName(a, run, attempt);
      expect(name.length).toBeLessThanOrEqual(64);
      expect(name).toMatch(/^[A-Za-z0-9._-]+$/);
      expect(name === deploymentName(b, run, attempt)).toBe(a === b);
    }),
  );
});
