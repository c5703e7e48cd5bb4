import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import { isJsonObject } from '../../model/json.ts';

/** Candidates (without extension rules) for a specifier by the `paths` of a project's `tsconfig.json`; none when it has none. */
export function pathAliases(folder: string): (specifier: string) => readonly string[] {
  const found = readPaths(join(folder, 'tsconfig.json'), 0);
  return (specifier) => found.flatMap(([pattern, targets]) => matchPattern(pattern, targets, specifier));
}

type PathEntry = readonly [pattern: string, targets: readonly string[]];

/** tsconfig files that extend each other more than this many times are a circle. */
const maxDepth = 8;

function readPaths(file: string, depth: number): readonly PathEntry[] {
  if (depth > maxDepth || !existsSync(file)) {
    return [];
  }
  const config: unknown = parse(readFileSync(file, 'utf8'), [], { allowTrailingComma: true });
  if (!isJsonObject(config)) {
    return [];
  }
  const options = isJsonObject(config['compilerOptions']) ? config['compilerOptions'] : {};
  const base = resolve(dirname(file), typeof options['baseUrl'] === 'string' ? options['baseUrl'] : '.');
  if (isJsonObject(options['paths'])) {
    return Object.entries(options['paths']).map(([pattern, targets]) => [pattern, Array.isArray(targets) ? targets.map((target) => resolve(base, String(target))) : []]);
  }
  const parents: readonly unknown[] = Array.isArray(config['extends']) ? config['extends'] : [config['extends']];
  const found = parents.map((parent) => (typeof parent === 'string' && parent.startsWith('.') ? readPaths(resolve(dirname(file), parent.endsWith('.json') ? parent : `${parent}.json`), depth + 1) : []));
  // Of several, the last that has any counts.
  return found.findLast((paths) => paths.length > 0) ?? [];
}

function matchPattern(pattern: string, targets: readonly string[], specifier: string): readonly string[] {
  const star = pattern.indexOf('*');
  if (star === -1) {
    return pattern === specifier ? targets : [];
  }
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (!specifier.startsWith(before) || !specifier.endsWith(after) || specifier.length < before.length + after.length) {
    return [];
  }
  const middle = specifier.slice(before.length, specifier.length - after.length);
  return targets.map((target) => target.replace('*', middle));
}
