import type { Change } from '../../model/plan.ts';
import type { WhatIfCertainty, WhatIfReport } from '../../model/what-if.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { forecastTexts, noiseText } from '../plain/what-if-text.ts';
import { cleanLine, wrapText } from '../text/fit-text.ts';

const certaintyWords: Readonly<Record<WhatIfCertainty, string>> = { certain: 'Azure disagrees', potential: 'Azure cannot tell', 'not-analysed': 'Azure did not look' };

/** Where Azure's forecast of a change is not what the plan says; nothing when it was not asked. */
export function forecastLines({ address }: Change, forecast: WhatIfReport | undefined, surface: TextSurface): readonly (readonly string[])[] {
  const own = forecast?.findings.filter((finding) => finding.address === address) ?? [];
  return own.map((finding) => {
    const path = finding.path === undefined ? '' : ` on ${cleanLine(finding.path)}`;
    return [`${certaintyWords[finding.certainty]}${path}: ${forecastTexts(finding, surface).join(' ')}`].flatMap((text) => wrapText(text, surface.width, 2).map((line) => surface.style(finding.certainty === 'certain' ? 'warning' : 'dim', line)));
  });
}

/** What Azure's forecast says that the plan leaves out on purpose, and what it says of nothing in the plan. */
export function noiseLines(forecast: WhatIfReport | undefined, surface: TextSurface): readonly string[] {
  if (forecast === undefined) return [];
  const noise = noiseText(forecast.hidden);
  const strangers = forecast.findings.filter(({ address }) => address === undefined).map((finding) => `${cleanLine(finding.id)}: ${forecastTexts(finding, surface).join(' ')}`);
  return [...(noise === '' ? [] : [`Azure's forecast has besides, as noise: ${noise}.`]), ...strangers].flatMap((text) => wrapText(text, surface.width, 2));
}
