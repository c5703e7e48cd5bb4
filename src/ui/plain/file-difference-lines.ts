import { cleanLine, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { StyleRole } from '../text/style.ts';
import type { TextSurface } from './text-surface.ts';
import type { DiffLine } from './value-text.ts';
import { unifiedDiff } from './value-text.ts';

/** A text file on two sides; a side where it is not is absent. */
export interface FilePair {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** A file that differs. */
export interface FileDifference {
  readonly name: string;
  readonly status: 'added' | 'removed' | 'changed';
  readonly lines: readonly DiffLine[];
}

/** The files of the pairs that differ, in their order. */
export function fileDifferences(pairs: readonly FilePair[]): readonly FileDifference[] {
  return pairs.flatMap(({ name, before, after }) => {
    const lines = unifiedDiff(before ?? '', after ?? '');
    return lines.length === 0 ? [] : [{ name, status: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed', lines }];
  });
}

const signs = { added: '+', removed: '-', changed: '~' } as const;
const fileRoles = { added: 'create', removed: 'delete', changed: 'update' } as const satisfies Record<FileDifference['status'], StyleRole>;
const lineRoles = { added: 'create', removed: 'delete', place: 'dim' } as const;

/** The files that differ with their lines, and a count at the end; lines that are too long go on below. */
export function fileDifferenceLines(files: readonly FileDifference[], surface: TextSurface): readonly string[] {
  const blocks = files.flatMap((file) => [...wrapText(`${signs[file.status]} ${cleanLine(file.name)}, ${countsText(file)}`, surface.width, 2).map((line) => surface.style(fileRoles[file.status], line)), ...file.lines.flatMap((line) => differenceLine(line, surface)), '']);
  return [...blocks, files.length === 0 ? 'No difference.' : `${plural(files.length, 'file')} ${files.length === 1 ? 'differs' : 'differ'}.`];
}

function differenceLine({ kind, text }: DiffLine, surface: TextSurface): readonly string[] {
  return wrapText(text, surface.width - 2, 4).map((line) => `  ${kind === 'same' ? line : surface.style(lineRoles[kind], line)}`);
}

/** `3 lines more, 1 less`, in the words of a diff. */
function countsText({ status, lines }: FileDifference): string {
  const count = (kind: DiffLine['kind']): number => lines.filter((line) => line.kind === kind).length;
  return status === 'changed' ? `+${count('added')} -${count('removed')}` : `${status}, ${plural(count(status), 'line')}`;
}
