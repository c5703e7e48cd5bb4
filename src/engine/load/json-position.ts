import { findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import type { SourceLocation } from '../../model/source-location.ts';

/** Line and column (from 1) of a character offset. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

/** Where a value stands in a JSON text with comments: its property, or the nearest around it when the path is not there. */
export function locateInJson(text: string, path: readonly (string | number)[], file: string): SourceLocation {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  for (let depth = path.length; tree !== undefined && depth >= 0; depth -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, depth));
    if (node !== undefined) {
      return { file, ...positionAt(text, node.parent?.type === 'property' ? node.parent.offset : node.offset) };
    }
  }
  return { file };
}

/** Words for a syntax error of a JSON text. */
export function describeParseError(error: ParseError): string {
  return printParseErrorCode(error.error).replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
