import type { Theme } from './theme.ts';
import { paints } from './theme.ts';

/**
 * What a text means, never how it looks: the sixteen colours of the terminal's own palette give each role its look,
 * and every role is also told by a word or a sign, so that colour is never the only one.
 */
export const styleRoles = ['create', 'update', 'replace', 'delete', 'move', 'dim', 'strong', 'success', 'warning', 'error', 'accent'] as const;
export type StyleRole = (typeof styleRoles)[number];

/** Paints a text in a role; gives it back unchanged when colour is off. */
export type Style = (role: StyleRole, text: string) => string;

/** Whether text is painted, and in which theme; `true`: in one that can be read on any ground. */
export type Color = boolean | Theme;

/** A painter; without colour it adds no byte. */
export function createStyle(color: Color): Style {
  if (color === false) {
    return (_role, text) => text;
  }
  const roles = paints[color === true ? 'either' : color];
  return (role, text) => {
    const [open, close] = roles[role];
    return text === '' ? '' : `\u001B[${open}m${text}\u001B[${close}m`;
  };
}
