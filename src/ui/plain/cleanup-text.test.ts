import { describe, expect, test } from 'vitest';
import type { CleanupReport } from '../../model/cleanup.ts';
import { sampleFinding, sampleReport } from '../gallery/sample-cleanup.ts';
import { displayWidth } from '../text/display-width.ts';
import { formatAge } from '../text/time-span.ts';
import { numbersIn } from './ask-picks.ts';
import { cleanupLines, removalLines } from './cleanup-text.ts';
import { createSurface } from './text-surface.ts';

const text = (report: CleanupReport, width = 100, verbosity: 'quiet' | 'normal' | 'verbose' = 'normal'): string => cleanupLines(report, createSurface({ width, titleOf: () => 'storage account' }), verbosity).join('\n');

describe('what a clean-up found, as text', () => {
  test('is numbered throughout, by kind, with age, run and the reason, and ends with the counts', () => {
    expect(text(sampleReport())).toBe(`Resources that no state holds (2)
  1 stnotesdevleft1  370d  storage account  synth-20250111-100000-0123abcd
      in rg-notes-dev-weu-01: the tags say backend main, which run synth-20250111-100000-0123abcd
        last wrote; no state holds it and nothing that stays refers to it; what it stores is lost
  2 stnotesdevleft2  370d  storage account  synth-20250112-100000-0123abcd
      in rg-notes-dev-weu-01: the tags say backend main, which run synth-20250112-100000-0123abcd
        last wrote; no state holds it and nothing that stays refers to it; what it stores is lost

Old runs (1)
  3 synth-20250113-100000-0123abcd  370d
      apply, failed; not among the newest 10 that can be gone back to

Left behind in dev, older than 30d: 2 resources, 1 run.`);
  });

  test('drops columns at 40 cells, and no line is wider', () => {
    const lines = text(sampleReport(), 40).split('\n');
    expect(lines.filter((line) => displayWidth(line) > 40)).toEqual([]);
    expect(lines[1]).toBe('  1 stnotesdevleft1  370d');
    const long = text(sampleReport([sampleFinding('deployments', 1, { name: 'atakora-a-stack-with-a-long-name-20250111-100000-0123abcd-1' })]), 40).split('\n');
    expect(long.filter((line) => displayWidth(line) > 40)).toEqual([]);
    expect(long[1]).toMatch(/^ {2}1 atakora-\S*…\S* {2}370d$/);
  });

  test('says what was not searched and what was left alone, each with its reason when asked', () => {
    const report: CleanupReport = { ...sampleReport([]), notSearched: [{ kind: 'resources', because: 'The state of qa cannot be read.' }], leftAlone: [{ kind: 'resources', id: 'x', name: 'kept', reason: 'locked', because: 'the lock keep is on it' }, { kind: 'runs', id: 'r', name: 'r', reason: 'younger', because: 'it ended yesterday' }] };
    expect(text(report)).toBe(`Left alone: 1 locked, 1 younger (--verbose says which).
  resource kept: the lock keep is on it

Not searched: resources. The state of qa cannot be read.
Nothing older than 30d was left behind in dev.`);
    expect(text(report, 100, 'verbose')).toContain('run r: it ended yesterday');
    expect(text(report, 100, 'quiet')).toBe('Not searched: resources. The state of qa cannot be read.\nNothing older than 30d was left behind in dev.');
  });

  test('shows forty of a kind unless more is asked for, and no control character of Azure', () => {
    const many = sampleReport(Array.from({ length: 45 }, (_, index) => sampleFinding('resources', index, { name: `a\u001B[31mb${index}` })));
    expect(text(many)).toContain('and 5 more (--verbose shows all)');
    expect(text(many)).not.toContain('\u001B');
    expect(text(many, 100, 'verbose')).not.toContain('more (--verbose');
  });

  test('tells each removal on one line', () => {
    const surface = createSurface({ width: 100 });
    const line = (changes: Partial<Parameters<typeof removalLines>[0]>) => removalLines({ type: 'removal', kind: 'resources', id: 'x', name: 'stold', status: 'removed', ...changes }, surface, 'normal', ({ code, message }) => `${code}: ${message}`);
    expect(line({ elapsedMs: 1200 })).toEqual(['✓ resource stold removed in 1.2s']);
    expect(line({ status: 'gone' })).toEqual(['✓ resource stold was gone already']);
    expect(line({ status: 'skipped', because: 'app stays, and needs it' })).toEqual(['↓ resource stold left alone: app stays, and needs it']);
    expect(line({ status: 'failed', failure: { code: 'InUse', message: 'It is in use.' } })).toEqual(['✗ resource stold could not be removed: InUse: It is in use.']);
    expect(line({ status: 'unknown', because: 'stopped' })).toEqual(['↓ resource stold: its end was not seen: stopped']);
    expect(line({ status: 'started' })).toEqual([]);
  });
});

describe('an answer in numbers', () => {
  test.each([
    ['', []],
    ['1', [1]],
    ['1,3', [1, 3]],
    ['1-3', [1, 2, 3]],
    ['runs', [3]],
    ['resources 3', [1, 2, 3]],
    ['ALL', [1, 2, 3]],
  ])('"%s" takes %j', (answer, expected) => {
    const taken = numbersIn(answer, sampleReport());
    expect('numbers' in taken ? [...taken.numbers] : taken).toEqual(expected);
  });

  test.each(['0', '4', '3-1', '1-9', 'groups', 'x', '1,,x', '-1', '1.5'])('"%s" is asked again', (answer) => {
    expect(numbersIn(answer, sampleReport())).toHaveProperty('wrong');
  });
});

describe('an age', () => {
  test.each([[0, '0s'], [-5, '0s'], [999, '0s'], [59_999, '59s'], [60_000, '1min'], [3_600_000, '1h'], [86_399_999, '23h'], [86_400_000, '1d'], [40_000_000_000, '462d']])('of %d ms is %s', (ms, expected) => {
    expect(formatAge(ms)).toBe(expected);
  });
});
