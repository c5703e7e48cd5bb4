import type { EngineEvent } from '../../model/event.ts';
import type { WhatIfCertainty, WhatIfFinding, WhatIfNoise, WhatIfReport } from '../../model/what-if.ts';
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
  'left-to-others': 'values that the definition leaves to others',
};

/** Azure's forecast beside the plan: where they part, by certainty; what was left out as noise, counted. */
export function whatIfLines({ findings, agreed, hidden, remarks, elapsedMs }: WhatIfEvent, surface: TextSurface): readonly string[] {
  const count = findings.filter(({ certainty }) => certainty === 'certain').length;
  const head = `What-if of Azure in ${formatDuration(elapsedMs)}: ${plural(agreed, 'change')} agreed, ${plural(count, 'disagreement')}`;
  const sections = (['certain', 'potential', 'not-analysed'] as const).flatMap((certainty) => {
    const own = findings.filter((finding) => finding.certainty === certainty);
    return own.length === 0 ? [] : [surface.style(certainty === 'certain' ? 'warning' : 'strong', `  ${headings[certainty]}`), ...[...Map.groupBy(own, toldAlike).values()].flatMap((alike) => findingLinesOf(alike, surface))];
  });
  const noise = noiseText(hidden);
  return [
    ...wrapText(head, surface.width, 2).map((line) => surface.style('strong', line)),
    ...sections,
    ...remarks.flatMap(({ level, code, message, target }) => wrapText(`${level} ${cleanLine(code)}: ${cleanLine(message)}${target === undefined ? '' : ` (${cleanLine(target)})`}`, surface.width - 2, 2).map((line) => `  ${line}`)),
    ...(noise === '' ? [] : wrapText(`Left out as noise: ${noise}. --json has the counts.`, surface.width - 2, 2).map((line) => `  ${surface.style('dim', line)}`)),
  ];
}

/** `other forms of the same value (4), defaults of Azure (9)`; empty when nothing was left out. */
export function noiseText(hidden: WhatIfReport['hidden']): string {
  return Object.entries(hidden).map(([kind, number]) => `${noiseWords[kind as WhatIfNoise]} (${number})`).join(', ');
}

/** Findings without values of their own that say the same are told once. */
function toldAlike({ text, path, id }: WhatIfFinding): string {
  return path === undefined ? text : `${text} ${id}`;
}

/** Addresses that are named of several that are told alike. */
const named = 3;

function findingLinesOf(alike: readonly WhatIfFinding[], surface: TextSurface): readonly string[] {
  const [finding] = alike;
  if (finding === undefined) return [];
  const names = alike.slice(0, named).map(({ address, id }) => cleanLine(address ?? id)).join(', ');
  const who = alike.length > named ? `${names} and ${alike.length - named} more` : names;
  return [
    ...wrapText(who, surface.width - 4, 2).map((line) => `    ${line}`),
    ...forecastTexts(finding, surface).flatMap((line) => wrapText(line, surface.width - 6, 2).map((part) => `      ${surface.style('dim', part)}`)),
  ];
}

/** What Azure says of one place, and the values there when there are any. */
export function forecastTexts({ text, before, after }: WhatIfFinding, { glyphs }: Pick<TextSurface, 'glyphs'>): readonly string[] {
  const value = (given: WhatIfFinding['before']): string => (given === undefined ? '(none)' : inlineValue(given));
  return [cleanLine(text), ...(before === undefined && after === undefined ? [] : [`${value(before)} ${glyphs.arrow} ${value(after)}`])];
}
