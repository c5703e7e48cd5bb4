import type { Change } from '../body-paths.ts';

/** Tags, comments and the text between them. */
const pieces = /<!--[\s\S]*?-->|<[^>]*>|[^<]+/g;

/**
 * A policy document as API Management stores it: an element a line, indented with tabs, lines ended by CR LF. An element that holds
 * nothing but text stays on its line; text that is no markup stays as it is.
 */
function indentedPolicy(xml: string): string {
  const found = (xml.match(pieces) ?? []).map((piece) => (piece.startsWith('<') ? piece : piece.trim())).filter((piece) => piece !== '');
  if (!xml.trim().startsWith('<')) {
    return xml;
  }
  const lines: string[] = [];
  let depth = 0;
  for (let at = 0; at < found.length; at += 1) {
    const piece = found[at] ?? '';
    const opens = /^<[^/!?]/.test(piece) && !piece.endsWith('/>');
    const closes = piece.startsWith('</');
    if (opens && closesAfterText(found, at)) {
      lines.push('\t'.repeat(depth) + found.slice(at, at + 3).join(''));
      at += 2;
      continue;
    }
    depth = closes ? Math.max(0, depth - 1) : depth;
    lines.push('\t'.repeat(depth) + piece);
    depth = opens ? depth + 1 : depth;
  }
  return lines.join('\r\n');
}

function closesAfterText(found: readonly string[], at: number): boolean {
  return found[at + 1]?.startsWith('<') === false && found[at + 2]?.startsWith('</') === true;
}

/** The same as a change of a found value. */
export const asIndentedPolicy: Change = (found) => (typeof found === 'string' ? indentedPolicy(found) : found);
