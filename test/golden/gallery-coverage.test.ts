import { Session } from 'node:inspector/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { allScenes } from '../../src/platform/show-gallery.ts';
import { framesOf, galleryModes } from '../../src/ui/gallery/render-scene.ts';
import { projectRoot } from '../gates/gate.ts';

/** Functions that draw and have no picture in the gallery, each with the reason. */
const exempt: Readonly<Record<string, string>> = {
  wizardScreen: 'it has no lines: `wizardLines` draws them, and is in the gallery',
};

const ui = join(projectRoot, 'src/ui');
const sources = readdirSync(ui, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(?:test|fake)\./.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

/** `src/ui/… name` of every exported function whose name ends in `Lines` and that gives lines. */
const drawing = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?function (\w*Lines)\b.*: (?:Promise<)?(?:readonly string\[\]|\w+Lines)>? \{$/gm)].map((match) => `${relative(projectRoot, file)} ${match[1]}`));

/** Names of everything that is exported as a screen. */
const screens = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^export (?:const|function) (\w+)\b[^=\n]*: (?:Omit<)?Screen</gm)].map((match) => match[1] ?? ''));

/** Names of every list with details. */
const browsers = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^export function (\w+)\(.*: Browser<\w+> \{$/gm)].map((match) => match[1] ?? ''));

/** The functions that ran while every scene was drawn in every mode. */
async function ranInGallery(): Promise<ReadonlySet<string>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  for (const scene of allScenes) {
    for (const mode of galleryModes) await framesOf(scene, { columns: 100, rows: 30, mode });
  }
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return new Set(result.flatMap(({ url, functions }) => functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0).map(({ functionName }) => `${relative(projectRoot, url.replace('file://', ''))} ${functionName}`)));
}

test('every function that draws lines is drawn in the gallery, or says why not', async () => {
  const ran = await ranInGallery();
  expect(drawing.length).toBeGreaterThan(40);
  expect(drawing.filter((name) => !ran.has(name) && exempt[name] === undefined)).toEqual([]);
  expect(Object.keys(exempt).filter((name) => ran.has(name) || (!drawing.includes(name) && !screens.includes(name))), 'exemptions that are not needed any more').toEqual([]);
});

test('every screen and every list with details has a scene', () => {
  const gallery = sources.filter((file) => file.startsWith(join(ui, 'gallery'))).map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(screens.length).toBeGreaterThan(3);
  expect(browsers.length).toBeGreaterThan(6);
  expect([...screens, ...browsers].filter((name) => !gallery.includes(name) && exempt[name] === undefined)).toEqual([]);
});
