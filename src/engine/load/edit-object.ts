import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { SourceObject, SourceProperty } from './source-object.ts';

/** Cells up to which a value stands on one line. */
const oneLine = 100;

/** A value as JSON: on one line where it is short, else over several that stand in as far as `indent` says. */
export function writtenJson(value: Json, indent: string): string {
  const line = inlineJson(value);
  return line.length <= oneLine ? line : JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}

function inlineJson(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(inlineJson).join(', ')}]`;
  }
  if (!isJsonObject(value)) {
    return JSON.stringify(value);
  }
  const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inlineJson(item)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/**
 * The text with one more property at the end of an object literal: on a line of its own where the object has several, with a comma behind
 * it where the last one has one. Comments stay where they are, and nothing else is written anew.
 * @param entry The property, given the spaces that its line begins with.
 */
export function insertProperty(text: string, object: SourceObject, entry: (indent: string) => string): string {
  const { close, open } = object;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const last = ownProperties(object).at(-1);
  const behind = last === undefined ? open + 1 : last.end;
  const trailing = last !== undefined && commaIn(text, behind, close) !== undefined;
  const head = `${text.slice(0, behind)}${last === undefined || trailing ? '' : ','}${text.slice(behind, close).trimEnd()}`;
  const tail = trailing ? ',' : '';
  const lineStart = text.lastIndexOf('\n', close - 1) + 1;
  if (lineStart <= open) {
    return `${head} ${entry('')}${tail} ${text.slice(close)}`;
  }
  const outer = spacesAt(text, lineStart);
  const inner = last === undefined ? `${outer}  ` : spacesAt(text, text.lastIndexOf('\n', last.start) + 1);
  return `${head}${eol}${inner}${entry(inner).replaceAll(/\r?\n/g, eol)}${tail}${eol}${outer}${text.slice(close)}`;
}

/**
 * The text without a property of an object literal: with its comma (the one before it when it was the last and had none), and its lines
 * when nothing else stands there. Comments stay.
 */
export function removeProperty(text: string, object: SourceObject, property: SourceProperty): string {
  const { end, start } = property;
  const own = ownProperties(object);
  const before = own[own.indexOf(property) - 1];
  const comma = commaIn(text, end, own[own.indexOf(property) + 1]?.start ?? object.close);
  const earlier = comma === undefined && before !== undefined ? commaIn(text, before.end, start) : undefined;
  const behind = comma === undefined ? end : comma + 1;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(behind))?.[0];
  const alone = lineStart > object.open && text.slice(lineStart, start).trim() === '' && rest !== undefined;
  const [from, to] = alone ? [lineStart, behind + rest.length] : [start, behind + (/^[ \t]+(?=\S)/.exec(text.slice(behind))?.[0].length ?? 0)];
  const head = earlier === undefined ? text.slice(0, from) : text.slice(0, earlier) + text.slice(earlier + 1, from);
  // A space that stood before what is gone and one behind it would be one too many.
  return alone || earlier === undefined ? head + text.slice(to) : `${head.trimEnd()} ${text.slice(to)}`;
}

/** Offset of the first comma between two offsets that stands in no comment. */
function commaIn(text: string, from: number, to: number): number | undefined {
  const found = text.slice(from, to).replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length)).indexOf(',');
  return found === -1 ? undefined : from + found;
}

/** Properties that stand in the object itself, without what a spread brings from elsewhere. */
export function ownProperties({ close, open, properties }: SourceObject): readonly SourceProperty[] {
  return properties.filter(({ end, start }) => start > open && end <= close);
}

function spacesAt(text: string, lineStart: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
}
