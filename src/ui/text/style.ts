/**
 * What a text means, never how it looks: the sixteen colours of the terminal's own palette give each role its look,
 * and every role is also told by a word or a sign, so that colour is never the only one.
 */
export const styleRoles = ['create', 'update', 'replace', 'delete', 'move', 'dim', 'strong', 'success', 'warning', 'error', 'accent'] as const;
export type StyleRole = (typeof styleRoles)[number];

/** Paints a text in a role; gives it back unchanged when colour is off. */
export type Style = (role: StyleRole, text: string) => string;

/** Opening and closing SGR parameters. Only the 16-colour palette: themes keep it readable on light and dark grounds. */
const codes: Readonly<Record<StyleRole, readonly [number, number]>> = {
  create: [32, 39],
  update: [33, 39],
  replace: [35, 39],
  delete: [31, 39],
  move: [36, 39],
  dim: [2, 22],
  strong: [1, 22],
  success: [32, 39],
  warning: [33, 39],
  error: [31, 39],
  accent: [36, 39],
};

/** A painter; without colour it adds no byte. */
export function createStyle(color: boolean): Style {
  if (!color) {
    return (_role, text) => text;
  }
  return (role, text) => {
    const [open, close] = codes[role];
    return text === '' ? '' : `\u001B[${open}m${text}\u001B[${close}m`;
  };
}
