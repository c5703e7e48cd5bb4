import { describe, expect, test } from 'vitest';
import { resolveSettings } from '../define/environments.ts';
import type { Definition } from '../model/definition.ts';
import { configuredLayers, knownFeatures } from './environment-layers.ts';

const definition = { version: 1, backends: [{ name: 'main', options: {}, origin: { file: 'b.ts' }, components: [{ id: 'a', feature: 'search', origin: { file: 'a.ts', line: 2 }, resources: [] }] }] } as unknown as Definition;
const layers = configuredLayers({
  configuration: { configuration: { environments: { dev: { features: { search: false, newer: false } } } }, file: 'atakora.config.ts' },
  loaded: { manifest: { environments: { dev: {}, plain: {} } } } as never,
});

describe('settings of the project', () => {
  test('have a layer for each environment that manifest or configuration names', () => {
    expect(layers.map(({ environment, source }) => `${environment ?? ''} ${source}`)).toEqual(['dev atakora.config.ts (dev)', 'plain .atakora/manifest.json']);
  });

  test('may name features that an archived definition does not know, and no others', () => {
    expect(resolveSettings('dev', layers, knownFeatures({ definition }, layers)).diagnostics).toMatchObject([{ code: 'ATK1308', summary: expect.stringContaining('features.newer') as string }]);
    const archived = resolveSettings('dev', layers, knownFeatures({ definition, archived: true }, layers));
    expect(archived.diagnostics).toEqual([]);
    expect(archived.settings.features).toMatchObject({ search: false, newer: false });
  });
});
