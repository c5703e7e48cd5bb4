import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { stepsOf } from './json-path.ts';
import type { ResourceKind } from './resource-kind.ts';

/** A value that a service does not take. */
export interface UnknownValue {
  /** Path with indexes: `properties.rules[0].access`. */
  readonly path: string;
  readonly value: string;
  /** What it takes. */
  readonly allowed: readonly string[];
}

/** Called with what stands at a path; undefined where there is nothing. */
type Visit = (found: Json | undefined, path: string) => void;

/**
 * Paths, with indexes, of the required properties that a body lacks. Null counts as lacking; an expression counts as the value that it will be.
 * @param isNew True for a resource that is not there yet.
 */
export function missingProperties(kind: ResourceKind, body: JsonObject, isNew: boolean): readonly string[] {
  return [...kind.required, ...(isNew ? kind.requiredNew : [])].flatMap((rule) => {
    const [first = '', ...others] = rule.split(' | ');
    const lacking = lackingAt(body, first);
    // Alternatives of one object stand in for each other item by item.
    return others.reduce<readonly string[]>((left, other) => {
      const alike = ownerOf(other) === ownerOf(first);
      const also = lackingAt(body, other);
      return alike ? left.filter((path) => also.some((one) => ownerOf(one) === ownerOf(path))) : also.length === 0 ? [] : left;
    }, lacking);
  });
}

function lackingAt(body: JsonObject, path: string): readonly string[] {
  const paths: string[] = [];
  visit(body, stepsOf(path), '', (found, at) => {
    if (found === undefined || found === null) paths.push(at);
  });
  return paths;
}

function ownerOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'));
}

/** The values of a body that its service does not take; expressions are not judged. */
export function unknownValues(kind: ResourceKind, body: JsonObject): readonly UnknownValue[] {
  return Object.entries(kind.allowed).flatMap(([path, allowed]) => {
    const unknown: UnknownValue[] = [];
    visit(body, stepsOf(path), '', (found, at) => {
      if (typeof found !== 'string' || isExpression(found) || allowed.some((known) => known.toLowerCase() === found.toLowerCase())) return;
      unknown.push({ path: at, value: found, allowed });
    });
    return unknown;
  });
}

/** True for a text that a running deployment replaces. */
export function isExpression(value: Json | undefined): boolean {
  return typeof value === 'string' && value.startsWith('[');
}

/** Goes wherever the steps lead, letter case aside; an absent object ends the way, but for `properties`. */
function visit(value: Json | undefined, steps: readonly string[], at: string, seen: Visit): void {
  const [step, ...rest] = steps;
  if (step === undefined) return seen(value, at);
  if (step === '[]') {
    if (Array.isArray(value)) (value as readonly Json[]).forEach((item, index) => visit(item, rest, `${at}[${String(index)}]`, seen));
    return;
  }
  if (!isJsonObject(value)) return;
  const next = value[step] ?? Object.entries(value).find(([key]) => key.toLowerCase() === step.toLowerCase())?.[1] ?? undefined;
  if (rest.length > 0 && next === undefined && step !== 'properties') return;
  visit(rest.length > 0 && next === undefined ? {} : next, rest, at === '' ? step : `${at}.${step}`, seen);
}
