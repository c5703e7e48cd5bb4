import type { TextSurface } from '../plain/text-surface.ts';
import { wrapText } from '../text/fit-text.ts';

/** What Ctrl-C does, said when it was pressed once, and when it was pressed again. */
export function interruptLines(presses: number, surface: TextSurface): readonly string[] {
  if (presses === 0) {
    return [];
  }
  const text =
    presses === 1
      ? 'Stopping: no further deployment is started, and those that run go on in Azure. Press Ctrl-C again to leave at once; the next apply takes up what still runs.'
      : 'Leaving. What runs goes on in Azure; the next apply takes it up.';
  return wrapText(text, surface.width, 0).map((line) => surface.style('warning', line));
}
