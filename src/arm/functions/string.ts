import { arrayAt, countAt, stringAt } from '../arguments.ts';
import { decodeBase64, encodeBase64 } from '../base64.ts';
import { joinBounded } from '../bounded-text.ts';
import type { Value } from '../expression.ts';
import { formatText } from '../format-text.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import { guid } from '../guid.ts';
import { lowerText, upperText } from '../letter-case.ts';
import { parseJson } from '../parse-json.ts';
import { textOf } from '../text-of-value.ts';
import { uniqueString } from '../unique-string.ts';
import { isArray, isInteger } from '../value.ts';

/**
 * Functions over texts.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string
 */
export const stringFunctions: readonly FunctionDescriptor[] = [
  { name: 'base64', minArgs: 1, maxArgs: 1, evaluate: (args, call) => encodeBase64(stringAt(args, 0, call)) },
  { name: 'base64ToString', minArgs: 1, maxArgs: 1, evaluate: base64ToString },
  { name: 'base64ToJson', minArgs: 1, maxArgs: 1, evaluate: base64ToJson },
  { name: 'dataUri', minArgs: 1, maxArgs: 1, evaluate: (args, call) => `data:text/plain;charset=utf-8;base64,${encodeBase64(stringAt(args, 0, call))}` },
  { name: 'dataUriToString', minArgs: 1, maxArgs: 1, evaluate: dataUriToString },
  { name: 'endsWith', minArgs: 2, maxArgs: 2, evaluate: (args, call) => lowerText(stringAt(args, 0, call)).endsWith(lowerText(stringAt(args, 1, call))) },
  { name: 'startsWith', minArgs: 2, maxArgs: 2, evaluate: (args, call) => lowerText(stringAt(args, 0, call)).startsWith(lowerText(stringAt(args, 1, call))) },
  { name: 'format', minArgs: 1, maxArgs: Infinity, evaluate: (args, call) => formatText(stringAt(args, 0, call), args.slice(1)) },
  { name: 'guid', minArgs: 1, maxArgs: Infinity, evaluate: (args, call) => guid(...args.map((_, i) => stringAt(args, i, call))) },
  { name: 'uniqueString', minArgs: 1, maxArgs: Infinity, evaluate: (args, call) => uniqueString(...args.map((_, i) => stringAt(args, i, call))) },
  { name: 'like', minArgs: 2, maxArgs: 2, evaluate: (args, call) => isLike(stringAt(args, 0, call).toLowerCase(), stringAt(args, 1, call).toLowerCase()) },
  {
    name: 'newGuid',
    minArgs: 0,
    maxArgs: 0,
    refusedIn: ['variable', 'early', 'body', 'output', 'function'],
    evaluate: (_, call) => call.scope.input.context.newGuid(),
  },
  { name: 'join', minArgs: 2, maxArgs: 2, evaluate: (args, call) => joinBounded(arrayAt(args, 0, call).map(textOf), stringAt(args, 1, call)) },
  { name: 'padLeft', minArgs: 2, maxArgs: 3, evaluate: padLeft },
  { name: 'replace', minArgs: 3, maxArgs: 3, evaluate: replace },
  { name: 'split', minArgs: 2, maxArgs: 2, evaluate: split },
  { name: 'string', minArgs: 1, maxArgs: 1, evaluate: ([value = null]) => textOf(value) },
  { name: 'substring', minArgs: 2, maxArgs: 3, evaluate: substring },
  { name: 'toLower', minArgs: 1, maxArgs: 1, evaluate: (args, call) => lowerText(stringAt(args, 0, call)) },
  { name: 'toUpper', minArgs: 1, maxArgs: 1, evaluate: (args, call) => upperText(stringAt(args, 0, call)) },
  { name: 'trim', minArgs: 1, maxArgs: 1, evaluate: (args, call) => stringAt(args, 0, call).trim() },
];

/** Stars stand for any characters, also none. Each part is looked for once, so that the cost stays linear in stars. */
function isLike(text: string, pattern: string): boolean {
  const [head = '', ...parts] = pattern.split('*');
  const tail = parts.pop();
  if (tail === undefined) return text === head;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  let at = head.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - tail.length;
}

function base64ToString(args: readonly Value[], call: FunctionCall): string {
  const decoded = decodeBase64(stringAt(args, 0, call));
  if (decoded === undefined) throw wrongArgument(call, 0, 'a valid base64 string');
  return decoded;
}

function base64ToJson(args: readonly Value[], call: FunctionCall): Value {
  const parsed = parseJson(base64ToString(args, call));
  if (parsed === undefined) throw wrongArgument(call, 0, 'base64 of a valid JSON string');
  return parsed;
}

function dataUriToString(args: readonly Value[], call: FunctionCall): Value {
  const match = /^data:([^;,]*)((?:;[^;,]*)*),(.*)$/is.exec(stringAt(args, 0, call));
  if (match === null) throw wrongArgument(call, 0, 'a data URI');
  const [, mediaType = '', attributes = '', payload = ''] = match;
  const isBase64 = /;base64$/i.test(attributes);
  if (mediaType === '' && attributes.replace(/;base64$/i, '') !== '') throw wrongArgument(call, 0, 'a data URI');
  const decoded = isBase64 ? decodeBase64(payload) : payload;
  if (decoded === undefined) throw wrongArgument(call, 0, 'a data URI with a valid base64 payload');
  return decoded;
}

/** Azure pads to 16 characters at most. */
function padLeft(args: readonly Value[], call: FunctionCall): Value {
  const [value = null] = args;
  if (typeof value !== 'string' && !isInteger(value)) throw wrongArgument(call, 0, 'a string or an integer');
  const width = countAt(args, 1, call);
  if (width < 0 || width > 16) throw wrongArgument(call, 1, 'an integer from 0 to 16');
  const padding = args.length > 2 ? stringAt(args, 2, call) : ' ';
  if (padding.length !== 1) throw wrongArgument(call, 2, 'a single character');
  return String(value).padStart(width, padding);
}

function replace(args: readonly Value[], call: FunctionCall): Value {
  const old = stringAt(args, 1, call);
  if (old === '') throw wrongArgument(call, 1, 'a string that is not empty');
  return joinBounded(stringAt(args, 0, call).split(old), stringAt(args, 2, call));
}

function split(args: readonly Value[], call: FunctionCall): Value {
  const text = stringAt(args, 0, call);
  const [, given = null] = args;
  const delimiters = isArray(given) ? given.map((_, i) => stringAt(given, i, call)) : [stringAt(args, 1, call)];
  const usable = delimiters.filter((delimiter) => delimiter !== '').map((delimiter) => delimiter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return usable.length === 0 ? [text] : text.split(new RegExp(usable.join('|')));
}

function substring(args: readonly Value[], call: FunctionCall): Value {
  const text = stringAt(args, 0, call);
  const start = countAt(args, 1, call);
  if (start < 0 || start > text.length) throw wrongArgument(call, 1, 'an index inside the string');
  const length = args.length > 2 ? countAt(args, 2, call) : text.length - start;
  if (length < 0 || start + length > text.length) throw wrongArgument(call, 2, `a length that refers to a location within the string; index ${start}, length ${length}, string length ${text.length}`);
  return text.slice(start, start + length);
}
