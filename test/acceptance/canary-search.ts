import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A planted secret, by the way on which it came in. */
export interface Canary {
  readonly entrance: string;
  readonly value: string;
}

/** Where a planted secret was found. */
export interface Trace {
  readonly entrance: string;
  /** A file, or a stream of a command. */
  readonly where: string;
  readonly form: string;
}

/**
 * The longest run of letters and digits of a value: no encoding of text changes it, so that plain, JSON, link and HTML forms have it
 * alike. Written without a look at the redactor, which is what is judged.
 */
function tokenOf(value: string): string {
  return (value.match(/[A-Za-z0-9]+/g) ?? []).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

/** What is looked for, by name. */
function needles(value: string): readonly (readonly [string, string])[] {
  const token = tokenOf(value);
  const bytes = Buffer.from(token);
  const inside = (before: number): string => {
    const text = Buffer.concat([Buffer.alloc(before, 65), bytes, Buffer.alloc(2, 65)]).toString('base64').replaceAll('=', '');
    // Characters at the ends stand for neighbours too.
    return text.slice(before === 0 ? 0 : before + 1, -4);
  };
  return [
    ['plain', token],
    ['backwards', [...token].reverse().join('')],
    ...[0, 1, 2].map((before) => [`base64 from ${before}`, inside(before)] as const),
    ['hex', bytes.toString('hex')],
    ['every byte in percent', [...bytes].map((byte) => `%${byte.toString(16)}`).join('')],
    ['first half', token.slice(0, Math.max(10, token.length / 2))],
  ];
}

/** Every trace of the canaries in some bytes; terminal sequences and line breaks may stand between their characters. */
export function tracesIn(where: string, bytes: Buffer, canaries: readonly Canary[]): readonly Trace[] {
  const text = bytes.toString('latin1');
  // oxlint-disable-next-line eslint/no-control-regex -- what is looked for
  const flat = text.replaceAll(/\u001B(?:\[[0-9;?]*[A-Za-z]|\][^\u0007]*\u0007)/g, '').replaceAll(/[\s│|\u00e2\u0094\u0082]+/g, '');
  const lower = flat.toLowerCase();
  return canaries.flatMap(({ entrance, value }) =>
    needles(value).flatMap(([form, needle]) => {
      const found = text.includes(needle) || flat.includes(needle) || ((form === 'hex' || form.startsWith('every')) && lower.includes(needle.toLowerCase()));
      return found ? [{ entrance, where, form }] : [];
    }),
  );
}

/** Every file below a folder, as paths relative to it. */
function filesBelow(folder: string): readonly string[] {
  const walk = (below: string): readonly string[] =>
    readdirSync(below).flatMap((name) => {
      const path = join(below, name);
      const entry = statSync(path, { throwIfNoEntry: false });
      if (entry === undefined) return [];
      return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : [];
    });
  return walk(folder).map((path) => relative(folder, path)).sort();
}

/** Every trace of the canaries in the files below a folder but those that may hold them, and in their names. */
export function tracesBelow(folder: string, canaries: readonly Canary[], mayHold: (path: string) => boolean): readonly Trace[] {
  return filesBelow(folder).flatMap((path) => [...tracesIn(`the name of ${path}`, Buffer.from(path), canaries), ...(mayHold(path) ? [] : tracesIn(path, readFileSync(join(folder, path)), canaries))]);
}
