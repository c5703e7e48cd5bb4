import { integerAt, stringAt } from '../arguments.ts';
import { parseDuration, parseMoment } from '../date-time.ts';
import type { Value } from '../expression.ts';
import { formatDate } from '../format-date.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';

/** What the functions print when no format is given. */
const isoFormat = "yyyy'-'MM'-'dd'T'HH':'mm':'ss'Z'";

/** Moments that fit into four-digit years, in milliseconds. */
const range = { least: -62_135_596_800_000, most: 253_402_300_799_999 };

/**
 * Dates in UTC.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date
 */
export const dateFunctions: readonly FunctionDescriptor[] = [
  { name: 'dateTimeAdd', minArgs: 2, maxArgs: 3, evaluate: dateTimeAdd },
  { name: 'dateTimeFromEpoch', minArgs: 1, maxArgs: 1, evaluate: (args, call) => print(Number(integerAt(args, 0, call)) * 1000, isoFormat, call) },
  { name: 'dateTimeToEpoch', minArgs: 1, maxArgs: 1, evaluate: (args, call) => Math.floor(momentAt(args, 0, call) / 1000) },
  { name: 'utcNow', minArgs: 0, maxArgs: 1, refusedIn: ['variable', 'early', 'body', 'output', 'function'], evaluate: utcNow },
];

function dateTimeAdd(args: readonly Value[], call: FunctionCall): Value {
  const length = parseDuration(stringAt(args, 1, call));
  if (length === undefined) throw wrongArgument(call, 1, 'an ISO 8601 duration');
  return print(momentAt(args, 0, call) + length, args.length > 2 ? stringAt(args, 2, call) : isoFormat, call);
}

function utcNow(args: readonly Value[], call: FunctionCall): Value {
  const now = parseMoment(call.scope.input.context.now);
  if (now === undefined) throw wrongArgument(call, 0, 'called with a known time');
  return print(now, args.length > 0 ? stringAt(args, 0, call) : "yyyyMMdd'T'HHmmss'Z'", call);
}

function momentAt(args: readonly Value[], position: number, call: FunctionCall): number {
  const parsed = parseMoment(stringAt(args, position, call));
  if (parsed === undefined) throw wrongArgument(call, position, 'a date and time');
  return parsed;
}

function print(epochMs: number, format: string, call: FunctionCall): string {
  if (epochMs < range.least || epochMs > range.most) throw wrongArgument(call, 0, 'a moment between the years 1 and 9999');
  return formatDate(epochMs, format);
}
