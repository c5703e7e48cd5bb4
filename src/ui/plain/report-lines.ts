import type { RunReport } from '../../model/event.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanText, wrapText } from '../text/fit-text.ts';
import type { StyleRole } from '../text/style.ts';
import type { TextSurface } from './text-surface.ts';

/** Addresses that are listed of one kind; the others are counted. */
const mostListed = 8;

/**
 * What a run did not do and why, each with what helps, and what took longer than usual. `told`: addresses whose failure stands right above.
 */
export function reportLines(report: RunReport | undefined, told: ReadonlySet<string>, surface: TextSurface): readonly string[] {
  if (report === undefined) {
    return [];
  }
  const failed = (report.failed ?? []).filter(({ address }) => !told.has(address));
  return [...failedLines(failed, surface), ...skippedLines(report, surface), ...unknownLines(report, surface), ...slowLines(report, surface)];
}

function failedLines(failed: NonNullable<RunReport['failed']>, surface: TextSurface): readonly string[] {
  const { glyphs } = surface;
  return failed.flatMap(({ address, because, mend, location, elapsedMs }) => [
    ...first('error', `${glyphs.failed} ${address} failed${elapsedMs === undefined ? '' : ` after ${formatDuration(elapsedMs)}`}`, surface),
    ...inside(because, surface),
    ...(location === undefined ? [] : inside(`at ${location}`, surface)),
    ...inside(`${glyphs.hint} ${mend}`, surface),
  ]);
}

function skippedLines({ skipped = [] }: RunReport, surface: TextSurface): readonly string[] {
  const { glyphs } = surface;
  return skipped.flatMap(({ because, addresses }) => [
    ...first('warning', `${glyphs.skipped} ${addresses.length} not attempted: ${cleanText(because)}`, surface),
    ...inside(listed(addresses), surface),
  ]);
}

function unknownLines({ unknown = [] }: RunReport, surface: TextSurface): readonly string[] {
  const { glyphs } = surface;
  const groups = [...Map.groupBy(unknown, ({ because, find }) => JSON.stringify([because, find])).values()];
  return groups.flatMap((group) => {
    const [{ because, find }] = group as [(typeof group)[number]];
    return [
      ...first('warning', `${glyphs.waiting} ${group.length} not known to have ended: ${cleanText(because)}`, surface),
      ...inside(listed(group.map(({ address }) => address)), surface),
      ...inside(`${glyphs.hint} ${find}`, surface),
    ];
  });
}

function slowLines({ slow = [] }: RunReport, surface: TextSurface): readonly string[] {
  const { glyphs, style } = surface;
  const lines = slow.slice(0, mostListed).flatMap(({ address, elapsedMs, usualMs }) => wrapText(`${glyphs.waiting} ${address} took ${formatDuration(elapsedMs)}, usually ${formatDuration(usualMs)}`, surface.width, 2));
  const more = slow.length > mostListed ? [`${glyphs.waiting} ${slow.length - mostListed} more took longer than usual`] : [];
  return [...lines, ...more].map((line) => style('dim', line));
}

function listed(addresses: readonly string[]): string {
  const more = addresses.length > mostListed ? ` and ${addresses.length - mostListed} more` : '';
  return `${addresses.slice(0, mostListed).join(', ')}${more}`;
}

function first(role: StyleRole, text: string, surface: TextSurface): readonly string[] {
  return wrapText(text, surface.width, 2).map((line) => surface.style(role, line));
}

function inside(text: string, surface: TextSurface): readonly string[] {
  return wrapText(cleanText(text), surface.width - 4, 2).map((line) => `    ${line}`);
}
