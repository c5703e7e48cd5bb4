import { describe, expect, test } from 'vitest';
import { resolveSettings } from '../../define/environments.ts';
import type { AtakoraError } from '../../model/errors.ts';
import { loadConfiguration } from './configuration.ts';
import { writeProject } from './load-cases.fake.ts';

const library = new URL('../../index.ts', import.meta.url).href;

async function refused(name: string, text: string): Promise<AtakoraError> {
  const folder = writeProject({ [name]: text });
  const outcome = await loadConfiguration(folder, library).catch((error: unknown) => error as AtakoraError);
  if (!('code' in outcome)) {
    throw new Error('the configuration was accepted');
  }
  expect(outcome.message).not.toContain(folder);
  return outcome;
}

describe('a configuration', () => {
  test.each([
    ['atakora.config.json', '{ "environments": { "staging": { "extends": "prod", "protectStores": false } } }'],
    ['atakora.config.yaml', 'environments:\n  staging:\n    extends: prod\n    protectStores: false\n'],
    ['.atakorarc.json', '{ "environments": { "staging": { "extends": "prod", "protectStores": false } } }'],
  ])('is read from %s', async (name, text) => {
    const folder = writeProject({ [name]: text });
    expect(await loadConfiguration(folder, library)).toMatchObject({ configuration: { environments: { staging: { extends: 'prod', protectStores: false } } }, file: name });
  });

  test('may be missing or empty, and that of a folder above does not count', async () => {
    expect(await loadConfiguration(writeProject({ 'README.md': '' }), library)).toEqual({ configuration: {}, file: undefined });
    expect((await loadConfiguration(writeProject({ 'atakora.config.yaml': '' }), library)).configuration).toEqual({});
    expect((await loadConfiguration(`${writeProject({ 'atakora.config.json': '{ "environments": {} }', 'inner/a.txt': '' })}/inner`, library)).file).toBeUndefined();
  });

  test.each<readonly [what: string, name: string, text: string, place: object, says: RegExp]>([
    ['broken JSON', 'atakora.config.json', '{\n  "environments": oops\n}', { file: 'atakora.config.json', line: 2 }, /cannot be loaded/],
    ['broken YAML', 'atakora.config.yaml', 'environments:\n  a: b\n   c: d\n', { file: 'atakora.config.yaml', line: 3, column: 5 }, /not valid YAML: bad indentation/],
    ['a wrong field', 'atakora.config.json', '{\n  "enviroments": {}\n}', { file: 'atakora.config.json', line: 2, column: 3 }, /"enviroments" is not a field/],
    ['a wrong value', 'atakora.config.json', '{\n  "environments": {\n    "demo": 3 }\n}', { file: 'atakora.config.json', line: 3, column: 5 }, /"environments\.demo"/],
    ['a list', 'atakora.config.json', '[]', { file: 'atakora.config.json' }, /atakora\.config\.json/],
  ])('with %s is refused with its place', async (_what, name, text, place, says) => {
    const error = await refused(name, text);
    expect(error).toMatchObject({ code: 'ATK1105', location: place });
    expect(error.message).toMatch(says);
  });

  test('names the field that was meant', async () => {
    expect((await refused('atakora.config.json', '{ "enviroments": {} }')).hint).toBe('Did you mean "environments"?');
  });

  test('with environments that extend each other in a circle is told when they are resolved', () => {
    const layers = [
      { environment: 'a', extends: 'b', source: 'atakora.config.json (a)', settings: {} },
      { environment: 'b', extends: 'a', source: 'atakora.config.json (b)', settings: {} },
    ];
    expect(resolveSettings('a', layers).diagnostics).toMatchObject([{ code: 'ATK1106', severity: 'error' }]);
  });
});
