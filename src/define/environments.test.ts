import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInEnvironments } from './built-in-environments.ts';
import type { SettingsLayer } from './environments.ts';
import { resolveSettings } from './environments.ts';
import { settingsSchema } from './settings-schema.ts';

const layer = (settings: unknown, rest: Partial<SettingsLayer> = {}): SettingsLayer => ({ source: 'atakora.config.ts', settings, ...rest });
const problems = (settings: unknown, name = 'dev') => resolveSettings(name, [layer(settings)]).diagnostics;

describe('built-in environments', () => {
  it('are what the catalogue of resources says', () => {
    const of = <Picked>(pick: (settings: (typeof builtInEnvironments)['dev']) => Picked): readonly Picked[] => (['dev', 'qa', 'staging', 'prod'] as const).map((name) => pick(builtInEnvironments[name]));
    expect(of((settings) => settings.monitoring.retentionDays)).toEqual([30, 30, 60, 365]);
    expect(of((settings) => settings.monitoring.dailyQuotaGb)).toEqual([1, 2, 5, -1]);
    expect(of((settings) => settings.monitoring.samplingPercent)).toEqual([20, 100, 100, 100]);
    expect(of((settings) => settings.storage.sku)).toEqual(['Standard_LRS', 'Standard_LRS', 'Standard_ZRS', 'Standard_ZRS']);
    expect(of((settings) => settings.storage.softDeleteDays)).toEqual([7, 7, 14, 30]);
    expect(of((settings) => settings.cosmos.mode)).toEqual(['serverless', 'serverless', 'autoscale', 'autoscale']);
    expect(of((settings) => settings.cosmos.maxThroughput).slice(2)).toEqual([4000, 4000]);
    expect(of((settings) => settings.vault.softDeleteDays)).toEqual([7, 14, 30, 90]);
    expect(of((settings) => settings.vault.purgeProtection)).toEqual([false, false, false, true]);
    expect(of((settings) => settings.functionApp.plan)).toEqual(['FC1', 'FC1', 'FC1', 'FC1']);
    expect(of((settings) => settings.functionApp.alwaysReady)).toEqual([0, 0, 0, 1]);
    expect(of((settings) => settings.functionApp.zoneRedundant)).toEqual([false, false, false, true]);
    expect(of((settings) => settings.protectStores)).toEqual([false, false, false, true]);
  });

  it('pass their own schema and contradict nothing', () => {
    for (const [name, settings] of Object.entries(builtInEnvironments)) {
      expect(settingsSchema.safeParse(settings).success).toBe(true);
      expect(resolveSettings(name, [])).toMatchObject({ settings, diagnostics: [] });
    }
  });
});

describe('resolving settings', () => {
  it('says of every value where it comes from', () => {
    const { provenance, settings } = resolveSettings('staging', [
      layer({ monitoring: { retentionDays: 90 } }, { environment: 'staging', source: 'config' }),
      layer({ storage: { versioning: true } }, { source: 'backend main' }),
    ]);
    expect(settings.monitoring).toEqual({ retentionDays: 90, dailyQuotaGb: 5, samplingPercent: 100 });
    expect(settings.storage).toEqual({ sku: 'Standard_ZRS', versioning: true, softDeleteDays: 14 });
    expect(provenance).toMatchObject({ 'monitoring.retentionDays': 'config', 'monitoring.dailyQuotaGb': 'built-in staging', 'storage.versioning': 'backend main', protectStores: 'built-in staging' });
  });

  it('lets an environment extend another, whose layers come first', () => {
    const { provenance, settings } = resolveSettings('demo', [
      layer({ monitoring: { retentionDays: 100, dailyQuotaGb: 3 } }, { environment: 'demo', extends: 'showcase', source: 'demo' }),
      layer({ monitoring: { retentionDays: 200 }, vault: { softDeleteDays: 20 } }, { environment: 'showcase', extends: 'prod', source: 'showcase' }),
      layer({ vault: { softDeleteDays: 8 } }, { environment: 'dev', source: 'dev' }),
    ]);
    expect(settings.monitoring).toMatchObject({ retentionDays: 100, dailyQuotaGb: 3 });
    expect(settings.vault).toEqual({ softDeleteDays: 20, purgeProtection: true });
    expect(provenance).toMatchObject({ 'vault.softDeleteDays': 'showcase', 'vault.purgeProtection': 'built-in prod' });
  });

  it('starts unknown environments from dev', () => {
    expect(resolveSettings('preview-12', [])).toMatchObject({ settings: builtInEnvironments.dev, diagnostics: [] });
  });

  it('lets a built-in environment extend another', () => {
    expect(resolveSettings('qa', [layer({}, { environment: 'qa', extends: 'prod' })]).settings).toEqual(builtInEnvironments.prod);
  });

  it('refuses circles and environments that do not exist', () => {
    const circle = resolveSettings('one', [layer({}, { environment: 'one', extends: 'two' }), layer({}, { environment: 'two', extends: 'one' })]);
    expect(circle.diagnostics[0]).toMatchObject({ code: 'ATK1106', summary: expect.stringContaining('"one" extends itself by way of "two"') });
    expect(resolveSettings('one', [layer({}, { environment: 'one', extends: 'one' })]).diagnostics[0]?.code).toBe('ATK1106');
    expect(resolveSettings('one', [layer({}, { environment: 'one', extends: 'stagin' })]).diagnostics[0]).toMatchObject({ code: 'ATK1106', hint: 'Did you mean "staging"?' });
  });

  it('takes a field without a value as not there', () => {
    expect(resolveSettings('dev', [layer({ cosmos: undefined, storage: { sku: undefined } })])).toMatchObject({ settings: builtInEnvironments.dev, diagnostics: [] });
  });

  it('writes regions in one form', () => {
    expect(resolveSettings('prod', [layer({ cosmos: { regions: ['North Europe'] } })]).settings.cosmos.regions).toEqual(['northeurope']);
  });

  it('is the same for any layer that sets what is there already', () => {
    fc.assert(
      fc.property(fc.constantFrom('dev', 'qa', 'staging', 'prod'), (name) => {
        const { settings } = resolveSettings(name, []);
        const { monitoring, storage, vault } = settings;
        expect(resolveSettings(name, [layer({ monitoring, storage, vault })]).settings).toEqual(settings);
      }),
    );
  });
});

