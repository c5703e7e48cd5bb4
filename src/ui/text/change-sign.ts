import type { Glyphs } from './glyphs.ts';

const signs = { add: '+', remove: '-', change: '~', unclear: '?', same: '=', alert: '!' } as const;
const words = { add: 'new:', remove: 'gone:', change: 'changed:', unclear: 'unclear:', same: 'same:', alert: 'attention:' } as const;

/** The sign in front of one thing of a difference; a word where signs are words. */
export function changeSign(kind: keyof typeof signs, { spoken }: Pick<Glyphs, 'spoken'>): string {
  return spoken === true ? words[kind] : signs[kind];
}
