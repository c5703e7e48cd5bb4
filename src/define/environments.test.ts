import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInEnvironments } from './built-in-environments.ts';
import type { SettingsLayer } from './settings-layer.ts';
import type { ResolvedSettings } from './environments.ts';
import { resolveSettings, settingsProblems } from './environments.ts';
import { environmentChain } from './environment-chain.ts';
import { settingsSchema } from './settings-schema.ts';

const layer = (settings: unknown, rest: Partial<SettingsLayer> = {}): SettingsLayer => ({ source: 'atakora.config.ts', settings, ...rest });
const sources = (provenance: ResolvedSettings['provenance']) => Object.fromEntries(Object.entries(provenance).map(([path, { source }]) => [path, source]));
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
    expect(sources(provenance)).toMatchObject({ 'monitoring.retentionDays': 'config', 'monitoring.dailyQuotaGb': 'built-in staging', 'storage.versioning': 'backend main', protectStores: 'built-in staging' });
  });

  it('lets an environment extend another, whose layers come first', () => {
    const { provenance, settings } = resolveSettings('demo', [
      layer({ monitoring: { retentionDays: 100, dailyQuotaGb: 3 } }, { environment: 'demo', extends: 'showcase', source: 'demo' }),
      layer({ monitoring: { retentionDays: 200 }, vault: { softDeleteDays: 20 } }, { environment: 'showcase', extends: 'prod', source: 'showcase' }),
      layer({ vault: { softDeleteDays: 8 } }, { environment: 'dev', source: 'dev' }),
    ]);
    expect(settings.monitoring).toMatchObject({ retentionDays: 100, dailyQuotaGb: 3 });
    expect(settings.vault).toEqual({ softDeleteDays: 20, purgeProtection: true });
    expect(sources(provenance)).toMatchObject({ 'vault.softDeleteDays': 'showcase', 'vault.purgeProtection': 'built-in prod' });
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

  it('leave what is right in the same place standing', () => {
    const { diagnostics, settings } = resolveSettings('dev', [layer({ vault: { softDeleteDays: 3 }, cosmos: { mode: 'autoscale', regions: [3] }, nothing: 1, storage: { versioning: true } })]);
    expect(diagnostics.map(({ summary }) => summary)).toHaveLength(3);
    expect(settings).toMatchObject({ cosmos: { mode: 'autoscale', regions: [] }, storage: { versioning: true }, vault: { softDeleteDays: 7 } });
  });

  it('are told at their place', () => {
    const locate = (path: readonly string[]) => ({ file: 'atakora.config.ts', line: path.length });
    const places = resolveSettings('dev', [layer({ cosmos: { mode: 1 }, nothing: 1 }, { locate })]).diagnostics.map(({ location }) => location?.line);
    expect(places.toSorted()).toEqual([1, 2]);
    const [contradiction] = resolveSettings('dev', [layer({ cosmos: { regions: ['northeurope'] } }, { locate })]).diagnostics;
    expect(contradiction).toMatchObject({ code: 'ATK1316', location: { file: 'atakora.config.ts', line: 2 } });
    expect(contradiction?.summary).toContain('cosmos.regions (atakora.config.ts:2)');
    expect(resolveSettings('dev', [layer({}, { environment: 'dev', extends: 'pord', locate })]).diagnostics[0]).toMatchObject({ code: 'ATK1106', location: { line: 1 } });
  });
});

describe('features', () => {
  const place = { file: 'atakora/search.ts', line: 4 };
  const named = new Map([['search', place]]);

  it('that somebody names and nobody sets are on, and that is where they come from', () => {
    const { provenance, settings } = resolveSettings('prod', [], named);
    expect(settings.features).toEqual({ ...builtInEnvironments.prod.features, search: true });
    expect(provenance['features.search']).toEqual({ kind: 'definition', source: 'named at atakora/search.ts:4', location: place });
  });

  it('that are set are what was set last', () => {
    const { diagnostics, provenance, settings } = resolveSettings('demo', [layer({ features: { search: false } }, { environment: 'demo', source: 'demo' }), layer({ features: { search: true, diagnostics: false } }, { source: 'backend main', kind: 'backend' })], named);
    expect(settings.features).toMatchObject({ search: true, diagnostics: false });
    expect(provenance['features.search']).toMatchObject({ kind: 'backend', source: 'backend main' });
    expect(diagnostics).toEqual([]);
  });

  it('that nothing names are refused with the nearest, once the definition is known', () => {
    const layers = [layer({ features: { serch: false } })];
    expect(resolveSettings('dev', layers).diagnostics).toEqual([]);
    expect(resolveSettings('dev', layers, named).diagnostics).toMatchObject([{ code: 'ATK1308', summary: expect.stringContaining('"features.serch"') as string, hint: 'Did you mean "search"?' }]);
  });

  it.each([[{ Search: true }], [{ 'se arch': true }], [{ search: 'yes' }], [{ search: 1 }]])('cannot be %j', (features) => {
    expect(resolveSettings('dev', [layer({ features })], named).diagnostics[0]).toMatchObject({ code: 'ATK1308' });
  });
});