describe('wrong settings', () => {
  it('are told by path with the nearest that is known', () => {
    expect(problems({ cosmoss: {} })[0]).toMatchObject({ code: 'ATK1308', severity: 'error', summary: 'atakora.config.ts: "cosmoss" is not a setting', hint: 'Did you mean "cosmos"?' });
    expect(problems({ monitoring: { retention: 3, retentionDay: 30 } }).map((finding) => finding.summary)).toEqual([
      'atakora.config.ts: "monitoring.retention" is not a setting',
      'atakora.config.ts: "monitoring.retentionDay" is not a setting',
    ]);
    expect(problems({ monitoring: { retentionDay: 30 } })[0]?.hint).toBe('Did you mean "retentionDays"?');
    expect(problems({ cosmos: { mode: 'autoscal' } })[0]).toMatchObject({ summary: expect.stringContaining('"cosmos.mode" is "autoscal"'), hint: 'Did you mean "autoscale"?' });
  });

  it.each([
    [{ monitoring: { retentionDays: 10 } }, 'monitoring.retentionDays'],
    [{ monitoring: { dailyQuotaGb: -2 } }, 'monitoring.dailyQuotaGb'],
    [{ monitoring: { samplingPercent: 101 } }, 'monitoring.samplingPercent'],
    [{ vault: { softDeleteDays: 91 } }, 'vault.softDeleteDays'],
    [{ functionApp: { plan: 'Y1' } }, 'functionApp.plan'],
    [{ functionApp: { instanceMemoryMb: 1024 } }, 'functionApp.instanceMemoryMb'],
    [{ functionApp: { nodeVersion: 24 } }, 'functionApp.nodeVersion'],
    [{ functionApp: { package: '/dist' } }, 'functionApp.package'],
    [{ functionApp: { package: 'dist/../../other' } }, 'functionApp.package'],
    [{ functionApp: { package: 'C:\\dist' } }, 'functionApp.package'],
    [{ functionApp: { package: '' } }, 'functionApp.package'],
    [{ functionApp: { package: { main: '../dist' } } }, 'functionApp.package.main'],
    [{ cosmos: { maxThroughput: 4500 } }, 'cosmos.maxThroughput'],
    [{ cosmos: { maxThroughput: 400 } }, 'cosmos.maxThroughput'],
    [{ protectStores: 1 }, 'protectStores'],
    ['everything', ''],
  ])('%j is refused', (settings, path) => {
    const found = problems(settings);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((finding) => finding.code === 'ATK1308')).toBe(true);
    expect(found[0]?.summary).toContain(`"${path}" is`);
  });

  it('leave the rest standing', () => {
    const { diagnostics, settings } = resolveSettings('dev', [layer({ vault: { softDeleteDays: 3 } }), layer({ storage: { versioning: true } })]);
    expect(diagnostics).toHaveLength(1);
    expect(settings.vault.softDeleteDays).toBe(7);
    expect(settings.storage.versioning).toBe(true);
  });
});

describe('contradictions', () => {
  it('of private access is refused with the reason', () => {
    expect(problems({ network: { access: 'private' } })[0]).toMatchObject({ code: 'ATK1316', summary: expect.stringContaining('private networks are not part of this version') });
  });

  it('of serverless with more regions names both settings and their sources', () => {
    const [finding] = problems({ cosmos: { regions: ['northeurope'] } });
    expect(finding).toMatchObject({ code: 'ATK1316' });
    expect(finding?.summary).toContain('cosmos.mode (built-in dev)');
    expect(finding?.summary).toContain('cosmos.regions (atakora.config.ts)');
    expect(problems({ cosmos: { regions: ['northeurope'] } }, 'prod')).toEqual([]);
  });

  it('of serverless with a throughput is told only when one place says both', () => {
    expect(problems({ cosmos: { maxThroughput: 8000 } })).toEqual([]);
    expect(problems({ cosmos: { mode: 'serverless', maxThroughput: 8000 } })[0]?.code).toBe('ATK1316');
  });

  it('of more warm instances than there may be, and of a region named twice, are told', () => {
    expect(problems({ functionApp: { alwaysReady: 50 } })[0]?.code).toBe('ATK1316');
    expect(problems({ cosmos: { regions: ['northeurope', 'North Europe'] } }, 'prod')[0]?.summary).toContain('twice');
  });
});
