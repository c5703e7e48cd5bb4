import fc from 'fast-check';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allScenes } from '../../src/platform/show-gallery.ts';
import { kindOf } from '../../src/resources/catalogue.ts';
import type { GalleryMode, GalleryWindow } from '../../src/ui/gallery/render-scene.ts';
import { framesOf, galleryModes } from '../../src/ui/gallery/render-scene.ts';
import type { Scene } from '../../src/ui/gallery/scene.ts';
import { displayWidth, stripEscapes } from '../../src/ui/text/display-width.ts';
import { projectRoot } from '../gates/gate.ts';

const folder = join(projectRoot, 'snapshots/gallery');
const titleOf = (type: string): string | undefined => kindOf(type)?.title;

/** The windows that a person reviews, and what their files are called. */
const reviewed: readonly (readonly [string, GalleryWindow])[] = [
  ['40', { columns: 40, rows: 24, mode: 'unicode', titleOf }],
  ['80', { columns: 80, rows: 24, mode: 'unicode', titleOf }],
  ['120', { columns: 120, rows: 40, mode: 'unicode', titleOf }],
  ['80-ascii', { columns: 80, rows: 24, mode: 'ascii', titleOf }],
  ['80-screen-reader', { columns: 80, rows: 24, mode: 'screen-reader', titleOf }],
];

/** Scenes whose golden frames are those of their own tests, in snapshots/ui and snapshots/screens. */
const goldenElsewhere: ReadonlySet<string> = new Set(['wizard', 'board', 'record', 'secrets', 'environments', 'settings', 'drift', 'history', 'state', 'doctor']);

const written = new Set<string>();

describe.each(allScenes.filter(({ name }) => !goldenElsewhere.has(name)))('the scene $name', (scene) => {
  test.each(reviewed)('is as reviewed (%s)', async (suffix, window) => {
    const frames = (await framesOf(scene, window)).map(({ state, lines }) => ({ file: `${scene.name}/${state}-${suffix}.txt`, text: `${lines.join('\n')}\n` }));
    for (const { file } of frames) written.add(file);
    for (const { file, text } of frames) await expect(text).toMatchFileSnapshot(join(folder, file));
  });
});

test('no golden frame is left of a scene that is gone', () => {
  const left = (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).filter((file) => !written.has(file));
  expect(left).toEqual([]);
});


const anyWindow: fc.Arbitrary<GalleryWindow> = fc.record({
  columns: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 40, max: 200 }) }, { weight: 1, arbitrary: fc.constant(40) }),
  rows: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 10, max: 50 }) }, { weight: 1, arbitrary: fc.constant(10) }),
  mode: fc.constantFrom<GalleryMode>(...galleryModes),
  color: fc.constantFrom(false, 'dark' as const, 'light' as const, 'color-blind-either' as const),
  links: fc.boolean(),
  titleOf: fc.constant(titleOf),
});

/** What stands against a picture in a window; empty when nothing. */
async function faults(scene: Scene, window: GalleryWindow): Promise<readonly string[]> {
  const frames = await framesOf(scene, window);
  return frames.flatMap(({ state, lines }) => {
    const at = `${scene.name}/${state} ${window.mode} ${window.columns}x${window.rows}`;
    const wide = lines.find((line) => displayWidth(line) > window.columns);
    // oxlint-disable-next-line eslint/no-control-regex -- control characters are what must not be there
    const control = lines.find((line) => /[\u0000-\u001F\u007F-\u009F]/.test(stripEscapes(line)));
    const foreign = window.mode === 'ascii' ? lines.find((line) => /[^\u0020-\u007E]/.test(stripEscapes(line))) : undefined;
    const isSpoken = window.mode === 'screen-reader';
    return [
      ...(scene.kind === 'screen' && !isSpoken && lines.length > window.rows - 1 ? [`${at} has ${lines.length} lines`] : []),
      ...(wide !== undefined && !isSpoken && scene.kind !== 'lines' ? [`${at} is too wide: ${stripEscapes(wide)}`] : []),
      ...(control === undefined ? [] : [`${at} has a control character: ${JSON.stringify(control)}`]),
      ...(foreign === undefined ? [] : [`${at} is not ASCII: ${stripEscapes(foreign)}`]),
      ...(isSpoken && lines.join('').includes('\u001B') ? [`${at} has an escape sequence`] : []),
      ...(lines.length === 0 ? [`${at} is empty`] : []),
    ];
  });
}

describe.each(allScenes)('whatever the window, the scene $name', (scene) => {
  test('fits: no line too wide, no frame too tall, nothing but text', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(anyWindow, async (window) => {
      expect(await faults(scene, window)).toEqual([]);
    }), { numRuns: scene.name === 'tasks' ? 8 : 40 });
  });

  test.each(['unicode', 'ascii'] as const)('says without colour what it says with it (%s)', async (mode) => {
    const window: GalleryWindow = { columns: 80, rows: 24, mode, titleOf };
    const [plain, painted] = await Promise.all([framesOf(scene, window), framesOf(scene, { ...window, color: 'dark' })]);
    expect(painted.map(({ lines }) => lines.map((line) => stripEscapes(line).trimEnd()))).toEqual(plain.map(({ lines }) => lines));
    const seen = new Map<string, string>();
    for (const { state, lines } of plain) {
      const text = lines.join('\n');
      expect(seen.get(text), `${state} looks like another`).toBeUndefined();
      seen.set(text, state);
    }
  });

  test('is reached by its name, once', () => {
    expect(allScenes.filter(({ name }) => name === scene.name)).toEqual([scene]);
    expect(scene.name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  });
});
