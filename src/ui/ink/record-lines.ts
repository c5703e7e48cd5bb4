import { findingLines } from '../plain/diagnostic-text.ts';
import { errorFinding, eventLines, outputLines } from '../plain/event-lines.ts';
import { createRetryFold } from '../plain/retry-fold.ts';
import { summaryLines } from '../plain/summary-lines.ts';
import { reportLines } from '../plain/report-lines.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { wrapText } from '../text/fit-text.ts';
import type { View } from '../view-model.ts';
import type { RecordEntry } from './board-state.ts';
import { stackRecord } from './stack-record.ts';

/** Makes lines of the parts of one record, in their order. */
export interface RecordWriter {
  /** The lines of a part, for good. Some may be wider than the window: the terminal breaks them, and joins them again when it gets wider. */
  lines(entry: RecordEntry, width: number): readonly string[];
}

/** A writer that sums up repeated requests: Azure may ask to wait twenty times in a row. */
export function createRecordWriter(surface: TextSurface): RecordWriter {
  // Painted when it is broken: a text with colours cannot be.
  const retries = createRetryFold({ ...surface, style: (_role, text) => text });
  return {
    lines: (entry, width) => {
      const fitting = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => wrapText(line, width, 2)).map((line) => surface.style('warning', line));
      if (entry.kind === 'event' && entry.event.type === 'retry') return fitting(retries.tell(entry.event));
      return [...(entry.kind === 'end' ? fitting(retries.end()) : []), ...recordLines(entry, { ...surface, width })];
    },
  };
}

/** A part of the record by itself. */
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
  // What others tell of the end stands apart.
  return [...blocks.flatMap((block) => ['', ...block]), ...(summary === undefined ? [''] : [])];
}
