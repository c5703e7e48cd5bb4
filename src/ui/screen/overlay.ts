import type { ScreenKey } from '../screen-key.ts';
import { editText } from './edit-text.ts';
import type { KeyBinding, KeyTable } from './key-table.ts';

/** What any screen can lay over itself: the list of its keys, or the list of its commands. */
export type Overlay = { readonly kind: 'help'; readonly scroll: number } | { readonly kind: 'palette'; readonly text: string; readonly cursor: number };

export const openHelp: Overlay = { kind: 'help', scroll: 0 };
export const openPalette: Overlay = { kind: 'palette', text: '', cursor: 0 };

/** An overlay after a key: it stays, goes away, or goes away and does something. */
export type OverlayStep<Action extends string> =
  | { readonly kind: 'stays'; readonly overlay: Overlay; readonly notice?: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'chosen'; readonly action: Action };

/** The overlay after a key. `rows`: lines of the window. */
export function pressOverlay<Action extends string>(overlay: Overlay, key: ScreenKey, table: KeyTable<Action>, rows: number): OverlayStep<Action> {
  return overlay.kind === 'help' ? pressHelp(overlay, key, table, rows) : pressPalette(overlay, key, table);
}

/** The commands that a text of the palette leaves: those whose words hold it. Ctrl-C is a key alone. */
export function paletteChoices<Action extends string>(table: KeyTable<Action>, text: string): readonly KeyBinding<Action>[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return table.filter(({ keys, label, help }) => !keys.some((key) => key === ':' || key === 'interrupt') && words.every((word) => `${label} ${help}`.toLowerCase().includes(word)));
}

function pressHelp<Action extends string>(overlay: Extract<Overlay, { kind: 'help' }>, key: ScreenKey, table: KeyTable<Action>, rows: number): OverlayStep<Action> {
  const scrolled = (by: number): OverlayStep<Action> => ({ kind: 'stays', overlay: { kind: 'help', scroll: Math.max(0, Math.min(overlay.scroll + by, table.length)) } });
  switch (key.name === 'text' ? key.text : key.name) {
    case 'up':
    case 'k':
      return scrolled(-1);
    case 'down':
    case 'j':
      return scrolled(1);
    case 'page-up':
    case 'b':
      return scrolled(-rows);
    case 'page-down':
    case ' ':
      return scrolled(rows);
    case 'home':
      return scrolled(-table.length);
    case '?':
    case 'q':
    case 'enter':
    case 'escape':
      return { kind: 'closed' };
    default:
      return { kind: 'stays', overlay };
  }
}

function pressPalette<Action extends string>(overlay: Extract<Overlay, { kind: 'palette' }>, key: ScreenKey, table: KeyTable<Action>): OverlayStep<Action> {
  const choices = paletteChoices(table, overlay.text);
  const at = (cursor: number): OverlayStep<Action> => ({ kind: 'stays', overlay: { ...overlay, cursor: Math.max(0, Math.min(choices.length - 1, cursor)) } });
  switch (key.name) {
    case 'up':
      return at(overlay.cursor - 1);
    case 'down':
      return at(overlay.cursor + 1);
    case 'escape':
      return { kind: 'closed' };
    case 'enter': {
      const choice = choices[overlay.cursor];
      return choice === undefined ? { kind: 'stays', overlay, notice: 'nothing is called that' } : { kind: 'chosen', action: choice.action };
    }
    default: {
      const text = editText(overlay.text, key);
      return text === undefined ? { kind: 'stays', overlay } : { kind: 'stays', overlay: { kind: 'palette', text, cursor: 0 } };
    }
  }
}
