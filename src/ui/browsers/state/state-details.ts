import type { JsonObject } from '../../../model/json.ts';
import type { TextSurface } from '../../plain/text-surface.ts';
import { cleanText, wrapText } from '../../text/fit-text.ts';
import { factLines, section } from '../fact-lines.ts';
import type { StateItem } from './state-item.ts';

/** Everything that the state holds of a resource; values that are secret are fingerprints in it. */
export function stateDetails({ address, record, title, isOpen, link }: StateItem, surface: TextSurface): readonly string[] {
  return [
    ...wrapText(address, surface.width, 2).map((line) => surface.style('strong', line)),
    ...wrapText(`${title} ${record.name}`, surface.width, 0),
    ...(isOpen ? wrapText('An interrupted run left it without an end: the next apply finds out.', surface.width, 0).map((line) => surface.style('warning', line)) : []),
    '',
    ...factLines(
      [
        ['status', record.status],
        ['protected', record.protect ? 'yes' : undefined],
        ['type', `${record.type} ${record.apiVersion}`],
        ['made by', record.createdRun],
        ['changed by', record.updatedRun === record.createdRun ? undefined : record.updatedRun],
        ['generation', record.generation <= 1 ? undefined : String(record.generation)],
        ['defined', record.origin],
        ['id', record.id],
        ['portal', link],
      ],
      surface,
    ),
    ...section('Needs', record.dependsOn.flatMap((other) => wrapText(other, surface.width - 2, 2).map((line) => `  ${line}`)), surface),
    ...section('What was sent', jsonLines(record.desired, surface), surface),
    ...(record.live === undefined ? [] : section('What Azure answered, where we manage it', jsonLines(record.live, surface), surface)),
  ];
}

/** A value as indented JSON without its outer braces, lines that are too long broken below their own indentation. */
function jsonLines(value: JsonObject, surface: TextSurface): readonly string[] {
  const lines = JSON.stringify(value, null, 2).split('\n');
  return lines.slice(1, -1).flatMap((line) => {
    const own = line.length - line.trimStart().length;
    return wrapText(cleanText(line.trimStart()), Math.max(12, surface.width - own), 2).map((part) => `${' '.repeat(own)}${part}`);
  });
}
