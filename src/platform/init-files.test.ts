import { describe, expect, test } from 'vitest';
import { parseManifest } from '../engine/load/manifest.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import { plannedFiles } from './init-files.ts';
import type { TemplateFiles } from './init-files.ts';

const answers: Answers = { project: 'shop', template: 'feedback-api', location: 'westeurope', environments: ['dev', 'prod'], defaultEnvironment: 'dev', tags: { costCenter: '42' } };
const templates: readonly TemplateFiles[] = [{ name: 'feedback-api', title: 'an API', files: new Map([['atakora/backend.ts', 'export {};\n'], ['package.json', '{\n  "name": "feedback-api",\n  "private": true\n}\n'], ['tsconfig.json', '{}\n']]) }];
const plan = (existing: Readonly<Record<string, string>> = {}, changes: Partial<Answers> = {}) => new Map(plannedFiles({ ...answers, ...changes }, templates, new Map(Object.entries(existing)), 'fresh-id-0001').map((file) => [file.path, file]));

describe('the files of init', () => {
  test('in an empty folder are the manifest, .gitignore and the template under the name of the project', () => {
    const files = plan();
    expect([...files.keys()]).toEqual(['.atakora/manifest.json', '.gitignore', 'atakora/backend.ts', 'package.json', 'tsconfig.json']);
    const { manifest, project } = parseManifest(files.get('.atakora/manifest.json')?.after ?? '');
    expect(manifest).toMatchObject({ schema: 1, id: 'fresh-id-0001', project: 'shop', environment: 'dev', location: 'westeurope', environments: { dev: {}, prod: {} } });
    expect(project.tags).toMatchObject({ costCenter: '42' });
    expect(JSON.parse(files.get('package.json')?.after ?? '')).toEqual({ name: 'shop', private: true });
    expect(files.get('.gitignore')?.after).toContain('.atakora/local/\n');
  });

  test('leave everything as it is when they are planned again', () => {
    const first = plan();
    expect(plan(Object.fromEntries([...first.values()].map(({ after, path }) => [path, after])))).toEqual(new Map());
  });

  test('keep comments, ids, environments and the form of values in a manifest that is there', () => {
    const before = '{\n  // ours\n  "schema": 1,\n  "id": "0f1e2d3c",\n  "project": "shop",\n  "costCenter": 42,\n  "environments": { "prod": { "protected": true } },\n}\n';
    const after = plan({ '.atakora/manifest.json': before }).get('.atakora/manifest.json')?.after ?? '';
    expect(after).toContain('// ours');
    expect(after).toContain('"costCenter": 42');
    expect(parseManifest(after).manifest).toMatchObject({ id: '0f1e2d3c', environment: 'dev', location: 'westeurope', environments: { prod: { protected: true }, dev: {} } });
  });

  test('mend a manifest with a byte order mark', () => {
    const after = plan({ '.atakora/manifest.json': '\uFEFF{ "schema": 1, "id": "0f1e2d3c", "project": "old" }' }).get('.atakora/manifest.json')?.after ?? '';
    expect(parseManifest(after).manifest.project).toBe('shop');
  });

  test('add to .gitignore only what it lacks, whatever its line ends are', () => {
    expect(plan({ '.gitignore': 'dist\r\n.env\r\nnode_modules/\r\n' }).get('.gitignore')?.after).toBe('dist\r\n.env\r\nnode_modules/\r\n.atakora/local/\n.env.*\n');
    expect(plan({ '.gitignore': 'dist' }).get('.gitignore')?.after).toBe('dist\n.atakora/local/\n.env\n.env.*\nnode_modules/\n');
  });

  test('write no template over a backend, and no file of a template over one that is there', () => {
    expect([...plan({ 'atakora/backend.ts': 'mine' }).keys()]).toEqual(['.atakora/manifest.json', '.gitignore']);
    expect([...plan({ 'tsconfig.json': 'mine' }).keys()]).toEqual(['.atakora/manifest.json', '.gitignore', 'atakora/backend.ts', 'package.json']);
  });

  test('let no tag take the place of a field', () => {
    expect(parseManifest(plan({}, { tags: { id: 'mine-mine', schema: '9' } }).get('.atakora/manifest.json')?.after ?? '').manifest).toMatchObject({ id: 'fresh-id-0001', schema: 1 });
  });
});
