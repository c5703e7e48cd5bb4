import { describe, expect, test } from 'vitest';
import { configurationText } from './init-configuration.ts';
import { settingChanges } from './settings-matrix.ts';

const changes = settingChanges(['prod.cosmos.maxThroughput=8000', 'prod.storage.sku=Standard_GZRS', 'dev.cosmos.regions=northeurope']);

describe('the configuration with changed settings', () => {
  test('is made where there is none', () => {
    expect(configurationText('atakora.config.ts', undefined, changes)).toBe(
      "import { defineConfig } from 'atakora';\n\nexport default defineConfig({\n  environments: {\n    prod: {\n      cosmos: { maxThroughput: 8000 },\n      storage: { sku: 'Standard_GZRS' },\n    },\n    dev: {\n      cosmos: { regions: ['northeurope'] },\n    },\n  },\n});\n",
    );
  });

  test('says after its own changes nothing else', () => {
    const once = configurationText('atakora.config.ts', undefined, changes);
    expect(configurationText('atakora.config.ts', once, changes)).toBe(once);
  });

  test('keeps comments and everything that is there, and replaces a value in its place', () => {
    const before = "export default {\n  // ours\n  environments: {\n    prod: {\n      cosmos: { maxThroughput: 4000, mode: 'autoscale' }, // enough\n    },\n  },\n};\n";
    expect(configurationText('atakora.config.ts', before, changes)).toBe(
      "export default {\n  // ours\n  environments: {\n    prod: {\n      cosmos: { maxThroughput: 8000, mode: 'autoscale' }, // enough\n      storage: { sku: 'Standard_GZRS' },\n    },\n    dev: { cosmos: { regions: ['northeurope'] } },\n  },\n};\n",
    );
  });

  test('is JSON where the file is', () => {
    const after = configurationText('atakora.config.json', '{\n  // ours\n  "environments": { "prod": { "cosmos": { "maxThroughput": 4000 } } }\n}\n', changes) ?? '';
    expect(after).toContain('// ours');
    expect(JSON.parse(after.replace('// ours', ''))).toEqual({ environments: { prod: { cosmos: { maxThroughput: 8000 }, storage: { sku: 'Standard_GZRS' } }, dev: { cosmos: { regions: ['northeurope'] } } } });
  });

  test.each([
    ['atakora.config.yaml', 'environments:\n  dev: {}\n'],
    ['atakora.config.ts', 'export default make();\n'],
    ['atakora.config.ts', "const shared = { mode: 'autoscale' };\nexport default { environments: { prod: { cosmos: shared }, dev: { cosmos: shared } } };\n"],
    ['atakora.config.ts', 'const base = { prod: { cosmos: {} } };\nexport default { environments: { ...base } };\n'],
  ])('is left to people where a change could mean more than it says: %s %j', (file, before) => {
    expect(configurationText(file, before, changes)).toBeUndefined();
  });
});