describe('all environments', () => {
  it('are looked at, and each problem is told once', () => {
    const layers = [
      layer({ cosmos: { mode: 'x' } }, { environment: 'base', source: 'base' }),
      layer({}, { environment: 'one', extends: 'base', source: 'one' }),
      layer({}, { environment: 'two', extends: 'base', source: 'two' }),
      layer({}, { environment: 'odd', extends: 'bse', source: 'odd' }),
      layer({}, { environment: 'round', extends: 'round', source: 'round' }),
    ];
    expect(settingsProblems(layers).map(({ code, summary }) => `${code} ${summary.split(':')[0] ?? ''}`)).toEqual(['ATK1308 base', 'ATK1106 odd', 'ATK1106 round']);
  });

  /** Some settings that may stand in any layer. */
  const someSettings = fc.record(
    {
      monitoring: fc.record({ retentionDays: fc.integer({ min: 30, max: 730 }), dailyQuotaGb: fc.integer({ min: 1, max: 9 }) }, { requiredKeys: [] }),
      storage: fc.record({ versioning: fc.boolean(), softDeleteDays: fc.integer({ min: 1, max: 365 }) }, { requiredKeys: [] }),
      features: fc.dictionary(fc.constantFrom('diagnostics', 'search', 'storeLocks'), fc.boolean()),
      protectStores: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const names = ['a', 'b', 'c', 'dev', 'prod'] as const;
  /** Layers of environments, each of which may extend one that comes after it, and layers for all of them. */
  const someLayers = fc
    .tuple(...names.map((environment, at) => fc.record({ settings: someSettings, base: fc.option(fc.constantFrom(...names.slice(at + 1), 'qa'), { nil: undefined }), there: fc.boolean(), environment: fc.constant(environment) })), fc.array(someSettings, { maxLength: 2 }))
    .map((parts) => {
      const general = parts.at(-1) as readonly object[];
      const own = (parts.slice(0, -1) as readonly { readonly settings: object; readonly base: string | undefined; readonly there: boolean; readonly environment: string }[]).filter(({ there }) => there);
      const known = new Set([...own.map(({ environment }) => environment), 'dev', 'qa', 'staging', 'prod']);
      return [
        ...own.map(({ base, environment, settings }) => layer(settings, { environment, source: environment, ...(base !== undefined && known.has(base) ? { extends: base } : {}) })),
        ...general.map((settings, at) => layer(settings, { source: `all ${at}`, kind: 'backend' })),
      ];
    });

  const leaves = (value: object, path = ''): readonly (readonly [string, unknown])[] =>
    Object.entries(value).flatMap(([key, inner]) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? leaves(inner, `${path}${key}.`) : [[`${path}${key}`, inner] as const]));
  const at = (value: unknown, path: string): unknown => path.split('.').reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], value);

  it('have a source for every single value, and no source for anything else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), someLayers, (name, layers) => {
        const { provenance, settings } = resolveSettings(name, layers, new Map([['search', { file: 'x.ts' }]]));
        expect(Object.keys(provenance)).toEqual(leaves(settings).map(([path]) => path).sort());
      }),
    );
  });

  it('have every value from the last layer that gives it, of those that the environment is made of', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), someLayers, (name, layers) => {
        const { provenance, settings } = resolveSettings(name, layers);
        const chain = environmentChain(name, layers);
        const used = [...chain.environments.flatMap((environment) => layers.filter((one) => one.environment === environment)), ...layers.filter((one) => one.environment === undefined)];
        for (const [path, value] of leaves(settings)) {
          const last = used.findLast((one) => at(one.settings, path) !== undefined);
          expect(provenance[path]?.source).toBe(last?.source ?? `built-in ${chain.base}`);
          expect(value).toEqual(last === undefined ? at(builtInEnvironments[chain.base], path) : at(last.settings, path));
        }
      }),
    );
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
