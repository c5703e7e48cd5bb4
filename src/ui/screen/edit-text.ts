import type { ScreenKey } from '../screen-key.ts';
import { graphemes } from '../text/display-width.ts';

/** A line of text after a key that edits its end; undefined for keys that do not. */
export function editText(text: string, key: ScreenKey): string | undefined {
  switch (key.name) {
    case 'text':
      return (text + key.text).trimStart();
    case 'backspace':
    // Many terminals send the code of Delete for the key that says Backspace.
    case 'delete':
      return graphemes(text).slice(0, -1).join('');
    case 'clear':
      return '';
    default:
      return undefined;
  }
}
