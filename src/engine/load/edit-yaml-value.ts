import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';

/**
 * The text of a block-style YAML mapping with a value at a path; comments, order and quotes of everything else stay. Undefined where the way to it
 * is not made of plain blocks: flow mappings, anchors, tabs, several documents.
 */
export function withYamlValue(text: string, path: readonly string[], value: Json): string | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.replace(/(?:\r?\n)$/, '').split(/\r?\n/);
  if (text.trim() === '') return `${nestedLines(path, value, 0, 2).join(eol)}${eol}`;
  // A second document, or an end of one with something behind it.
  if (lines.some((line) => line.startsWith('\t')) || lines.filter((line) => /^(?:---|\.\.\.)/.test(line)).length > 1) return undefined;
  const edited = put(lines, { path, value, from: 0, to: lines.length, outer: -1 });
  return edited === undefined ? undefined : `${edited.join(eol)}${eol}`;
}

interface Place {
  readonly path: readonly string[];
  readonly value: Json;
  /** Lines of the mapping. */
  readonly from: number;
  readonly to: number;
  /** Spaces before the key that the mapping is of; -1 for the whole text. */
  readonly outer: number;
}

function put(lines: readonly string[], { from, outer, path, to, value }: Place): readonly string[] | undefined {
  const [key = '', ...rest] = path;
  const entries = lines.flatMap((line, at) => (at >= from && at < to && isEntry(line) ? [at] : []));
  const [first] = entries;
  const indent = first === undefined ? outer + stepOf(lines) : spacesOf(lines[first] ?? '');
  if (first !== undefined && (indent <= outer || /^\s*- /.test(lines[first] ?? ''))) return undefined;
  const at = entries.find((line) => spacesOf(lines[line] ?? '') === indent && keyIn(lines[line] ?? '') === key);
  if (at === undefined) {
    const last = entries.at(-1) ?? from - 1;
    return [...lines.slice(0, last + 1), ...nestedLines(path, value, Math.max(0, indent), stepOf(lines)), ...lines.slice(last + 1)];
  }
  const end = entries.find((line) => line > at && spacesOf(lines[line] ?? '') <= indent) ?? (entries.at(-1) ?? at) + 1;
  const { comment, head, written } = partsOf(lines[at] ?? '');
  if (rest.length > 0) {
    if (written === '{}') return [...lines.slice(0, at), `${head.trimEnd()}${comment}`, ...nestedLines(rest, value, indent + stepOf(lines), stepOf(lines)), ...lines.slice(at + 1)];
    return written === '' ? put(lines, { path: rest, value, from: at + 1, to: end, outer: indent }) : undefined;
  }
  // A value over several lines, an anchor or a block of text is left to people.
  if (end > at + 1 || /^[&*!|>]/.test(written) || isCutOff(written)) return undefined;
  return [...lines.slice(0, at), `${head.trimEnd()} ${yamlValue(value)}${comment}`, ...lines.slice(at + 1)];
}

/** A list or mapping that goes on below. */
function isCutOff(written: string): boolean {
  return (written.startsWith('[') && !written.endsWith(']')) || (written.startsWith('{') && !written.endsWith('}'));
}

/** `  key: value  # comment` in three parts; what stands in quotes is no comment. */
function partsOf(line: string): { readonly head: string; readonly written: string; readonly comment: string } {
  const [, head = '', rest = ''] = /^(\s*(?:"[^"]*"|'[^']*'|[^:#]+?)\s*:)(.*)$/.exec(line) ?? [];
  const [, written = '', comment = ''] = /^\s*((?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^#"']|(?<=\S)#)*?)(\s+#.*)?$/.exec(rest) ?? [];
  return { head, written: written.trim(), comment };
}

function keyIn(line: string): string | undefined {
  return /^\s*(?:"([^"]*)"|'([^']*)'|([^:#]+?))\s*:(?:\s|$)/.exec(line)?.slice(1).find((key) => key !== undefined);
}

/** True for a line that is neither empty, nor a comment, nor a mark of a document. */
function isEntry(line: string): boolean {
  return !/^\s*(?:#.*)?$/.test(line) && !/^(?:---|\.\.\.)/.test(line);
}

function spacesOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

/** By how much this text stands in. */
function stepOf(lines: readonly string[]): number {
  return lines.map(spacesOf).find((spaces) => spaces > 0) ?? 2;
}

function nestedLines(path: readonly string[], value: Json, indent: number, step: number): readonly string[] {
  return path.map((key, at) => `${' '.repeat(indent + at * step)}${yamlText(key)}:${at === path.length - 1 ? ` ${yamlValue(value)}` : ''}`);
}

function yamlValue(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(yamlValue).join(', ')}]`;
  if (isJsonObject(value)) return JSON.stringify(value);
  return typeof value === 'string' ? yamlText(value) : JSON.stringify(value);
}

/** Words that YAML would read as something else are quoted. */
function yamlText(text: string): string {
  return /^[A-Za-z][\w-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);
}
