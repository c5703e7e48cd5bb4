import { describe, expect, it } from 'vitest';
import type { Preflight } from '../../model/preflight.ts';
import { fromPreflight } from './preflight-findings.ts';

const found: Preflight = {
  outcomes: [],
  findings: [
    { check: 'permissions', severity: 'blocker', code: 'ATK1802', summary: 'may not write', hint: 'Ask for Contributor there.' },
    { check: 'regions', severity: 'could-not-check', code: 'ATK1807', summary: 'no answer', hint: 'Later.' },
    { check: 'deleted', severity: 'warning', code: 'ATK1806', summary: 'kept', hint: 'Purge.', location: { file: 'b.ts', line: 2 } },
  ],
};

describe('findings of preflight', () => {
  it('go to the check that they belong to, in its words', () => {
    expect(fromPreflight('quotas', { ...found, findings: [{ check: 'quotas', severity: 'blocker', code: 'ATK1808', summary: 'used up', hint: 'Use less.' }] })).toEqual([{ status: 'problem', summary: 'used up', next: 'Use less.', code: 'ATK1808' }]);
    expect(fromPreflight('quotas', found)).toMatchObject([{ status: 'could-not-check' }]);
    expect(fromPreflight('names', found)).toMatchObject([{ status: 'warning', place: 'b.ts:2' }]);
    expect(fromPreflight('providers', found)).toMatchObject([{ status: 'ok' }]);
  });
});
