import type { Color } from '../ui/text/style.ts';

/** Ink's colour library knows `FORCE_COLOR` only, and reads it when it is loaded: call this before. */
export function setColorForInk(color: Color): void {
  process.env['FORCE_COLOR'] = color !== false ? (process.env['FORCE_COLOR'] ?? '1') : '0';
}
