import { structuredPatch } from 'diff';
import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { graphemes } from '../text/display-width.ts';

/** A value on one line: strings quoted as in JSON, so that their ends and control characters are seen. */
export function inlineValue(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(inlineValue).join(', ')}]`;
  }
  if (isJsonObject(value)) {
    const fields = Object.entries(value).map(([key, field]) => `${key}: ${inlineValue(field)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return escapeControls(JSON.stringify(value));
}

/** JSON leaves the upper control characters as they are; a terminal would obey them. */
function escapeControls(text: string): string {
  return text.replaceAll(/[\u007F-\u009F]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text that a difference is shown of line by line: texts of several lines, objects, and JSON in a string; undefined for what fits on one line. */
export function blockText(value: Json): string | undefined {
  if (typeof value === 'string') {
    return parsedText(value) ?? (value.includes('\n') ? value : undefined);
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : undefined;
}

/** JSON objects and arrays written as a string, indented; undefined for all other strings. */
function parsedText(text: string): string | undefined {
  if (!/^\s*[[{][\s\S]*[\]}]\s*$/.test(text)) {
    return undefined;
  }
  try {
    return JSON.stringify(JSON.parse(text) as Json, null, 2);
  } catch {
    return undefined;
  }
}

/** One line of a unified difference. */
export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same' | 'place';
  readonly text: string;
}

/** Unified difference of two texts with `context` unchanged lines around each change. Empty when only the last line break differs. */
export function unifiedDiff(before: string, after: string, context = 3): readonly DiffLine[] {
  const patch = structuredPatch('before', 'after', before, after, '', '', { context });
  return patch.hunks.flatMap((hunk) => [
    { kind: 'place' as const, text: `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@` },
    ...hunk.lines.filter((line) => !line.startsWith('\\')).map(diffLine),
  ]);
}

function diffLine(line: string): DiffLine {
  const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
  return { kind, text: line };
}

const keptAround = 12;

/** Two long strings cut to what differs, with a few characters around it; unchanged when either is short or they have little in common. */
export function differingMiddle(before: string, after: string, ellipsis: string): readonly [string, string] {
  const left = graphemes(before);
  const right = graphemes(after);
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) {
    start += 1;
  }
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) {
    end += 1;
  }
  if (Math.max(left.length, right.length) <= 48 || start + end < 24) {
    return [before, after];
  }
  const from = Math.max(0, start - keptAround);
  const cut = (parts: readonly string[]): string => {
    const to = Math.min(parts.length, parts.length - end + keptAround);
    return `${from > 0 ? ellipsis : ''}${parts.slice(from, to).join('')}${to < parts.length ? ellipsis : ''}`;
  };
  return [cut(left), cut(right)];
}
