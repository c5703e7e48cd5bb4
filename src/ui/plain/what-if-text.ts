import type { EngineEvent } from '../../model/event.ts';
import type { WhatIfCertainty, WhatIfFinding, WhatIfNoise } from '../../model/what-if.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanLine, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { TextSurface } from './text-surface.ts';
import { inlineValue } from './value-text.ts';

type WhatIfEvent = Extract<EngineEvent, { readonly type: 'what-if' }>;

const headings: Readonly<Record<WhatIfCertainty, string>> = {
  certain: 'Azure disagrees',
  potential: 'May or may not happen, says Azure',
  'not-analysed': 'Not analysed by Azure, which is no agreement',
};

const noiseWords: Readonly<Record<WhatIfNoise, string>> = {
  ignored: 'resources outside of the plan',
  'no-effect': 'properties without effect',
  default: 'defaults of Azure',
  output: 'values that Azure decides',
  normalised: 'other forms of the same value',
  computed: 'values known after apply',
  unmanaged: 'values that the definition does not set',
};

/** Azure's forecast beside the plan: where they part, by certainty; what was left out as noise, counted. */
export function whatIfLines({ findings, agreed, hidden, remarks, elapsedMs }: WhatIfEvent, surface: TextSurface): readonly string[] {
  const count = findings.filter(({ certainty }) => certainty === 'certain').length;
  const head = `What-if of Azure in ${formatDuration(elapsedMs)}: ${plural(agreed, 'change')} agreed, ${plural(count, 'disagreement')}`;
  const sections = (['certain', 'potential', 'not-analysed'] as const).flatMap((certainty) => {
    const own = findings.filter((finding) => finding.certainty === certainty);
    return own.length === 0 ? [] : [surface.style(certainty === 'certain' ? 'warning' : 'strong', `  ${headings[certainty]}`), ...own.flatMap((finding) => findingLinesOf(finding, surface))];
  });
  const noise = Object.entries(hidden).map(([kind, number]) => `${number} ${noiseWords[kind as WhatIfNoise]}`);
  return [
    ...wrapText(head, surface.width, 2).map((line) => surface.style('strong', line)),
    ...sections,
    ...remarks.flatMap(({ level, code, message, target }) => wrapText(`${level} ${cleanLine(code)}: ${cleanLine(message)}${target === undefined ? '' : ` (${cleanLine(target)})`}`, surface.width - 2, 2).map((line) => `  ${line}`)),
    ...(noise.length === 0 ? [] : wrapText(`Left out as noise: ${noise.join(', ')}. --json has the counts.`, surface.width - 2, 2).map((line) => `  ${surface.style('dim', line)}`)),
  ];
}

function findingLinesOf({ address, id, text, before, after }: WhatIfFinding, surface: TextSurface): readonly string[] {
  const values = before === undefined && after === undefined ? [] : [`${before === undefined ? '(none)' : inlineValue(before)} ${surface.glyphs.arrow} ${after === undefined ? '(none)' : inlineValue(after)}`];
  return [
    ...wrapText(cleanLine(address ?? id), surface.width - 4, 2).map((line) => `    ${line}`),
    ...[cleanLine(text), ...values].flatMap((line) => wrapText(line, surface.width - 6, 2).map((part) => `      ${surface.style('dim', part)}`)),
  ];
}
