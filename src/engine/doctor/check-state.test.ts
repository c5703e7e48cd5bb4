import { describe, expect, it } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import type { LockInfo } from '../../model/lock-record.ts';
import type { StateFacts } from './check-state.ts';
import { checkState } from './check-state.ts';

const document = { serial: 4, run: 'synth-1', resources: 12, unsettled: [] };
const facts = { kind: 'place', place: 'azure-blob acc/states', document, journal: undefined, lock: undefined, lockFile: 'same' } as const satisfies StateFacts;
const lock: LockInfo = { id: 'l1', who: 'anna', host: 'build-7', processId: 1, command: 'apply', run: 'synth-2', since: '2026-01-15T10:00:00.000Z', heartbeat: '2026-01-15T10:00:00.000Z', held: true };
const worse = (more: Partial<Extract<StateFacts, { kind: 'place' }>>): readonly unknown[] => checkState({ ...facts, ...more }).slice(1);

describe('the check of the state', () => {
  it('says where it is and what it holds', () => {
    expect(checkState(facts)).toEqual([{ status: 'ok', summary: 'azure-blob acc/states: serial 4 of run synth-1, 12 resources' }]);
    expect(checkState({ ...facts, document: undefined })).toMatchObject([{ status: 'ok', summary: expect.stringContaining('nothing is applied yet') }]);
  });

  it('tells of a state without a place, one that is damaged, and one that cannot be reached', () => {
    expect(checkState({ kind: 'no-place', error: new AtakoraError('ATK1711', 'no setting') })).toMatchObject([{ status: 'problem', code: 'ATK1711' }]);
    expect(checkState({ ...facts, document: new AtakoraError('ATK1701', 'damaged') })).toMatchObject([{ status: 'problem', code: 'ATK1701' }]);
    expect(checkState({ ...facts, document: new AtakoraError('ATK1802', 'not allowed', { source: 'azure' }) })).toMatchObject([{ status: 'could-not-check' }]);
  });

  it('tells of a run that was cut off, of failures, of the lock and of the lock file', () => {
    expect(worse({ journal: { run: 'synth-2', deployments: ['atakora-data'] } })).toMatchObject([{ status: 'warning', code: 'ATK1716', summary: expect.stringContaining('atakora-data may still run'), next: expect.stringContaining('atakora apply --attach') }]);
    expect(worse({ journal: new AtakoraError('ATK1706', 'torn') })).toMatchObject([{ status: 'problem' }]);
    expect(worse({ document: { ...document, unsettled: ['main/a/b', 'main/c/d'] } })).toMatchObject([{ status: 'warning', summary: expect.stringContaining('main/a/b and 1 more') }]);
    expect(worse({ lock })).toMatchObject([{ status: 'warning', code: 'ATK1704', next: expect.stringContaining('state lock-info') }]);
    expect(worse({ lock: { ...lock, held: false } })).toMatchObject([{ status: 'ok' }]);
    expect(worse({ lock: new AtakoraError('ATK1902', 'unreadable') })).toMatchObject([{ status: 'could-not-check' }]);
    expect(worse({ lockFile: 'behind' })).toMatchObject([{ status: 'warning', next: expect.stringContaining('state pull') }]);
    expect(worse({ lockFile: 'unreadable' })).toMatchObject([{ status: 'warning', code: 'ATK1709' }]);
    expect(worse({ lockFile: new AtakoraError('ATK1707', 'ahead') })).toMatchObject([{ status: 'problem', code: 'ATK1707' }]);
    expect(worse({ moved: new AtakoraError('ATK1710', 'elsewhere') })).toMatchObject([{ status: 'problem', code: 'ATK1710' }]);
  });
});
