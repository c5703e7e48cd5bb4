import type { Key } from 'ink';
import type { ScreenKey } from '../screen-key.ts';

const named = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['home', 'home'],
  ['end', 'end'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const;

/** Ink's two descriptions of a key as one; undefined for keys that no screen knows. */
export function screenKey(input: string, key: Key): ScreenKey | undefined {
  if (key.ctrl) {
    return input === 'c' ? { name: 'interrupt' } : input === 'u' ? { name: 'clear' } : undefined;
  }
  if (key.tab) {
    return { name: key.shift ? 'back-tab' : 'tab' };
  }
  const found = named.find(([property]) => key[property]);
  if (found !== undefined) {
    return { name: found[1] };
  }
  // A paste may hold line breaks and control characters; a line of text has none.
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what this removes
  const text = key.meta ? '' : input.replaceAll(/[\u0000-\u001F\u007F-\u009F]+/g, '');
  return text === '' ? undefined : { name: 'text', text };
}
