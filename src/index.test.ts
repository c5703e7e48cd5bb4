import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import * as library from './index.ts';

/** Modules that a file loads when it runs: type imports are gone by then. */
function loaded(file: string): readonly string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from '(?<from>[^']+)';/gms)].map((match) => match.groups?.['from'] ?? '');
}

it('loads nothing but its own pure files into a user\'s module', () => {
  const entry = fileURLToPath(new URL('index.ts', import.meta.url));
  const seen = new Set<string>();
  const outside: string[] = [];
  const queue = [entry];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const from of loaded(file)) {
      if (from.startsWith('.')) queue.push(resolve(dirname(file), from));
      else outside.push(`${file}: ${from}`);
    }
  }
  expect(outside).toEqual([]);
  expect(seen.size).toBeGreaterThan(25);
  expect([...seen].filter((file) => !/src\/(?:index|define\/|model\/|resources\/)/.test(file))).toEqual([]);
});

it('gives users what they type, and no more', () => {
  expect(Object.keys(library).sort()).toEqual(['AtakoraError', 'CrudApi', 'arm', 'armResource', 'defineBackend', 'defineConfig', 'defineCrudApi', 'defineFunction', 'defineInfrastructure', 'existingTemplate', 'moved', 'removed', 'resource', 'resources', 'secret']);
});
