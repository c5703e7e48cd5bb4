import { describe, expect, test } from 'vitest';
import type { RunId } from '../../../model/run-id.ts';
import { beginBrowser } from '../../browser/browser-state.ts';
import { expectFitsAlways, expectScreen, pressKeys } from '../browser-frames.fake.ts';
import { historyBrowser } from './history-browser.ts';
import { pastRun } from './past-run.ts';
import { hostileRuns, pastRuns } from './past-runs.fake.ts';

const browser = historyBrowser('prod');
const begun = beginBrowser(browser, pastRuns);
const after = (...keys: readonly string[]) => pressKeys(begun, keys);
const argv = (...keys: readonly string[]) => {
  const { end } = after(...keys);
  return end?.kind === 'run' ? end.argv : end;
};
const notice = (...keys: readonly string[]) => after(...keys).notice;

describe('the history screen', () => {
  test('does by command lines what can be done with a run', () => {
    expect(argv('p')).toEqual(['history', 'synth-20261121-160212-0c11d2e3', '--explore']);
    expect(argv('r')).toEqual(['replay', 'synth-20261121-160212-0c11d2e3']);
    expect(argv('end', 'B')).toEqual(['rollback', 'synth-20261120-090000-a1b2c3d4']);
    expect(argv('down', 'down', 'S')).toEqual(['state', 'restore', '10']);
    expect(after('y')).toMatchObject({ wish: { kind: 'copy', text: 'synth-20261121-160212-0c11d2e3' }, notice: 'copied synth-20261121-160212-0c11d2e3' });
  });

  test('compares two marked runs, the older one first, or one with the code', () => {
    expect(argv(' ', 'end', ' ', 'd')).toEqual(['diff', 'synth-20261120-090000-a1b2c3d4', 'synth-20261121-160212-0c11d2e3']);
    expect(argv('d')).toEqual(['diff', 'synth-20261121-160212-0c11d2e3']);
    expect(notice(' ', ' ', 'end', ' ', 'd')).toBe('compare: two runs can be compared, 3 are marked');
    expect(notice('down', 'down', 'd')).toBe('compare: only runs of apply keep templates');
  });

  test('says why a run cannot be gone back to, replayed or restored', () => {
    expect(notice('down', 'B')).toBe('roll back: it did not succeed');
    expect(notice('down', 'down', 'B')).toBe('roll back: drift --accept applied nothing that could be gone back to');
    expect(notice('down', 'down', 'down', 'p')).toBe('plan: state mv has no plan');
  });

  test('finds a run by an address that it changed', () => {
    expect(after('/', 'cosmos.main', 'enter').rows.flatMap((row) => (row.kind === 'item' ? [row.id] : []))).toEqual(['synth-20261121-154010-b8d4e2a1']);
  });

  test('any keys leave a screen that fits', () => expectFitsAlways(browser, hostileRuns));
});

describe('a result of the archive', () => {
  const run = 'synth-20261121-154010-b8d4e2a1' as RunId;
  test('is read with what failed in the words of its rule, whatever is missing', () => {
    const items = [{ address: 'a/b/c', action: 'create', result: 'failed', failure: { code: 'Conflict', message: 'long', advice: { sentence: 'the name is taken' } } }, { address: 'a/b/d', failure: { code: 'Conflict', message: 'long' } }, 7];
    expect(pastRun(run, { kind: 'apply', items, promotedFrom: { environment: 'qa', run: 'r' } })).toEqual({
      run, kind: 'apply', environment: '', by: '', endedAt: '', elapsedMs: 0, result: '', promotedFrom: { environment: 'qa', run: 'r' },
      changes: [{ address: 'a/b/c', action: 'create', result: 'failed', because: 'the name is taken' }, { address: 'a/b/d', action: '', result: '', because: 'Conflict: long' }],
    });
    expect(pastRun(run, [])).toBeUndefined();
  });
});

describe.each([40, 80, 120])('the history screen at %i columns', (width) => {
  test.each([
    ['list', [' ', 'down']],
    ['details', ['down', 'tab']],
    ['menu', ['down', 'enter']],
    ['search', ['/', 'storage']],
    ['help', ['?']],
  ] as const)('%s', async (name, keys) => expectScreen(after(...keys), `history/${name}`, width));

  test('empty, loading, and more to come', async () => {
    await expectScreen(beginBrowser(browser, []), 'history/empty', width);
    await expectScreen(beginBrowser(browser, [], undefined, true), 'history/loading', width);
    await expectScreen({ ...begun, hasOlder: true }, 'history/older', width);
  });
});
