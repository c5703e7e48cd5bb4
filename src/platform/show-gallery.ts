import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { GalleryFrame, GalleryMode, GalleryWindow } from '../ui/gallery/render-scene.ts';
import { framesOf, galleryModes, stateNames } from '../ui/gallery/render-scene.ts';
import type { Scene } from '../ui/gallery/scene.ts';
import { scenes } from '../ui/gallery/scenes.ts';
import type { KeySource } from '../ui/ink/key-source.ts';
import { rowLines } from '../ui/plain/row-lines.ts';
import { glyphsOf } from '../ui/text/glyph-choice.ts';
import type { CommandContext } from './command-context.ts';
import { listFlag, textFlag } from './command-context.ts';
import { doctorScene } from './doctor/doctor-gallery.ts';
import { setColorForInk } from './ink-color.ts';

/** Every scene; what is drawn outside of `src/ui` too. */
export const allScenes: readonly Scene[] = [...scenes, doctorScene];

/**
 * Lists the scenes, shows one, or prints all of their pictures. Returns the exit code.
 * @throws AtakoraError `ATK1002` for a scene, mode or size that there is not.
 */
export async function showGallery(context: CommandContext): Promise<number> {
  const { flags, positionals, options } = context;
  const [name] = positionals;
  const windows = wantedWindows(context);
  const chosen = name === undefined ? allScenes : [sceneCalled(name)];
  if (name === undefined && flags['all'] !== true) {
    await listScenes(context);
    return 0;
  }
  const [only] = chosen;
  if (name !== undefined && only !== undefined && options.redraw && !isPrinted(context) && (await onScreen(context, only))) return 0;
  await printFrames(context, chosen, windows);
  return 0;
}

function sceneCalled(name: string): Scene {
  const found = allScenes.find((scene) => scene.name === name);
  if (found !== undefined) return found;
  const near = nearest(name, allScenes.map((scene) => scene.name));
  throw new AtakoraError('ATK1002', `there is no scene "${name}"`, { hint: near === undefined ? 'See `atakora gallery`.' : `Did you mean \`atakora gallery ${near}\`?` });
}

async function listScenes(context: CommandContext): Promise<void> {
  const listed = await Promise.all(allScenes.map(async ({ name, title, kind, load }) => ({ name, title, kind, states: stateNames(await load()) })));
  const text = (): string => `${rowLines(listed.map(({ name, title, states }) => [name, title, states.join(', ')]), context.options.width).join('\n')}\n`;
  context.output.document(listed, text);
}

/** Shows the component itself; false when there is nothing to use with keys. */
async function onScreen({ platform, options, signal }: CommandContext, { load, alternate }: Scene): Promise<boolean> {
  setColorForInk(options.color);
  const { play } = await load();
  if (play === undefined) return false;
  await play({ stdout: platform.stdout as NodeJS.WriteStream, stdin: platform.stdin as unknown as KeySource, glyphs: glyphsOf(options), color: options.color, links: options.links, titleOf, signal, ...(alternate === undefined ? {} : { alternate }) });
  return true;
}

async function printFrames(context: CommandContext, chosen: readonly Scene[], windows: readonly GalleryWindow[]): Promise<void> {
  const pictures: (GalleryFrame & Pick<GalleryWindow, 'mode' | 'columns' | 'rows'>)[] = [];
  for (const { mode, columns, rows, ...look } of windows) {
    for (const scene of chosen) pictures.push(...(await framesOf(scene, { mode, columns, rows, ...look })).map((frame) => ({ ...frame, mode, columns, rows })));
  }
  const text = (): string => pictures.map(({ scene, state, mode, columns, rows, lines }) => `== ${scene} / ${state} (${mode}, ${columns} x ${rows}) ==\n${lines.map((line) => `${line}\n`).join('')}\n`).join('');
  context.output.document(pictures.map((picture) => ({ ...picture, lines: [...picture.lines] })), text);
}

function isPrinted({ flags }: CommandContext): boolean {
  return flags['all'] === true || ['mode', 'width', 'height'].some((flag) => flags[flag] !== undefined);
}

function wantedWindows(context: CommandContext): readonly GalleryWindow[] {
  const { options, platform } = context;
  const columns = wantedSize(context, 'width', [20, 400]) ?? options.width ?? 80;
  const rows = wantedSize(context, 'height', [5, 200]) ?? (platform.stdout as Partial<NodeJS.WriteStream>).rows ?? 24;
  const asked = listFlag(context, 'mode');
  const modes = asked.length > 0 ? asked.map(modeCalled) : [options.screenReader ? 'screen-reader' : options.ascii ? 'ascii' : options.motion === 'reduced' ? 'reduced-motion' : 'unicode'] as const;
  return modes.map((mode) => ({ columns, rows, mode, color: options.color, links: options.links, titleOf }));
}

function modeCalled(name: string): GalleryMode {
  const mode = galleryModes.find((known) => known === name);
  if (mode === undefined) throw new AtakoraError('ATK1002', `--mode ${name} is not one of ${galleryModes.join(', ')}`);
  return mode;
}

function wantedSize(context: CommandContext, flag: string, [least, most]: readonly [number, number]): number | undefined {
  const given = textFlag(context, flag);
  if (given === undefined) return undefined;
  const size = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(size >= least && size <= most)) throw new AtakoraError('ATK1002', `--${flag} ${given} is not a number from ${least} to ${most}`);
  return size;
}

function titleOf(type: string): string | undefined {
  return kindOf(type)?.title;
}
