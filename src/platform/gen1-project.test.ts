import { describe, expect, test } from 'vitest';
import { parseManifest } from '../engine/load/manifest.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import { findGen1, isGen1Manifest, keptGen1Manifest } from './gen1-project.ts';
import { plannedFiles } from './init-files.ts';

const byMap = JSON.stringify({ version: '1.0.0', organization: 'Contoso', project: 'Web Shop', defaultPackage: 'backend', packages: { backend: { path: 'packages/backend', entry: 'src/index.ts', deployment: { location: 'North Europe' } } }, outputDirectory: '.atakora/arm.out' });
const byList = JSON.stringify({ version: '1.0.0', organization: 'Contoso', project: 'Shop', packages: [{ name: 'backend', path: 'packages/backend' }] });
const find = (files: Readonly<Record<string, string>>) => findGen1(new Map(Object.entries(files)));

describe('a project of the first generation', () => {
  test.each([byMap, byList])('is known by its manifest, in both of its forms', (text) => {
    expect(isGen1Manifest(text)).toBe(true);
    expect(find({ '.atakora/manifest.json': text })?.notice).toContain('holds an Atakora Gen 1 project (.atakora/manifest.json)');
  });

  test.each([JSON.stringify({ schema: 1, id: '0f1e2d3c', project: 'shop', packages: { main: { path: '.' } } }), '{}', 'not JSON', JSON.stringify({ version: '1', packages: {} })])('is not seen in %s', (text) => {
    expect(isGen1Manifest(text)).toBe(false);
  });

  test('answers what it says, in the forms of today', () => {
    expect(find({ '.atakora/manifest.json': byMap })?.answers).toEqual({ organization: 'Contoso', project: 'web-shop', location: 'northeurope' });
    const subscriptionId = '22222222-2222-4222-8222-222222222222';
    const example = JSON.stringify({ name: 'shop', environments: { dev: { location: 'westeurope', subscriptionId: '${SUBSCRIPTION}' }, prod: { location: 'uksouth', subscriptionId }, 'NOT-one': {} } });
    expect(find({ 'atakora.json': example })?.answers).toEqual({ project: 'shop', location: 'westeurope', environments: ['dev', 'prod'], subscriptionId });
  });

  test('that has moved on is none', () => {
    expect(find({ '.atakora/manifest.json': '{ "schema": 1, "id": "0f1e2d3c", "project": "shop" }', 'azure-arm.json': '{}' })).toBeUndefined();
    expect(find({ 'package.json': '{}' })).toBeUndefined();
    expect(find({ 'azure-arm.json': '{}' })?.notice).toContain('Nothing in it answers a question');
  });

  test('gets a manifest of today and keeps the old one beside it', () => {
    const answers: Answers = { project: 'shop', template: 'none', location: 'westeurope', environments: ['dev'], defaultEnvironment: 'dev', tags: {} };
    const files = plannedFiles(answers, [], new Map([['.atakora/manifest.json', byMap]]), 'fresh-id-0001');
    expect(files.find(({ path }) => path === keptGen1Manifest)).toEqual({ path: keptGen1Manifest, after: byMap });
    const manifest = files.find(({ path }) => path === '.atakora/manifest.json');
    expect(manifest?.before).toBe(byMap);
    expect(parseManifest(manifest?.after ?? '').manifest).toMatchObject({ schema: 1, id: 'fresh-id-0001', project: 'shop', packages: { main: { path: '.' } } });
  });
});
