import { describe, expect, test } from 'vitest';
import type { Palette } from './palettes.fake.ts';
import { palettes } from './palettes.fake.ts';
import type { StyleRole } from './style.ts';
import { createStyle, styleRoles } from './style.ts';
import type { Paint, Theme, ThemeChoice } from './theme.ts';
import { groundOf, paints, themeChoices, themeOf, themes } from './theme.ts';

type Rgb = readonly [number, number, number];

function rgb(hex: string): Rgb {
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(left: Rgb, right: Rgb): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Every colour that a terminal may give the text: some make bold text of the eight dark colours bright. */
function looks([open]: Paint, { ground, text, colors }: Palette): readonly Rgb[] {
  const codes = open.split(';').map(Number);
  const faint = codes.includes(2);
  const bold = codes.includes(1);
  const code = codes.find((one) => one >= 30);
  if (faint) return [rgb(text).map((value, at) => (value + (rgb(ground)[at] ?? 0)) / 2) as unknown as Rgb];
  if (code === undefined) return [rgb(text)];
  const index = code >= 90 ? code - 90 + 8 : code - 30;
  return [index, ...(bold && index < 8 ? [index + 8] : [])].map((at) => rgb(colors[at] ?? '000000'));
}

function worst(role: StyleRole, theme: Theme, palette: Palette): number {
  return Math.min(...looks(paints[theme][role], palette).map((color) => contrast(color, rgb(palette.ground))));
}

function standsOn(theme: Theme, { isLight }: Palette): boolean {
  return theme.endsWith('either') || theme.endsWith('light') === isLight;
}

const least = 3;
const grounded = themes.flatMap((theme) => palettes.filter((palette) => standsOn(theme, palette)).map((palette) => ({ theme, palette })));

const half = 'secondary text, half of a text that has itself less than 5:1, or faint text in a gray of the terminal';
const byLight = 'secondary text; --theme light has gray';
const made = '+ and "to create", ✓ and "done"; --theme light has blue';
const pointed = 'the pointer or the word "move" beside it; --theme dark and light have other colours';

/**
 * What falls below 3:1, with what says the same. `dim` is secondary text (ids, places, "unchanged"): no state is told by it. On a ground
 * that the terminal does not tell, green stays for what is made and done, and bright blue for what points: a theme that is asked for mends both.
 */
const known: Readonly<Record<string, string>> = {
  'dark: dim on Solarized dark': half,
  'dark: dim on Linux console': half,
  'color-blind-dark: dim on Solarized dark': half,
  'color-blind-dark: dim on Linux console': half,
  ...Object.fromEntries(['either', 'color-blind-either'].flatMap((theme) => [
    ...['Solarized dark', 'Linux console'].map((palette) => [`${theme}: dim on ${palette}`, half]),
    ...['VS Code light', 'Solarized light'].map((palette) => [`${theme}: dim on ${palette}`, byLight]),
    ...['Solarized light', 'macOS Terminal Basic, dark'].flatMap((palette) => ['move', 'accent'].map((role) => [`${theme}: ${role} on ${palette}`, pointed])),
  ])),
  ...Object.fromEntries(['xterm, black on white', 'macOS Terminal Basic, light', 'Solarized light'].flatMap((palette) => ['create', 'success'].map((role) => [`either: ${role} on ${palette}`, made]))),
  ...Object.fromEntries(['Solarized light', 'macOS Terminal Basic, dark'].flatMap((palette) => ['create', 'success'].map((role) => [`color-blind-either: ${role} on ${palette}`, made]))),
};

describe('themes', () => {
  test.each(grounded)('$theme can be read on $palette.name', ({ theme, palette }) => {
    const below = styleRoles.filter((role) => worst(role, theme, palette) < least).map((role) => `${theme}: ${role} on ${palette.name} ${worst(role, theme, palette).toFixed(2)}`);
    expect(below.filter((line) => known[line.replace(/ [\d.]+$/, '')] === undefined)).toEqual([]);
  });

  test('name no exception that is none', () => {
    const below = grounded.flatMap(({ theme, palette }) => styleRoles.filter((role) => worst(role, theme, palette) < least).map((role) => `${theme}: ${role} on ${palette.name}`));
    expect(Object.keys(known).filter((line) => !below.includes(line))).toEqual([]);
  });

  test('use the sixteen colours of the terminal alone, and close what they open', () => {
    for (const theme of themes) {
      for (const [open, close] of Object.values(paints[theme])) {
        expect(open).toMatch(/^(?:[12]|(?:1;)?(?:3[0-7]|9[0-7]))$/);
        expect(close.split(';').sort()).toEqual([...new Set(open.split(';').map((code) => (Number(code) < 3 ? '22' : '39')))].sort());
      }
    }
  });

  test('for people who confuse red and green have no green beside red', () => {
    for (const theme of themes.filter((name) => name.startsWith('color-blind'))) {
      const codes = new Set(Object.values(paints[theme]).map(([open]) => open.replace('1;', '')));
      expect(codes.has('32') || codes.has('92')).toBe(false);
      expect(['31', '91'].some((code) => codes.has(code)) && codes.has('33')).toBe(false);
    }
  });

  test.each<readonly [choice: ThemeChoice, colorFgBg: string | undefined, theme: Theme]>([
    ['auto', undefined, 'either'],
    ['auto', '15;0', 'dark'],
    ['auto', '0;15', 'light'],
    ['auto', '0;default;15', 'light'],
    ['auto', '0;7', 'light'],
    ['auto', '7;8', 'dark'],
    ['auto', '12;default', 'either'],
    ['auto', '15', 'either'],
    ['auto', '0;99', 'either'],
    ['auto', '', 'either'],
    ['dark', '0;15', 'dark'],
    ['light', '15;0', 'light'],
    ['color-blind', undefined, 'color-blind-either'],
    ['color-blind', '0;15', 'color-blind-light'],
    ['color-blind', '15;0', 'color-blind-dark'],
  ])('%s with COLORFGBG %j is %s', (choice, colorFgBg, theme) => {
    expect(themeOf(choice, groundOf(colorFgBg))).toBe(theme);
  });

  test('are all reached', () => {
    const reached = themeChoices.flatMap((choice) => (['dark', 'light', 'either'] as const).map((ground) => themeOf(choice, ground)));
    expect(themes.filter((theme) => !reached.includes(theme))).toEqual([]);
  });

  test('paint nothing empty, and nothing without colour', () => {
    expect(createStyle('light')('create', '')).toBe('');
    expect(createStyle(false)('create', 'x')).toBe('x');
    expect(createStyle(true)('update', 'x')).toBe('\u001B[95mx\u001B[39m');
    expect(createStyle('light')('replace', 'x')).toBe('\u001B[1;31mx\u001B[22;39m');
  });
});
