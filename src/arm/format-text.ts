import type { Value } from './expression.ts';
import { formatNumber } from './format-number.ts';
import { evaluationLimits } from './limits.ts';
import { tooMuch } from './session.ts';
import { evaluationError } from './template-error.ts';
import { formattedText } from './text-of-value.ts';

const item = /\{\{|\}\}|\{(\d+)(?:,\s*(-?\d+))?(?::([^{}]*))?\}|[{}]/g;

/**
 * Composite formatting: `{0}`, `{1,8}` for a width, `{2:X4}` for a number format, doubled braces for themselves.
 * @throws ArmTemplateError `ATK2004` for a stray brace, for an index that no argument has and for a format that there is not,
 * `ATK2011` for a text that is too long.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/composite-formatting
 */
export function formatText(pattern: string, args: readonly Value[]): string {
  let length = pattern.length;
  return pattern.replace(item, (found: string, index: string | undefined, width: string | undefined, format: string | undefined) => {
    if (found === '{{') return '{';
    if (found === '}}') return '}';
    if (index === undefined) throw evaluationError(`The format string is not valid: a brace stands alone`);
    const value = args[Number(index)];
    if (value === undefined) throw evaluationError(`The format string is not valid: there is no argument '${index}'`);
    const text = pad(formatted(value, format ?? ''), Number(width ?? 0));
    length += text.length;
    if (length > evaluationLimits.valueSize) throw tooMuch(`makes a value of more than ${evaluationLimits.valueSize} characters`);
    return text;
  });
}

/** A format is about numbers only, everything else prints as without. */
function formatted(value: Value, format: string): string {
  return typeof value === 'number' || typeof value === 'bigint' ? formatNumber(value, format) : formattedText(value);
}

function pad(text: string, width: number): string {
  const capped = Math.min(Math.abs(width), 10_000);
  return width < 0 ? text.padEnd(capped) : text.padStart(capped);
}
