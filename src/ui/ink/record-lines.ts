import { findingLines } from '../plain/diagnostic-text.ts';
import { errorFinding, eventLines, outputLines } from '../plain/event-lines.ts';
import { summaryLines } from '../plain/summary-lines.ts';
import { reportLines } from '../plain/report-lines.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import type { View } from '../view-model.ts';
import { stackRecord } from './board-lines.ts';
import type { RecordEntry } from './board-state.ts';

/** A part of the record as it goes to the scrollback, for good. Lines may be wider than the window: whoever writes them breaks them. */
export function recordLines(entry: RecordEntry, surface: TextSurface): readonly string[] {
  switch (entry.kind) {
    case 'stack':
      return stackRecord(entry.view, entry.stack, surface);
    case 'event':
      return eventLines(entry.event, surface, 'normal');
    case 'end':
      return endLines(entry.view, surface);
  }
}

/** Failures with their mend, outputs, the result, and what to type next. */
function endLines(view: View, surface: TextSurface): readonly string[] {
  const { summary } = view;
  const blocks = [
    ...view.errors.map((error) => findingLines(errorFinding(error), surface)),
    outputLines(view.outputs, surface),
    reportLines(summary?.report, new Set(view.errors.flatMap(({ address }) => address ?? [])), surface),
    summary === undefined ? [] : summaryLines(summary, view.apply?.kind, surface),
  ].filter((block) => block.length > 0);
  return blocks.flatMap((block) => ['', ...block]);
}
