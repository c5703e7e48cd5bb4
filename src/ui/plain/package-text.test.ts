import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { PackageChange } from '../../model/plan.ts';
import { emptyBoard, reduceBoard } from '../ink/board-state.ts';
import { recordLines } from '../ink/record-lines.ts';
import { samplePlan } from '../gallery/sample-plan.ts';
import { stamp } from '../gallery/sample-run.ts';
import { displayWidth } from '../text/display-width.ts';
import { asciiGlyphs } from '../text/glyphs.ts';
import { planMarkdown } from '../markdown/plan-markdown.ts';
import { packageLines, packageSection } from './package-text.ts';
import { isEmptyPlan, noChangesSentence } from './plan-summary.ts';
import { renderPlan } from './plan-text.ts';
import { createSurface } from './text-surface.ts';

const app = 'main/functions.main/app' as Address;
const [one, two] = ['a1b2c3d4'.repeat(8), 'e5f6a7b8'.repeat(8)];
const publish: PackageChange = { address: app, siteId: '/x', path: 'dist/app', before: one, after: two, action: 'publish' };
const keep: PackageChange = { ...publish, address: 'main/functions.jobs/app' as Address, before: two, action: 'keep' };
const first: PackageChange = { address: app, siteId: '/x', path: 'dist/app', after: two, action: 'publish' };

type Told = Omit<Extract<EngineEvent, { readonly type: 'package' }>, 'type' | 'address' | 'hash'>;
const told = (event: Told, verbosity: 'quiet' | 'normal' = 'normal'): readonly string[] => packageLines({ type: 'package', address: app, hash: two, ...event }, createSurface({}), verbosity);

describe('packages in the printed plan', () => {
  test('have a section: what an app runs, and what it will', () => {
    expect(packageSection(samplePlan([], { packages: [publish, keep] }), createSurface({}))).toEqual(['Packages', '    ~ main/functions.main/app  dist/app  a1b2c3d4 → e5f6a7b8']);
    expect(packageSection(samplePlan([], { packages: [first] }), createSurface({}))).toEqual(['Packages', '    + main/functions.main/app  dist/app  e5f6a7b8']);
    expect(packageSection(samplePlan([], { packages: [keep] }), createSurface({}))).toEqual([]);
  });

  test('make a plan that is not empty, and are counted', () => {
    expect(isEmptyPlan(samplePlan([], { packages: [publish] }))).toBe(false);
    expect(isEmptyPlan(samplePlan([], { packages: [keep] }))).toBe(true);
    expect(noChangesSentence(samplePlan([], { packages: [keep] }))).toContain('0 resources and 1 package, all unchanged');
    const text = renderPlan(samplePlan([], { packages: [publish, keep] }));
    expect(text).toContain('1 package unchanged');
    expect(text.trimEnd().split('\n').at(-1)).toBe('Plan: 0 to create, 0 to change, 0 to replace, 0 to delete, 1 package to publish.');
  });

  test('are safe for a terminal and never wider than it', () => {
    const evil: PackageChange = { ...publish, path: `dist/\u001B[31m${'x'.repeat(80)}` };
    expect(renderPlan(samplePlan([], { packages: [evil] }))).not.toContain('\u001B');
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 120 }), (width) => {
        expect(Math.max(...renderPlan(samplePlan([], { packages: [evil, first] }), { width, glyphs: asciiGlyphs }).split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('stand in the comment of a pull request at every level of detail', () => {
    const plan = samplePlan([], { packages: [publish] });
    expect(planMarkdown(plan)).toContain('- publish `dist/app` to `main/functions.main/app`: `a1b2c3d4` → `e5f6a7b8`');
    expect(planMarkdown(plan, { limit: 350 })).toContain('publish `dist/app`');
    expect(planMarkdown(samplePlan([], { packages: [keep] }))).not.toContain('Packages');
  });
});

describe('what happened to the code of an app', () => {
  test('is a line each, with what the app says of itself', () => {
    expect(told({ status: 'started', bytes: 2_097_152 })).toEqual(['○ publishing package e5f6a7b8 to main/functions.main/app (2.0 MB)']);
    expect(told({ status: 'published', elapsedMs: 1200, health: { kind: 'running', version: '4.1036' } })).toEqual(['✓ main/functions.main/app has package e5f6a7b8 after 1.2s; it runs, host 4.1036']);
    expect(told({ status: 'published', health: { kind: 'unchecked', why: 'not run (local)' } })[0]).toContain('health unchecked: not run (local)');
    expect(told({ status: 'published', health: { kind: 'failing', why: 'no module' } }).join(' ')).toContain('it does not run: no module');
    expect(told({ status: 'failed', because: 'no\u001B route' })).toEqual(['✗ main/functions.main/app did not get package e5f6a7b8: no route']);
    expect(told({ status: 'skipped', because: 'stack data was not finished' })[0]).toContain('↓ main/functions.main/app did not get');
    expect(told({ status: 'kept' })).toEqual(['✓ main/functions.main/app keeps its package e5f6a7b8: it is unchanged']);
  });

  test('goes to the scrollback of the board as it happens', () => {
    const events = stamp([
      [0, { type: 'apply', status: 'started', kind: 'apply', resources: [] }],
      [1, { type: 'package', address: app, hash: two, status: 'started', bytes: 980 }],
      [2, { type: 'package', address: app, hash: two, status: 'published', elapsedMs: 1000 }],
    ]);
    const board = events.reduce(reduceBoard, emptyBoard);
    expect(board.unwritten.flatMap((entry) => recordLines(entry, createSurface({})))).toEqual([
      '○ publishing package e5f6a7b8 to main/functions.main/app (980 bytes)',
      '✓ main/functions.main/app has package e5f6a7b8 after 1.0s',
    ]);
  });

  test('is told in quiet runs only when it is a result', () => {
    expect([told({ status: 'started' }, 'quiet'), told({ status: 'kept' }, 'quiet')]).toEqual([[], []]);
    expect(told({ status: 'published' }, 'quiet')).toHaveLength(1);
  });
});
