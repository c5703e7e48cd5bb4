import { formatLocation } from '../../../model/source-location.ts';
import { authorText, driftedValues, statusWords } from '../../plain/drift-text.ts';
import type { TextSurface } from '../../plain/text-surface.ts';
import { wrapText } from '../../text/fit-text.ts';
import { plural } from '../../text/plural.ts';
import { factLines, section } from '../fact-lines.ts';
import type { DriftItem } from './drift-item.ts';
import { isUnread, riskSentences } from './drift-item.ts';

/** The margin of values in the printed drift, which details have no use for. */
const printedMargin = 4;

/** Everything that differs in a resource, who made it differ, and what is at stake. */
export function driftDetails(item: DriftItem, surface: TextSurface): readonly string[] {
  const { resource, title, risk } = item;
  const wide = { ...surface, width: surface.width + printedMargin };
  const values = driftedValues(resource, wide).map((line) => line.slice(printedMargin));
  return [
    ...wrapText(resource.address, surface.width, 2).map((line) => surface.style('strong', line)),
    ...wrapText(`${title} ${resource.azureName}: ${isUnread(item) ? 'could not be compared' : statusWords[resource.status]}`, surface.width, 0),
    ...(resource.changedBy === undefined ? [] : wrapText(authorText(resource.changedBy), surface.width, 0)),
    ...wrapText(riskSentences[risk], surface.width, 0).flatMap((line) => (line === '' ? [] : [surface.style('warning', line)])),
    ...(values.length === 0 ? [] : ['', ...values]),
    ...section('Not compared', resource.notAnalysed.filter((path) => path !== '*').flatMap((path) => wrapText(path, surface.width - 2, 2).map((line) => `  ${line}`)), surface),
    '',
    ...factLines(
      [
        ['defined', resource.origin === undefined ? undefined : formatLocation(resource.origin)],
        ['protected', item.isProtected ? 'yes' : undefined],
        ['defaults', resource.defaults === 0 ? undefined : `${plural(resource.defaults, 'value')} that Azure filled in: no drift`],
        ['id', resource.id],
        ['portal', item.link],
      ],
      surface,
    ),
  ];
}
