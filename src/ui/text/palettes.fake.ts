/** A palette as its terminal ships it. Colours are `rrggbb`; the sixteen are in the order of SGR 30 to 37, then 90 to 97. */
export interface Palette {
  readonly name: string;
  /** Where the figures are from. */
  readonly source: string;
  readonly isLight: boolean;
  readonly ground: string;
  readonly text: string;
  readonly colors: readonly string[];
}

const colors = (text: string): readonly string[] => text.split(' ');

const xterm = colors('000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff');
const solarized = colors('073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3');
const gnome = colors('171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33da7a e9ad0c 2a7bde c061cb 33c7de ffffff');
const macos = colors('000000 c23621 25bc24 adad27 492ee1 d338d3 33bbc8 cbcccd 818383 fc391f 31e722 eaec23 5833ff f935f8 14f0f0 e9ebeb');

const xtermSource = 'XTerm-col.ad of xterm';
const solarizedSource = 'https://ethanschoonover.com/solarized';
const gnomeSource = 'palette "GNOME" of gnome-terminal, terminal-profile-editor';
const macosSource = 'https://en.wikipedia.org/wiki/ANSI_escape_code#3-bit_and_4-bit, column Terminal.app';
const codeSource = 'terminalColorRegistry.ts and the default themes of Visual Studio Code';

/** The palettes that most people who have never chosen one look at. */
export const palettes: readonly Palette[] = [
  { name: 'xterm, black on white', source: xtermSource, isLight: true, ground: 'ffffff', text: '000000', colors: xterm },
  { name: 'xterm, white on black', source: xtermSource, isLight: false, ground: '000000', text: 'ffffff', colors: xterm },
  { name: 'VS Code dark', source: codeSource, isLight: false, ground: '1e1e1e', text: 'cccccc', colors: colors('000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5 666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5') },
  { name: 'VS Code light', source: codeSource, isLight: true, ground: 'ffffff', text: '333333', colors: colors('000000 cd3131 107c10 949800 0451a5 bc05bc 0598bc 555555 666666 cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc a5a5a5') },
  { name: 'Solarized dark', source: solarizedSource, isLight: false, ground: '002b36', text: '839496', colors: solarized },
  { name: 'Solarized light', source: solarizedSource, isLight: true, ground: 'fdf6e3', text: '657b83', colors: solarized },
  { name: 'Windows Terminal Campbell', source: 'defaults.json of Windows Terminal', isLight: false, ground: '0c0c0c', text: 'cccccc', colors: colors('0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2') },
  { name: 'GNOME dark', source: gnomeSource, isLight: false, ground: '171421', text: 'd0cfcc', colors: gnome },
  { name: 'GNOME light', source: gnomeSource, isLight: true, ground: 'ffffff', text: '171421', colors: gnome },
  { name: 'macOS Terminal Basic, light', source: macosSource, isLight: true, ground: 'ffffff', text: '000000', colors: macos },
  { name: 'macOS Terminal Basic, dark', source: macosSource, isLight: false, ground: '1e1e1e', text: 'ffffff', colors: macos },
  { name: 'Linux console', source: 'color tables of drivers/tty/vt/vt.c', isLight: false, ground: '000000', text: 'aaaaaa', colors: colors('000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff') },
];
