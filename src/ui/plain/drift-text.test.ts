import { describe, expect, test } from 'vitest';
import type { DriftReport } from '../../model/drift.ts';
import { sampleDrift, sampleDrifted, sampleEdit } from '../gallery/sample-drift.ts';
import { displayWidth, stripEscapes } from '../text/display-width.ts';
import { asciiGlyphs } from '../text/glyphs.ts';
import { driftLines } from './drift-text.ts';
import { createSurface } from './text-surface.ts';

const lines = (width: number, more: Parameters<typeof createSurface>[0] = {}, verbosity: 'quiet' | 'normal' | 'verbose' = 'normal'): readonly string[] => driftLines(sampleDrift, createSurface({ width, ...more }), verbosity);

describe('the printed drift', () => {
  test.each([40, 80, 120])('is as reviewed at %i columns', async (width) => {
    await expect(`${lines(width).join('\n')}\n`).toMatchFileSnapshot(`../../../snapshots/ui/drift/${String(width)}.txt`);
  });

  test.each([40, 47, 80, 120, 200])('is never wider than %i columns', (width) => {
    for (const verbosity of ['quiet', 'normal', 'verbose'] as const) {
      expect(Math.max(...lines(width, { color: true }, verbosity).map(displayWidth))).toBeLessThanOrEqual(width);
    }
  });

  test('says with colours what it says without', () => {
    expect(lines(80, { color: true }).map(stripEscapes)).toEqual(lines(80));
  });

  test('says in words who did it and how sure that is, in ASCII too', () => {
    const text = lines(120, { glyphs: asciiGlyphs }).join('\n');
    for (const word of ["somebody's edit, certain", "somebody's edit, potential", 'left to others by ignoreChanges', 'your change', 'deleted in Azure', 'made again in Azure', '(sensitive, changed)', 'the definition now wants "TLS1_3"']) {
      expect(text).toContain(word);
    }
  });

  test('ends with the verdict, which is all that quiet tells', () => {
    const verdict = 'Drift: 4 of 5 resources in prod, 4 values edited, 1 deleted.';
    expect(lines(120).at(-1)).toBe(verdict);
    expect(lines(120, {}, 'quiet')).toEqual([verdict]);
  });

  test('shows changes of one\'s own in untouched resources only when asked', () => {
    expect(lines(120).join('\n')).not.toContain('main/storage.quiet/account');
    expect(lines(120, {}, 'verbose').join('\n')).toContain('main/storage.quiet/account');
  });

  test('names what could not be compared only when asked', () => {
    expect(lines(120).join('\n')).not.toContain('properties.secret');
    expect(lines(120, {}, 'verbose').some((line) => /^ {4}main\/\S+: properties\.secret$/.test(line))).toBe(true);
  });

  test('of nothing is one sentence', () => {
    const none: DriftReport = { ...sampleDrift, resources: [], counts: { compared: 5, drifted: 0, edits: 0, missing: 0, yourChanges: 0, defaults: 0, ignored: 0, notAnalysed: 0 } };
    expect(driftLines(none, createSurface({ width: 120 }), 'normal')).toEqual(['No drift. prod is in Azure as it was applied: 5 resources compared.']);
  });

  test('keeps control characters of names to itself', () => {
    const evil: DriftReport = { ...sampleDrift, environment: 'a\u001B[2J', resources: [sampleDrifted('x\u001B[31m\n', { azureName: 'b\u0007', findings: [sampleEdit('tags.\u001B[0m', { live: '\u001B[2J' })] })] };
    expect(driftLines(evil, createSurface({ width: 80 }), 'normal').join('')).not.toMatch(/\p{Cc}/u);
  });
});
