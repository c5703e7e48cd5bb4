import { describe, expect, test } from 'vitest';
import type { StampedEvent } from '../../model/event.ts';
import type { PlanAction } from '../../model/plan.ts';
import { sampleReport } from '../gallery/sample-cleanup.ts';
import { sampleDrift } from '../gallery/sample-drift.ts';
import { dangerousPlan, emptyPlan, firstPlan, sampleChange } from '../gallery/sample-plan.ts';
import { failedRun, succeededRun } from '../gallery/sample-run.ts';
import { stripEscapes } from '../text/display-width.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { asciiGlyphs, unicodeGlyphs, wordGlyphs } from '../text/glyphs.ts';
import type { Color } from '../text/style.ts';
import { themes } from '../text/theme.ts';
import { changeInFull, changeRow } from './change-lines.ts';
import { removalLines } from './cleanup-text.ts';
import { findingLines } from './diagnostic-text.ts';
import { eventLines } from './event-lines.ts';
import { packageLines } from './package-text.ts';
import { createPlainView } from './plain-view.ts';
import { renderPlan } from './plan-text.ts';
import { layoutRows } from './row-layout.ts';
import { createSurface } from './text-surface.ts';

const storage = { type: 'Microsoft.Storage/storageAccounts', owner: 'storage.main', name: 'account', stack: 'data', azure: 'stx' };

const actions: readonly PlanAction[] = [
  { kind: 'create' },
  { kind: 'update' },
  { kind: 'replace', order: 'delete-first' },
  { kind: 'replace', order: 'create-first' },
  { kind: 'delete' },
  { kind: 'move', from: sampleChange(storage, { kind: 'create' }).address },
  { kind: 'import' },
  { kind: 'forget' },
];

/** Everything that a run of these events prints. */
async function printed(events: readonly StampedEvent[], color: Color, glyphs: Glyphs): Promise<string> {
  let text = '';
  const view = createPlainView({ write: (piece) => (text += piece), color, glyphs, width: 80, verbosity: 'verbose' });
  for (const event of events) view.onEvent(event);
  await view.close();
  return text;
}

/** What is told of each state, without colours. */
function told(states: readonly string[]): readonly string[] {
  return states.map((text) => stripEscapes(text).trim());
}

const sets: readonly (readonly [name: string, glyphs: Glyphs])[] = [['Unicode', unicodeGlyphs], ['ASCII', asciiGlyphs], ['words', wordGlyphs]];

describe.each(sets)('with the signs of %s, colour is never the only sign', (_name, glyphs) => {
  const surface = createSurface({ color: true, glyphs, width: 100 });

  test('actions differ without it', () => {
    const change = (action: PlanAction) => sampleChange(storage, action, { properties: [] });
    const rows = actions.map((action) => changeRow(change(action), surface, layoutRows([change(action)], surface, 4, true)).join('\n'));
    const full = actions.map((action) => changeInFull(change(action), surface, 4).join('\n'));
    const wanted = glyphs.spoken === true ? actions.length - 1 : actions.length;
    expect(new Set(told(rows)).size).toBe(wanted);
    expect(new Set(told(full)).size).toBe(wanted);
  });

  test('risks, severities, and what became of a removal or a package differ without it', () => {
    const risks = (['safe', 'interrupts-service', 'loses-data'] as const).map((risk) => changeInFull(sampleChange(storage, { kind: 'update' }, { risk }), surface, 4).join('\n'));
    const severities = (['error', 'warning'] as const).map((severity) => findingLines({ severity, code: 'ATK1204', summary: 'x', hint: 'y' }, surface).join('\n'));
    const removals = (['started', 'removed', 'gone', 'skipped', 'unknown', 'failed'] as const).map((status) => removalLines({ type: 'removal', kind: 'resources', id: 'x', name: 'x', status }, surface, 'verbose', () => 'why').join('\n'));
    const packages = (['started', 'kept', 'published', 'failed', 'skipped'] as const).map((status) => packageLines({ type: 'package', address: sampleChange(storage, { kind: 'create' }).address, hash: 'a1b2c3d4', status }, surface, 'verbose').join('\n'));
    for (const states of [risks, severities, removals, packages]) expect(new Set(told(states)).size).toBe(states.length);
  });
});

describe('colour adds nothing but itself', () => {
  const runs = [succeededRun(), failedRun()];

  test.each(themes)('to what a run prints, in the theme %s', async (theme) => {
    for (const events of runs) {
      const plain = await printed(events, false, unicodeGlyphs);
      const painted = await printed(events, theme, unicodeGlyphs);
      expect(plain).not.toContain('\u001B');
      expect(painted).toContain('\u001B[');
      expect(stripEscapes(painted)).toBe(plain);
    }
  });

  test.each(themes)('to plans, drift and leftovers, in the theme %s', (theme) => {
    for (const plan of [firstPlan(), dangerousPlan(), emptyPlan()]) {
      for (const width of [40, 80, 120]) expect(stripEscapes(renderPlan(plan, { color: theme, width, detail: 'full' }))).toBe(renderPlan(plan, { width, detail: 'full' }));
    }
    const events: readonly StampedEvent[] = ([{ type: 'drift', report: sampleDrift }, { type: 'cleanup', report: sampleReport() }] as const).map((event, index) => ({ schema: 1, seq: index, at: '2026-01-15T10:00:00.000Z', run: 'x', ...event }));
    for (const event of events) {
      const lines = (color: Color): string => eventLines(event, createSurface({ color, width: 80 }), 'verbose').join('\n');
      expect(stripEscapes(lines(theme))).toBe(lines(false));
    }
  });

  test('with words for signs, no sign is left', async () => {
    for (const events of runs) {
      const text = await printed(events, false, wordGlyphs);
      expect(text).toMatch(/^[\n\u0020-\u007E]*$/);
      expect(text.split('\n').find((line) => /^\s*(?:[+~*!?=]|-\/\+|->|<=|-)\s/.test(line))).toBeUndefined();
    }
  });
});
