import { describe, expect, test } from 'vitest';
import type { AtakoraError } from '../../model/errors.ts';
import { parseManifest } from './manifest.ts';

const good = `{
  // who we are
  "schema": 1,
  "id": "0f1e2d3c-4b5a-4968",
  "organization": "Contoso",
  "project": "Shop",
  "costCenter": 42,
  "owner": { "team": "web", "mail": "web@example.com", },
  "environments": { "dev": {}, "prod": { "location": "northeurope", "protected": true } },
}`;

function refused(text: string): AtakoraError {
  try {
    parseManifest(text);
  } catch (error) {
    return error as AtakoraError;
  }
  throw new Error('the manifest was accepted');
}

describe('a manifest', () => {
  test('may have comments and trailing commas; further fields become tags, flattened', () => {
    const { manifest, project } = parseManifest(good);
    expect(manifest.environments?.['prod']).toEqual({ location: 'northeurope', protected: true });
    expect(project).toMatchObject({ id: '0f1e2d3c-4b5a-4968', name: 'Shop', organization: 'Contoso', packages: [{ name: 'main', path: '.', entry: '' }] });
    expect(project.tags).toMatchObject({ costCenter: '42', 'owner.team': 'web' });
    expect(Object.keys(project.tags)).not.toContain('environments');
  });

  test('may start with a byte order mark and end its lines with CRLF', () => {
    const text = `\uFEFF${good.replaceAll('\n', '\r\n')}`;
    expect(parseManifest(text).project).toEqual(parseManifest(good).project);
    expect(refused(text.replace('"Shop"', '""')).location).toEqual({ file: '.atakora/manifest.json', line: 6, column: 3 });
  });

  test.each<readonly [what: string, text: string, code: string, line: number, column: number, says: RegExp]>([
    ['that is empty', '', 'ATK1102', 1, 1, /not valid JSON/],
    ['that is a list', '[]', 'ATK1102', 1, 1, /not an object/],
    ['with a missing comma', '{\n  "schema": 1\n  "id": "x" }', 'ATK1102', 3, 3, /comma expected/],
    ['that ends too early', '{\n  "schema": 1,', 'ATK1102', 2, 15, /expected/],
    ['with a merge conflict', '{\n<<<<<<< HEAD\n  "schema": 1\n}', 'ATK1102', 2, 1, /not valid JSON/],
    ['of a newer format', '{\n  "schema": 2, "neu": true }', 'ATK1107', 2, 3, /format 2/],
    ['with a misspelt field', good.replace('"project"', '"projct"'), 'ATK1103', 6, 3, /"projct"/],
    ['with a wrong type', good.replace('"Shop"', '7'), 'ATK1103', 6, 3, /"project"/],
    ['with an unknown field of an environment', good.replace('"protected"', '"protcted"'), 'ATK1103', 9, 69, /"environments.prod.protcted"/],
    ['without a project', '{ "schema": 1, "id": "0f1e2d3c" }', 'ATK1103', 1, 1, /"project"/],
    ['with an environment in capitals', good.replace('"dev"', '"Dev"'), 'ATK1103', 9, 21, /environments/],
    ['with an id that is no id', good.replace('0f1e2d3c-4b5a-4968', 'A B'), 'ATK1103', 4, 3, /8 to 64/],
  ])('%s is refused with its place', (_what, text, code, line, column, says) => {
    const error = refused(text);
    expect(error).toMatchObject({ code, location: { file: '.atakora/manifest.json', line, column } });
    expect(error.message).toMatch(says);
  });

  test('with several wrong fields is refused for all of them at once', () => {
    const error = refused(good.replace('"Shop"', '7').replace('"protected": true', '"protected": "yes", "coud": "local"'));
    expect(error.message).toMatch(/"project".*line 9: "environments\.prod\.protected".*line 9: "environments\.prod\.coud"/);
    expect(error.location?.line).toBe(6);
  });

  test('names the field that was meant', () => {
    expect(refused(good.replace('"project"', '"projct"')).hint).toContain('"project"');
    expect(refused(good.replace('"protected"', '"protcted"')).hint).toContain('"protected"');
  });
});
