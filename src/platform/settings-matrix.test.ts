import { describe, expect, test } from 'vitest';
import { builtInEnvironments } from '../define/built-in-environments.ts';
import { settingsSchema } from '../define/settings-schema.ts';
import { createSurface } from '../ui/plain/text-surface.ts';
import { matrixLines } from '../ui/wizard/matrix-lines.ts';
import { noField } from '../ui/wizard/wizard-state.ts';
import { settingField, settingFields } from './setting-fields.ts';
import { settingChanges, settingsMatrix } from './settings-matrix.ts';

const matrix = settingsMatrix(['dev', 'prod'], []);

describe('the table of settings', () => {
  test('has every setting that an environment comes with, with its value', () => {
    const flat = Object.entries(builtInEnvironments.prod).flatMap(([group, value]) => (typeof value === 'object' ? Object.entries(value).map(([name, inner]) => [`${group}.${name}`, String(inner)]) : [[group, String(value)]]));
    expect(flat.map(([key = '']) => [key, matrix.base('prod', key)])).toEqual(flat);
    expect(matrix.rows.map(({ key }) => key)).toEqual(expect.arrayContaining(flat.map(([key]) => key)));
  });

  test('offers exactly the values that the schema takes where it is a choice', () => {
    const choices = settingFields().filter(({ values }) => values !== undefined);
    expect(choices.map(({ key }) => key)).toEqual(expect.arrayContaining(['storage.sku', 'cosmos.mode', 'functionApp.instanceMemoryMb', 'protectStores', 'features.diagnostics']));
    for (const { key, values = [], read } of choices) {
      const at = (value: unknown): unknown => key.split('.').reduceRight<unknown>((below, step) => ({ [step]: below }), value);
      for (const value of values) expect(settingsSchema.safeParse(at(read(value))).success, `${key}=${value}`).toBe(true);
      expect(settingsSchema.safeParse(at(read('none of them'))).success, key).toBe(false);
    }
  });

  test.each([
    ['prod.cosmos.maxThroughput=1500', 'it must be a multiple of 1000'],
    ['prod.cosmos.maxThroughput=much', 'it must be a number'],
    ['prod.cosmos.mod=serverless', 'Did you mean "cosmos.mode"?'],
    ['qa.cosmos.mode=serverless', '"qa" is no environment of the project: it has dev, prod.'],
    ['prod.storage.sku=Standard', 'Standard_LRS, Standard_ZRS'],
    ['storage', 'write ENV.SETTING=VALUE'],
    ['dev.functionApp.alwaysReady=90', 'more than functionApp.maximumInstances'],
    ['dev.network.access=private', 'not part of this version'],
  ])('refuses %s with the words of the schema', (line, words) => {
    expect(matrix.checkAll([line])).toContain(words);
  });

  test('sees a contradiction with what the configuration says in the same place', () => {
    const layers = [{ environment: 'prod', source: 'atakora.config.ts (prod)', settings: { cosmos: { maxThroughput: 6000 } } }];
    expect(settingsMatrix(['dev', 'prod'], layers).base('prod', 'cosmos.maxThroughput')).toBe('6000');
    expect(settingsMatrix(['dev', 'prod'], layers).checkAll(['prod.cosmos.mode=serverless'])).toContain('has no throughput to set');
    expect(matrix.checkAll(['prod.cosmos.mode=serverless'])).toBeUndefined();
  });

  test('is not held up by what is wrong without its changes', () => {
    const layers = [{ environment: 'dev', source: 'atakora.config.ts (dev)', settings: { cosmos: { maxThroughput: 1500 } } }];
    expect(settingsMatrix(['dev'], layers).checkAll(['dev.storage.sku=Standard_ZRS'])).toBeUndefined();
  });

  test('reads numbers, flags, lists and texts as the schema has them', () => {
    const lines = ['dev.cosmos.maxThroughput=8000', 'dev.protectStores=true', 'dev.cosmos.regions=northeurope, westeurope', 'dev.functionApp.plan=EP1', 'dev.features.mine=false', 'dev.functionApp.instanceMemoryMb=512', 'dev.functionApp.nodeVersion=22', 'dev.monitoring.dailyQuotaGb=-1'];
    expect(settingChanges(lines).map(({ value }) => value)).toEqual([8000, true, ['northeurope', 'westeurope'], 'EP1', false, 512, '22', -1]);
    expect(settingField('features')).toBeUndefined();
  });
});

describe('the screen of the settings', () => {
  test.each([40, 80, 120])('is as reviewed at %i columns', async (width) => {
    const field = { ...noField, cursor: 8, column: 1, checked: ['prod.cosmos.maxThroughput=8000', 'prod.storage.sku=Standard_GZRS'] };
    const shown = settingsMatrix(['dev', 'qa', 'staging', 'prod'], []);
    const at = shown.rows.findIndex(({ key }) => key === 'cosmos.maxThroughput');
    const lines = matrixLines(shown, { ...field, cursor: at, column: 3 }, createSurface({ width }), 24);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../../snapshots/ui/wizard-settings/${width}.txt`);
  });
});
