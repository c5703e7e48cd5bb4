import type { RunId } from '../../../model/run-id.ts';
import type { PastChange, PastRun } from './past-run.ts';

const change = (address: string, action: PastChange['action'], more: Partial<PastChange> = {}): PastChange => ({ address, action, result: 'done', elapsedMs: 2_400, ...more });

function past(run: string, endedAt: string, more: Partial<PastRun>): PastRun {
  return { run: run as RunId, kind: 'apply', environment: 'prod', by: 'anna@laptop', endedAt, elapsedMs: 83_000, result: 'succeeded', changes: [], ...more };
}

/** Runs of every kind, newest first. */
export const pastRuns: readonly PastRun[] = [
  past('synth-20261121-160212-0c11d2e3', '2026-11-21T16:03:35.000Z', { returnsTo: 'synth-20261120-090000-a1b2c3d4', serial: 12, plan: 'e3d2473e9aa0', changes: [change('main/notes-api/site', 'update'), change('main/storage.main/account', 'create', { elapsedMs: 31_000 })] }),
  past('synth-20261121-154010-b8d4e2a1', '2026-11-21T15:41:33.000Z', {
    result: 'failed', by: 'ci@runner-17', serial: 11, plan: 'fbae49497874', error: { code: 'ATK1601', message: 'main/cosmos.main/account could not be created' },
    changes: [
      change('main/notes-api/site', 'update'),
      change('main/storage.main/account', 'delete'),
      change('main/cosmos.main/account', 'create', { result: 'failed', because: 'Azure has no capacity for Cosmos DB accounts with zone redundancy in West Europe' }),
      change('main/cosmos.main/account/database', 'create', { result: 'skipped', because: 'waits for main/cosmos.main/account' }),
    ],
  }),
  past('synth-20261121-101500-77aa88bb', '2026-11-21T10:15:04.000Z', { kind: 'drift --accept', elapsedMs: 3_500, serial: 10 }),
  past('synth-20261120-180000-12345678', '2026-11-20T18:00:02.000Z', { kind: 'state mv', elapsedMs: 300, serial: 9, note: 'moved main/storage.main to main/storage.files', by: 'bert@desk' }),
  past('synth-20261120-110000-99ff00aa', '2026-11-20T11:04:00.000Z', { promotedFrom: { environment: 'staging', run: 'synth-20261119-170000-5e5e5e5e' }, serial: 8, plan: 'a17fbb93cc01', elapsedMs: 240_000, changes: [change('main/notes-api/site', 'replace', { elapsedMs: 190_000 }), change('main/network/hub', 'update')] }),
  past('synth-20261120-090000-a1b2c3d4', '2026-11-20T09:12:00.000Z', { serial: 7, plan: 'e38cc608c0bd', elapsedMs: 702_000, changes: Array.from({ length: 24 }, (_, index) => change(`main/notes-${index}/site`, 'create', { elapsedMs: 1_000 * index })) }),
];

/** What an archive may say. */
export const hostileRuns: readonly PastRun[] = [...pastRuns, past('synth-20260101-000000-00000000', '', { kind: '\u001B[2Japply', by: '日本語\u0007', result: 'failed\n', note: 'x'.repeat(300), error: { code: 'ATK1', message: '\u0000a\nb' }, changes: [change(`main/${'長い'.repeat(60)}`, 'burn', { result: 'unknown', because: 'never\tseen\u001B[31m' })] })];
