import { compareText } from '../../arm/compare-text.ts';
import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';

/** Compares what a field or expression gives (undefined: there is nothing) with the value of the rule. */
type Operator = (actual: Json | undefined, wanted: Json) => boolean;

/**
 * The operators of a policy condition, by name in lower case. All but `match` compare text without regard to case; `*` in `like` stands
 * for any text, once; in `match` `#` stands for a digit, `?` for a letter and `.` for any character.
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#conditions
 */
export const operators: Readonly<Record<string, Operator>> = {
  equals: same,
  notequals: (actual, wanted) => !same(actual, wanted),
  like,
  notlike: (actual, wanted) => !like(actual, wanted),
  match: (actual, wanted) => matches(actual, wanted, false),
  notmatch: (actual, wanted) => !matches(actual, wanted, false),
  matchinsensitively: (actual, wanted) => matches(actual, wanted, true),
  notmatchinsensitively: (actual, wanted) => !matches(actual, wanted, true),
  contains,
  notcontains: (actual, wanted) => !contains(actual, wanted),
  in: isIn,
  notin: (actual, wanted) => !isIn(actual, wanted),
  containskey: containsKey,
  notcontainskey: (actual, wanted) => !containsKey(actual, wanted),
  less: (actual, wanted) => ordered(actual, wanted, (order) => order < 0),
  lessorequals: (actual, wanted) => ordered(actual, wanted, (order) => order <= 0),
  greater: (actual, wanted) => ordered(actual, wanted, (order) => order > 0),
  greaterorequals: (actual, wanted) => ordered(actual, wanted, (order) => order >= 0),
  exists: (actual, wanted) => (actual !== undefined && actual !== null) === (String(wanted).toLowerCase() === 'true'),
};

/** The operator's name as Azure's evaluation details print it: `notIn` → `NotIn`. */
export function operatorName(operator: string): string {
  return operator.charAt(0).toUpperCase() + operator.slice(1);
}

function same(actual: Json | undefined, wanted: Json): boolean {
  if (actual === undefined || actual === null) return wanted === null || wanted === '';
  if (typeof actual === 'object' || typeof wanted === 'object') return JSON.stringify(actual).toLowerCase() === JSON.stringify(wanted).toLowerCase();
  return String(actual).toLowerCase() === String(wanted).toLowerCase();
}

function like(actual: Json | undefined, wanted: Json): boolean {
  if (!isScalar(actual)) return false;
  const [text, pattern] = [String(actual).toLowerCase(), String(wanted).toLowerCase()];
  const star = pattern.indexOf('*');
  if (star === -1) return text === pattern;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

function matches(actual: Json | undefined, wanted: Json, ignoreCase: boolean): boolean {
  if (!isScalar(actual)) return false;
  const [text, pattern] = [[...String(actual)], [...String(wanted)]];
  return text.length === pattern.length && pattern.every((sign, i) => matchesSign(text[i] ?? '', sign, ignoreCase));
}

function matchesSign(char: string, sign: string, ignoreCase: boolean): boolean {
  if (sign === '#') return /\d/.test(char);
  if (sign === '?') return /[a-z]/i.test(char);
  if (sign === '.') return true;
  return ignoreCase ? char.toLowerCase() === sign.toLowerCase() : char === sign;
}

function contains(actual: Json | undefined, wanted: Json): boolean {
  if (Array.isArray(actual)) return (actual as readonly Json[]).some((element) => same(element, wanted));
  return isScalar(actual) && String(actual).toLowerCase().includes(String(wanted).toLowerCase());
}

function isIn(actual: Json | undefined, wanted: Json): boolean {
  return Array.isArray(wanted) && (wanted as readonly Json[]).some((candidate) => same(actual, candidate));
}

function containsKey(actual: Json | undefined, wanted: Json): boolean {
  return isJsonObject(actual) && Object.keys(actual).some((key) => key.toLowerCase() === String(wanted).toLowerCase());
}

function ordered(actual: Json | undefined, wanted: Json, test: (order: number) => boolean): boolean {
  if (typeof actual === 'number' && typeof wanted === 'number') return test(actual - wanted);
  if (typeof actual !== 'string' || typeof wanted !== 'string') return false;
  const dates = [Date.parse(actual), Date.parse(wanted)] as const;
  // A bare number parses as a year: only what looks like a date is compared as one.
  const bothDates = /^\d{4}-\d{2}-\d{2}/.test(actual) && /^\d{4}-\d{2}-\d{2}/.test(wanted) && dates.every((date) => !Number.isNaN(date));
  return test(bothDates ? dates[0] - dates[1] : compareText(actual.toLowerCase(), wanted.toLowerCase()));
}

function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
