import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateAccountName, stateGroupName } from './state-names.ts';

const facts = { project: 'Café Notes', projectId: '0f1e2d3c', subscriptionId: '33333333-3333-4333-8333-333333333333' };

describe('the names of the place of a state', () => {
  test('come from the project, and from manifest and subscription', () => {
    expect(stateAccountName(facts)).toMatch(/^stcafenotes[a-z2-7]{8}$/);
    expect(stateGroupName(facts)).toBe('rg-cafe-notes-state');
    expect(stateAccountName({ ...facts, subscriptionId: '4' })).not.toBe(stateAccountName(facts));
    expect(stateAccountName(facts, 1)).not.toBe(stateAccountName(facts));
  });

  test('are such as Azure takes, whatever the project is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.nat(5), (project, attempt) => {
        expect(stateAccountName({ ...facts, project }, attempt)).toMatch(/^[a-z0-9]{3,24}$/);
        expect(stateGroupName({ project })).toMatch(/^rg-[a-z0-9-]+-state$/);
        expect(stateGroupName({ project }).length).toBeLessThanOrEqual(90);
      }),
    );
  });
});
