import type { Glyphs } from '../text/glyphs.ts';
import { unicodeGlyphs } from '../text/glyphs.ts';
import type { Link } from '../text/link.ts';
import { createLink } from '../text/link.ts';
import type { Color, Style } from '../text/style.ts';
import { createStyle } from '../text/style.ts';
import type { TitleOfType } from '../text/type-title.ts';

/** What printed text is drawn on. */
export interface TextSurface {
  /** Cells in a line. */
  readonly width: number;
  readonly style: Style;
  readonly glyphs: Glyphs;
  /** Makes a text a hyperlink, where the terminal knows them. */
  readonly link: Link;
  /** Everything is read out: sentences instead of columns. */
  readonly spoken: boolean;
  readonly titleOf?: TitleOfType;
}

export interface SurfaceOptions {
  /** Cells in a line; 100 when there is no terminal to ask. Printed text takes at least 40. */
  readonly width?: number | undefined;
  readonly color?: Color;
  readonly glyphs?: Glyphs;
  /** The terminal shows hyperlinks. */
  readonly links?: boolean;
  /** A screen reader is spoken to. */
  readonly screenReader?: boolean;
  /** Words for ARM types, from the catalogue of resource kinds. */
  readonly titleOf?: TitleOfType;
}

/** A surface with the defaults of a pipe: 100 cells, no colour, Unicode. */
export function createSurface(options: SurfaceOptions): TextSurface {
  return {
    width: Math.max(40, options.width ?? 100),
    style: createStyle(options.color ?? false),
    glyphs: options.glyphs ?? unicodeGlyphs,
    link: createLink(options.links ?? false),
    spoken: options.screenReader ?? options.glyphs?.spoken ?? false,
    ...(options.titleOf === undefined ? {} : { titleOf: options.titleOf }),
  };
}
