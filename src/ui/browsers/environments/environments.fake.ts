import type { EnvironmentValue } from '../../../model/environment-report.ts';
import type { ListedEnvironment } from './listed-environment.ts';
import type { SettingCell, SettingRow } from './setting-row.ts';

const now = '2026-11-21T16:00:00.000Z';
const manifest = '.atakora/manifest.json';
const written = (path: string, value: EnvironmentValue['value'], line: number): EnvironmentValue => ({ path, value, from: manifest, location: { file: manifest, line, column: 5 } });

const target: readonly EnvironmentValue[] = [
  { path: 'cloud', value: 'AzureCloud', from: 'the default' },
  written('tenantId', '3b5c1c1e-6f2a-4f6e-9a51-0d0c1a7c5f01', 4),
  written('subscriptionId', '8f1f64cc-55f4-4e3d-9d1b-6a1f4e3c2b10', 5),
  written('location', 'westeurope', 6),
  { path: 'resourceGroup.name', value: null, from: 'computed from project, environment and region' },
  { path: 'resourceGroup.create', value: true, from: 'the default' },
  written('state', { backend: 'azure-blob', account: 'stshopstate', container: 'atakora' }, 7),
  { path: 'protected', value: false, from: 'the default' },
];

function environment(name: string, more: Partial<ListedEnvironment>): ListedEnvironment {
  return { key: name, name, isTwin: false, from: ['built-in', 'manifest'], isDefault: false, isChosen: false, isProtected: false, applied: { kind: 'nothing' }, lacks: [], target, chain: [name], own: [], backends: [], problems: [], location: { file: manifest, line: 9, column: 5 }, now, ...more };
}

const applied = { kind: 'applied', serial: 41, resources: 37, run: 'synth-20261119-101500-b8d4e2a1', at: '2026-11-19T10:15:00.000Z', unfinished: 0, groups: ['rg-shop-prod-weu-01'] } as const;

/** Environments that stand in every way, in the order of the screen. */
export const listedEnvironments: readonly ListedEnvironment[] = [
  environment('dev', { isDefault: true, isChosen: true, applied: { ...applied, serial: 7, at: '2026-11-21T15:48:00.000Z', groups: ['rg-shop-dev-weu-01'] } }),
  environment('qa', { from: ['built-in'], lacks: ['tenantId', 'subscriptionId', 'state'], target: target.map((value) => (['tenantId', 'subscriptionId', 'state'].includes(value.path) ? { path: value.path, value: null, from: 'missing' } : value)) }),
  environment('staging', {
    from: ['built-in', 'manifest', 'configuration'],
    chain: ['prod', 'staging'],
    own: [{ path: 'protectStores', value: false, from: 'atakora.config.ts (staging)', location: { file: 'atakora.config.ts', line: 6, column: 33 } }],
    backends: [{ name: 'main', settings: [{ path: 'cosmos.mode', value: 'autoscale', from: 'backend main', location: { file: 'atakora/backend.ts', line: 4, column: 7 } }] }],
    applied: { ...applied, unfinished: 2 },
  }),
  environment('prod', { isProtected: true, applied, own: [{ path: 'monitoring.dailyQuotaGb', value: 20, from: 'atakora.config.ts (prod)', location: { file: 'atakora.config.ts', line: 8, column: 29 } }] }),
  environment('demo', { from: ['manifest'], applied: { kind: 'unknown', reason: 'ATK1801: the container stshopstate/atakora cannot be reached' }, problems: ['atakora.config.ts:12:7: "cosmos.mode" is "manual": it must be serverless, autoscale'] }),
  environment('dev', { key: 'dev@local', isTwin: true, isDefault: true, applied: { ...applied, serial: 3, at: '2026-11-21T15:59:00.000Z', groups: ['rg-shop-dev-weu-01'] } }),
];

/** Names and texts of somebody who means no good. */
export const hostileEnvironments: readonly ListedEnvironment[] = [
  ...listedEnvironments,
  environment(`\u001B[31m${'x'.repeat(90)}`, { lacks: ['\u0007'], problems: [`${'長'.repeat(120)}\u001B[2J`] }),
];

const cell = (text: string, origin: string, location?: SettingCell['location']): SettingCell => ({ text, typed: text, origin, ...(location === undefined ? {} : { location }) });

function row(path: string, values: readonly string[], more: Partial<SettingRow> = {}): SettingRow {
  const names = settingEnvironments.filter((_, index) => values[index] !== '');
  const cells = names.map((name) => {
    const value = values[settingEnvironments.indexOf(name)] ?? '';
    const isOwn = name === 'staging' && path === 'protectStores';
    return [name, isOwn ? cell(value, 'atakora.config.ts:6:33 (staging)', { file: 'atakora.config.ts', line: 6, column: 33 }) : cell(value, `built-in ${name}`)] as const;
  });
  return { path, group: path.includes('.') ? (path.split('.')[0] ?? '') : 'other', cells: new Map(cells), differs: new Set(values).size > 1, ...more };
}

export const settingEnvironments = ['dev', 'qa', 'staging', 'prod', 'demo'];

/** Rows of every kind, in the order of the screen. */
export const settingRowsSample: readonly SettingRow[] = [
  row('location', ['westeurope', 'westeurope', 'northeurope', 'westeurope', 'westeurope'], { group: 'Where it is', fixed: 'the manifest has it; e opens the line there' }),
  row('cosmos.maxThroughput', ['1000', '1000', '4000', '4000', '1000']),
  row('cosmos.mode', ['serverless', 'serverless', 'autoscale', 'autoscale', 'autoscale'], { choices: ['serverless', 'autoscale'] }),
  row('cosmos.regions', ['none', 'none', 'none', 'none', 'none']),
  row('features.search', ['false', '', '', 'true', '']),
  row('functionApp.instanceMemoryMb', ['2048', '2048', '2048', '2048', '2048'], { choices: ['512', '2048', '4096'] }),
  row('protectStores', ['false', 'false', 'false', 'true', 'false'], { choices: ['false', 'true'] }),
  row('main: cosmos.mode', ['autoscale', 'serverless', 'autoscale', 'autoscale', 'autoscale'], { group: 'Decided by backend main', fixed: 'the code decides it; e opens the line' }),
];

/** Texts of somebody who means no good. */
export const hostileSettings: readonly SettingRow[] = [...settingRowsSample, row(`features.${'長'.repeat(60)}`, ['\u001B[31mred', 'x'.repeat(300), '\u0007', '', '語'.repeat(90)])];
