import type { TextSurface } from '../plain/text-surface.ts';
import { windowStart } from '../screen/window-start.ts';
import { truncate } from '../text/fit-text.ts';
import { filterChoices } from './explorer-filter.ts';
import type { ExplorerState } from './explorer-state.ts';

const groupTitles = { action: 'Actions', risk: 'Risks', stack: 'Stacks' } as const;
const choiceWords: Readonly<Record<string, string>> = { 'no-op': 'unchanged', 'loses-data': 'loses data', 'interrupts-service': 'interrupts service', safe: 'safe' };

/** The switches of the filter, in at most `height` lines. */
export function filterLines(state: ExplorerState, cursor: number, surface: TextSurface, height: number): readonly string[] {
  const { glyphs, style, width } = surface;
  const choices = filterChoices(state.entries, state.filter);
  const lines: string[] = [];
  let cursorLine = 0;
  for (const [index, choice] of choices.entries()) {
    if (choice.group !== choices[index - 1]?.group) lines.push(style('dim', groupTitles[choice.group]));
    if (index === cursor) cursorLine = lines.length;
    const word = choice.group === 'stack' ? choice.value : (choiceWords[choice.value] ?? choice.value);
    const text = `${choice.shown ? glyphs.checked : glyphs.unchecked} ${word} (${choice.count})`;
    lines.push(truncate(index === cursor ? `${style('accent', glyphs.pointer)} ${style('strong', text)}` : `  ${text}`, width, glyphs.ellipsis));
  }
  const first = windowStart(lines.length, cursorLine, height - 1);
  return [style('strong', 'Filter'), ...lines.slice(first, first + height - 1)];
}
