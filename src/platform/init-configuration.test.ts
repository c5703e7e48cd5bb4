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

  test('is YAML where the file is, with its comments, quotes and indentation', () => {
    const before = '# ours\r\nnaming: "x # y"  # kept\r\nenvironments:\r\n    prod:   # the real one\r\n        cosmos:\r\n            maxThroughput: 4000   # enough\r\n            mode: \'autoscale\'\r\n\r\n    # small\r\n    dev: {}\r\n# end\r\n';
    expect(configurationText('atakora.config.yaml', before, changes)).toBe(
      '# ours\r\nnaming: "x # y"  # kept\r\nenvironments:\r\n    prod:   # the real one\r\n        cosmos:\r\n            maxThroughput: 8000   # enough\r\n            mode: \'autoscale\'\r\n        storage:\r\n            sku: Standard_GZRS\r\n\r\n    # small\r\n    dev:\r\n        cosmos:\r\n            regions: [northeurope]\r\n# end\r\n',
    );
    expect(configurationText('atakora.config.yaml', '', changes.slice(0, 1))).toBe('environments:\n  prod:\n    cosmos:\n      maxThroughput: 8000\n');
    expect(configurationText('.atakorarc.yaml', 'other: 1\n', changes.slice(0, 1))).toBe('other: 1\nenvironments:\n  prod:\n    cosmos:\n      maxThroughput: 8000\n');
  });

  test.each([
    ['atakora.config.yaml', 'environments:\n  dev: { cosmos: {} }\n'],
    ['atakora.config.yaml', 'base: &base\n  cosmos:\n    mode: autoscale\nenvironments:\n  prod: *base\n'],
    ['atakora.config.yaml', 'environments:\n  prod:\n    cosmos: &shared\n      mode: autoscale\n'],
    ['atakora.config.yaml', '---\nenvironments: {}\n---\nother: 1\n'],
    ['atakora.config.ts', 'export default make();\n'],
    ['atakora.config.ts', "const shared = { mode: 'autoscale' };\nexport default { environments: { prod: { cosmos: shared }, dev: { cosmos: shared } } };\n"],
    ['atakora.config.ts', 'const base = { prod: { cosmos: {} } };\nexport default { environments: { ...base } };\n'],
  ])('is left to people where a change could mean more than it says: %s %j', (file, before) => {
    expect(configurationText(file, before, changes)).toBeUndefined();
  });
});
