import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SourceLocation } from '../../model/source-location.ts';

/**
 * The first place of an error's stack that lies in the project (outside node_modules): of a call, or what the runtime writes above a
 * syntax error. `thrown` tells a call from the latter.
 */
export function stackPlace(stack: string, folder: string): { readonly place: SourceLocation; readonly thrown: boolean } | undefined {
  const lines = stack.split('\n');
  const places = lines.map((line, at) => {
    const place = placeIn(line.trim(), folder);
    return place === undefined ? undefined : { place: withCaret(place, lines, at), thrown: /^\s+at /.test(line) };
  });
  // Source maps write the source line above a thrown error too; its own frame has the column.
  return places.find((found) => found?.thrown === true) ?? places.find((found) => found !== undefined);
}

function placeIn(line: string, folder: string): SourceLocation | undefined {
  const url = after(line, `${pathToFileURL(folder).href}/`);
  const rest = url === undefined ? after(line, `${folder}${sep}`) : url;
  const [, file, row, column] = /^(.*?)(?:\?[^:]*)?:(\d+)(?::(\d+))?\)?$/.exec(rest ?? '') ?? [];
  if (file === undefined || file.includes('node_modules')) {
    return undefined;
  }
  const path = url === undefined ? file.replaceAll('\\', '/') : decodeURIComponent(file);
  return { file: path, line: Number(row), ...(column === undefined ? {} : { column: Number(column) }) };
}

function after(text: string, prefix: string): string | undefined {
  const at = text.indexOf(prefix);
  return at === -1 ? undefined : text.slice(at + prefix.length);
}

/** Above a syntax error the runtime writes the line, then the source, then a caret below the column. */
function withCaret(place: SourceLocation, lines: readonly string[], at: number): SourceLocation {
  const caret = lines[at + 2] ?? '';
  return place.column === undefined && /^\s*\^+\s*$/.test(caret) ? { ...place, column: caret.indexOf('^') + 1 } : place;
}
