/** Which colours the roles have: for dark grounds, for light ones, for either where the ground is not known; each also without red beside green. */
export const themes = ['dark', 'light', 'either', 'color-blind-dark', 'color-blind-light', 'color-blind-either'] as const;
export type Theme = (typeof themes)[number];

/** What a person can ask for; `auto`: by the ground that the terminal tells. */
export const themeChoices = ['auto', 'dark', 'light', 'color-blind'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** Opening and closing SGR parameters of a role; none: the text stays as it is. */
export type Paint = readonly [open: string, close: string];

const color = (code: number): Paint => [`${code}`, '39'];
const bold: Paint = ['1', '22'];
const faint: Paint = ['2', '22'];
const boldColor = (code: number): Paint => [`1;${code}`, '22;39'];

const [red, green, yellow, blue, magenta, cyan, gray, brightRed, brightBlue, brightMagenta] = [31, 32, 33, 34, 35, 36, 90, 91, 94, 95];

/** What does well, what does harm, what is about to change, what only points. */
interface Inks {
  readonly good: Paint;
  readonly bad: Paint;
  readonly worse: Paint;
  readonly careful: Paint;
  readonly pointing: Paint;
  readonly dim: Paint;
}

/** Every role of `style.ts` in one of them. */
type Paints = Readonly<Record<'create' | 'update' | 'replace' | 'delete' | 'move' | 'dim' | 'strong' | 'success' | 'warning' | 'error' | 'accent', Paint>>;

function rolesOf({ good, bad, worse, careful, pointing, dim }: Inks): Paints {
  return { create: good, success: good, update: careful, warning: careful, replace: worse, delete: bad, error: bad, move: pointing, accent: pointing, dim, strong: bold };
}

/**
 * The looks of the roles, from the sixteen colours of the terminal alone. They are chosen by contrast: what each has on the usual palettes
 * is computed in `theme.test.ts`, with the few that fall below 3:1 and what says the same beside them.
 */
export const paints: Readonly<Record<Theme, Paints>> = {
  dark: rolesOf({ good: color(green), bad: color(brightRed), worse: color(brightMagenta), careful: color(yellow), pointing: color(cyan), dim: faint }),
  light: rolesOf({ good: color(blue), bad: color(red), worse: boldColor(red), careful: color(magenta), pointing: color(blue), dim: color(gray) }),
  either: rolesOf({ good: color(green), bad: color(brightRed), worse: boldColor(brightRed), careful: color(brightMagenta), pointing: color(brightBlue), dim: faint }),
  'color-blind-dark': rolesOf({ good: color(cyan), bad: color(yellow), worse: boldColor(yellow), careful: bold, pointing: color(cyan), dim: faint }),
  'color-blind-light': rolesOf({ good: color(blue), bad: color(red), worse: boldColor(red), careful: bold, pointing: color(blue), dim: color(gray) }),
  'color-blind-either': rolesOf({ good: color(brightBlue), bad: color(brightRed), worse: boldColor(brightRed), careful: bold, pointing: color(brightBlue), dim: faint }),
};

/** The theme of a choice on a terminal whose ground is known or not. */
export function themeOf(choice: ThemeChoice, ground: Ground): Theme {
  switch (choice) {
    case 'dark':
    case 'light':
      return choice;
    case 'auto':
      return ground;
    case 'color-blind':
      return `color-blind-${ground}`;
  }
}

/** What text stands on; `either`: the terminal does not say. */
export type Ground = 'dark' | 'light' | 'either';

/** Colours of the palette that are light; 7 is the light gray that some terminals have as their ground. */
const lightColors: ReadonlySet<string> = new Set(['7', '9', '10', '11', '13', '14', '15']);

/** The ground as `COLORFGBG` tells it (rxvt, Konsole, iTerm2): `FOREGROUND;BACKGROUND`, some with a word between. */
export function groundOf(colorFgBg: string | undefined): Ground {
  const background = colorFgBg?.split(';').at(-1) ?? '';
  if (!/^(?:\d|1[0-5])$/.test(background) || !colorFgBg?.includes(';')) return 'either';
  return lightColors.has(background) ? 'light' : 'dark';
}
