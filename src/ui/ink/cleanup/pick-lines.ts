import type { Finding } from '../../../model/cleanup.ts';
import { findingCells, fitColumns, kindTitles, rowText } from '../../plain/cleanup-text.ts';
import type { TextSurface } from '../../plain/text-surface.ts';
import { cleanLine, truncate, wrapText } from '../../text/fit-text.ts';
import { windowStart } from '../../screen/window-start.ts';
import type { PickState } from './pick-state.ts';
import { takenOf } from './pick-state.ts';

/** Lines around the list besides the evidence: question, counts, two of keys. */
const aroundList = 4;

type Row = { readonly kind: 'heading'; readonly text: string } | { readonly kind: 'finding'; readonly finding: Finding; readonly index: number };

/** The list in a window of `rows` lines: only what is seen is made, however many findings there are. One line once it is answered. */
export function pickLines(state: PickState, surface: TextSurface, rows: number): readonly string[] {
  const { style, glyphs, width } = surface;
  const { question, taken, answer } = state;
  const { findings } = question.report;
  const fit = (text: string): string => truncate(text, width, glyphs.ellipsis);
  if (answer !== undefined) return [style('strong', fit(question.text)), fit(answer.kind === 'interrupted' ? '  interrupted, nothing is changed' : `  ${takenText(takenOf(state).length, answer.findings.length, findings.length)}`)];
  const all = rowsOf(findings);
  const evidenceRows = rows >= 14 ? 3 : 1;
  const size = Math.max(1, rows - aroundList - evidenceRows);
  const start = windowStart(all.length, all.findIndex((row) => row.kind === 'finding' && row.index === state.cursor), size);
  const shown = all.slice(start, start + size);
  const below = all.length - start - shown.length;
  const cells = shown.flatMap((row) => (row.kind === 'finding' ? [['', ...findingCells(row.finding, question.report.at, surface)]] : []));
  const columns = fitColumns(cells, width - glyphs.pointer.length - glyphs.checked.length - 2);
  return [
    style('strong', fit(question.text)),
    fit(`${taken.size} of ${findings.length} taken${start > 0 || below > 0 ? `, ${start > 0 ? `${start} lines above` : ''}${start > 0 && below > 0 ? ', ' : ''}${below > 0 ? `${below} below` : ''}` : ''}`),
    ...shown.map((row) => (row.kind === 'heading' ? style('strong', fit(row.text)) : findingLine(row, state, { surface, columns }))),
    ...evidence(findings[state.cursor], surface, evidenceRows),
    ...wrapText(`space take ${glyphs.separator} a all of the kind ${glyphs.separator} up/down ${glyphs.separator} Enter go on ${glyphs.separator} Esc nothing`, width, 0).slice(0, 2).map((line) => style('dim', line)),
  ];
}

function takenText(marked: number, picked: number, all: number): string {
  return picked === 0 ? `${marked === 0 ? 'nothing taken' : 'left'}, nothing is changed` : `${picked} of ${all} taken`;
}

function rowsOf(findings: readonly Finding[]): readonly Row[] {
  const counts = Map.groupBy(findings, ({ kind }) => kind);
  return findings.flatMap((finding, index): readonly Row[] => {
    const row: Row = { kind: 'finding', finding, index };
    return findings[index - 1]?.kind === finding.kind ? [row] : [{ kind: 'heading', text: `${kindTitles[finding.kind]} (${counts.get(finding.kind)?.length ?? 0})` }, row];
  });
}

function findingLine({ finding, index }: Extract<Row, { readonly kind: 'finding' }>, { cursor, taken, question }: PickState, { surface, columns }: { readonly surface: TextSurface; readonly columns: readonly number[] }): string {
  const { style, glyphs, width } = surface;
  const pointer = index === cursor ? glyphs.pointer : ' '.repeat(glyphs.pointer.length);
  const mark = taken.has(index) ? glyphs.checked : glyphs.unchecked;
  const text = truncate(`${pointer} ${mark}${rowText(['', ...findingCells(finding, question.report.at, surface)], columns, glyphs).slice(2)}`, width, glyphs.ellipsis);
  return index === cursor ? style('strong', text) : text;
}

/** Why the finding under the cursor is believed to be left behind; always as many lines, so that the picture keeps its height. */
function evidence(finding: Finding | undefined, { style, width, glyphs }: TextSurface, evidenceRows: number): readonly string[] {
  const lines = finding === undefined ? [] : wrapText(cleanLine(`${finding.losesData === true ? 'What it stores is lost. ' : ''}${finding.because}`), width - 2, 0);
  const shown = lines.length > evidenceRows ? [...lines.slice(0, evidenceRows - 1), truncate(`${lines[evidenceRows - 1] ?? ''}${glyphs.ellipsis}`, width - 2, glyphs.ellipsis)] : lines;
  return [...shown, ...Array.from({ length: evidenceRows - shown.length }, () => '')].map((line) => (line === '' ? '' : style('dim', `  ${line}`)));
}
