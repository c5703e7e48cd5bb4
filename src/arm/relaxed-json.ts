import { ArmTemplateError } from './template-error.ts';

/** Levels of arrays and objects that a template file may have; readers of JSON fall over somewhat deeper. */
const maximumDepth = 500;

/**
 * Template text as plain JSON: without byte order mark, comments and commas before a closing bracket, and with line breaks inside
 * of strings escaped, all of which Azure accepts in templates. One pass; where nothing is to be done the text comes back as it is.
 * @throws ArmTemplateError `ATK2011` for text that nests too deeply to be read.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments-and-metadata
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#multi-line-strings
 */
export function plainJson(text: string): string {
  const parts: string[] = [];
  let kept = text.startsWith('\uFEFF') ? 1 : 0;
  let depth = 0;
  const replace = (from: number, to: number, by: string): void => {
    parts.push(text.slice(kept, from), by);
    kept = to;
  };
  for (let at = kept; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = plainText(text, at, replace);
    else if (char === '{' || char === '[') depth = deeper(depth);
    else if (char === '}' || char === ']') depth -= 1;
    else if (char === '/') {
      const end = commentEnd(text, at);
      if (end > at) replace(at, end, ' ');
      at = Math.max(at, end - 1);
    } else if (char === ',' && /[}\]]/.test(text[nextToken(text, at + 1)] ?? '')) replace(at, at + 1, ' ');
  }
  return parts.length === 0 ? text.slice(kept) : parts.join('') + text.slice(kept);
}

function deeper(depth: number): number {
  if (depth >= maximumDepth) throw new ArmTemplateError('ATK2011', `The file nests more than ${maximumDepth} levels.`);
  return depth + 1;
}

/** Where the string that starts at an offset ends; its line breaks are replaced. */
function plainText(text: string, start: number, replace: (from: number, to: number, by: string) => void): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') return at;
    if (char === '\\') at += 1;
    else if (char !== undefined && char < ' ') replace(at, at + 1, JSON.stringify(char).slice(1, -1));
  }
  return text.length;
}

/** Where the comment at an offset ends; the offset itself when there is none. */
function commentEnd(text: string, at: number): number {
  const marks: Readonly<Record<string, string>> = { '//': '\n', '/*': '*/' };
  const start = text.slice(at, at + 2);
  const close = marks[start];
  if (close === undefined) return at;
  const end = text.indexOf(close, at + 2);
  if (end === -1) return text.length;
  return start === '//' ? end : end + 2;
}

function nextToken(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const end = text[at] === '/' ? commentEnd(text, at) : at;
    if (end > at) at = end - 1;
    else if ((text[at] ?? '').trim() !== '') break;
  }
  return at;
}
