import type { SurfaceOptions } from '../plain/text-surface.ts';
import { createSurface } from '../plain/text-surface.ts';
import { glyphsOf } from '../text/glyph-choice.ts';
import type { Color } from '../text/style.ts';
import type { TitleOfType } from '../text/type-title.ts';
import type { Scene, SceneLook, SceneSet, SceneState } from './scene.ts';

/** The ways in which everything is shown. */
export const galleryModes = ['unicode', 'ascii', 'screen-reader', 'no-color', 'reduced-motion'] as const;
export type GalleryMode = (typeof galleryModes)[number];

/** A window, and how text is drawn in it. */
export interface GalleryWindow {
  readonly columns: number;
  readonly rows: number;
  readonly mode: GalleryMode;
  readonly color?: Color;
  /** The terminal shows hyperlinks. */
  readonly links?: boolean;
  readonly titleOf?: TitleOfType | undefined;
}

/** A picture with its place in the gallery. */
export interface GalleryFrame {
  readonly scene: string;
  readonly state: string;
  readonly lines: readonly string[];
}

/** What a scene is drawn for in a window. */
function lookOf({ columns, rows, mode, color = false, links = false, titleOf }: GalleryWindow): SceneLook {
  const isSpoken = mode === 'screen-reader';
  const options: SurfaceOptions = {
    width: columns,
    color: mode === 'no-color' || isSpoken ? false : color,
    glyphs: glyphsOf({ screenReader: isSpoken, ascii: mode === 'ascii' }),
    links: links && !isSpoken,
    screenReader: isSpoken,
    ...(titleOf === undefined ? {} : { titleOf }),
  };
  // A printed text takes forty cells at least; the gallery shows what a screen does with fewer.
  return { options, surface: { ...createSurface(options), width: columns }, rows: Math.max(1, rows - 1), motion: mode !== 'reduced-motion' && !isSpoken };
}

/** Every picture of a scene in a window; with a screen reader what is said in place of a screen is one of them. */
export async function framesOf(scene: Scene, window: GalleryWindow): Promise<readonly GalleryFrame[]> {
  const set = await scene.load();
  const look = lookOf(window);
  if (look.surface.spoken && set.spoken !== undefined) return [{ scene: scene.name, state: 'spoken', lines: await set.spoken(look.options) }];
  return Promise.all(set.states.map(async (state) => ({ scene: scene.name, state: state.name, lines: await drawn(state, look) })));
}

/** Lines as they stand in a terminal: nothing behind the last character. */
async function drawn(state: SceneState, look: SceneLook): Promise<readonly string[]> {
  return (await state.lines(look)).map((line) => line.trimEnd());
}

/** Names of the pictures of a set. */
export function stateNames({ states }: SceneSet): readonly string[] {
  return states.map(({ name }) => name);
}
