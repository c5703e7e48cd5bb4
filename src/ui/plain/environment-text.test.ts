import { describe, expect, test } from 'vitest';
import type { EnvironmentComparison, EnvironmentList, EnvironmentReport, EnvironmentValue } from '../../model/environment-report.ts';
import { displayWidth } from '../text/display-width.ts';
import { comparisonText, environmentListText, environmentText, originText } from './environment-text.ts';

const at = (line: number, column: number) => ({ file: 'atakora.config.ts', line, column });
const value = (path: string, given: EnvironmentValue['value'], from: string, location?: EnvironmentValue['location']): EnvironmentValue => ({ path, value: given, from, ...(location === undefined ? {} : { location }) });

const list: EnvironmentList = {
  environments: [
    { name: 'dev', from: ['built-in', 'manifest'], cloud: 'AzureCloud', location: 'westeurope', state: 'local', lacks: [], applied: { kind: 'applied', serial: 4, resources: 31 }, twin: { kind: 'applied', serial: 1, resources: 1 }, protected: false, isDefault: true, isChosen: false },
    { name: 'qa', from: ['built-in'], cloud: 'AzureCloud', lacks: ['subscriptionId', 'location'], applied: { kind: 'nothing' }, protected: false, isDefault: false, isChosen: false },
    { name: 'prod', from: ['built-in', 'manifest'], cloud: 'AzureCloud', location: 'northeurope', state: 'azure-blob stnotesstate/atakora-state', lacks: [], applied: { kind: 'unknown', reason: 'ATK1801: Azure refused the sign-in' }, protected: true, isDefault: false, isChosen: true },
  ],
  chosen: { environment: 'prod', from: 'env use' },
  problems: [],
};

const report: EnvironmentReport = {
  name: 'staging',
  key: 'staging@local',
  chain: ['prod', 'staging'],
  target: [value('cloud', 'local', 'the twin'), value('location', 'westeurope', '.atakora/manifest.json', { file: '.atakora/manifest.json', line: 7, column: 3 }), value('subscriptionId', null, 'missing')],
  settings: [value('cosmos.regions', [], 'built-in prod'), value('monitoring.retentionDays', 90, 'atakora.config.ts (staging)', at(4, 25)), value('protectStores', false, 'atakora.config.ts (staging)', at(4, 5))],
  backends: [{ name: 'main', settings: [value('cosmos.regions', ['northeurope', 'uksouth'], 'backend main, staging', { file: 'atakora/backend.ts', line: 9, column: 14 })] }],
  problems: [],
};

const comparison: EnvironmentComparison = {
  left: 'dev',
  right: 'prod',
  values: [
    { path: 'subscriptionId', left: value('subscriptionId', '22222222-2222-4222-8222-222222222222', 'x'), right: value('subscriptionId', null, 'missing'), same: false },
    { path: 'cosmos.mode', left: value('cosmos.mode', 'serverless', 'x'), right: value('cosmos.mode', 'autoscale', 'y'), same: false },
    { path: 'features.search', left: value('features.search', true, 'x'), right: undefined, same: false },
    { path: 'network.access', left: value('network.access', 'public', 'x'), right: value('network.access', 'public', 'x'), same: true },
  ],
  problems: [],
};

describe('a list of environments', () => {
  test('has a line for each, marks what commands work on and says why', () => {
    expect(environmentListText(list, { width: undefined })).toMatchInlineSnapshot(`
      "  name  cloud       region       state                                  applied
        dev   AzureCloud  westeurope   local                                  serial 4, 31 resources  default; twin: serial 1, 1 resource
        qa    AzureCloud  -            -                                      no                      built in; lacks subscriptionId, location
      * prod  AzureCloud  northeurope  azure-blob stnotesstate/atakora-state  unknown                 protected

      The state of prod cannot be read: ATK1801: Azure refused the sign-in
      * prod is what commands work on, from env use.
      "
    `);
  });

  test('has a paragraph for each where there is no room', () => {
    expect(environmentListText(list, { width: 40 })).toMatchInlineSnapshot(`
      "  dev
          cloud: AzureCloud
          region: westeurope
          state: local
          applied: serial 4, 31 resources
          default; twin: serial 1, 1 resource
        qa
          cloud: AzureCloud
          region: -
          state: -
          applied: no
          built in; lacks subscriptionId,
          location
      * prod
          cloud: AzureCloud
          region: northeurope
          state: azure-blob
          stnotesstate/atakora-state
          applied: unknown
          protected

      The state of prod cannot be read:
        ATK1801: Azure refused the sign-in
      * prod is what commands work on, from
        env use.
      "
    `);
  });
});

describe('an environment', () => {
  test('is every value with where it comes from', () => {
    expect(environmentText(report, { width: 100 })).toMatchInlineSnapshot(`
      "staging@local, which extends prod

      Where it is
        cloud           local       the twin
        location        westeurope  .atakora/manifest.json:7:3
        subscriptionId  -           missing

      Settings
        cosmos.regions            none   built-in prod
        monitoring.retentionDays  90     atakora.config.ts:4:25 (staging)
        protectStores             false  atakora.config.ts:4:5 (staging)

      Settings of backend main
        cosmos.regions  northeurope, uksouth  atakora/backend.ts:9:14 (backend main, staging)
      "
    `);
  });

  test('has each origin below its value where there is no room', () => {
    expect(environmentText(report, { width: 40 })).toMatchInlineSnapshot(`
      "staging@local, which extends prod

      Where it is
        cloud  local
            the twin
        location  westeurope
            .atakora/manifest.json:7:3
        subscriptionId  -
            missing

      Settings
        cosmos.regions  none
            built-in prod
        monitoring.retentionDays  90
            atakora.config.ts:4:25 (staging)
        protectStores  false
            atakora.config.ts:4:5 (staging)

      Settings of backend main
        cosmos.regions  northeurope, uksouth
            atakora/backend.ts:9:14 (backend
            main, staging)
      "
    `);
  });

  test('names the place of a flag once', () => {
    expect(originText({ from: 'named at a.ts:3:1', location: { file: 'a.ts', line: 3, column: 1 } })).toBe('named at a.ts:3:1');
  });
});

describe('a comparison', () => {
  test('shows what differs, and counts the rest', () => {
    expect(comparisonText(comparison, false, { width: 80 })).toMatchInlineSnapshot(`
      "value            dev                                   prod
      subscriptionId   22222222-2222-4222-8222-222222222222  -
      cosmos.mode      serverless                            autoscale
      features.search  true

      1 value is the same; --all shows it.
      "
    `);
  });

  test('names the sides where there is no room, and never breaks an id', () => {
    expect(comparisonText(comparison, true, { width: 40 })).toMatchInlineSnapshot(`
      "~ subscriptionId
          dev:
          22222222-2222-4222-8222-222222222222
          prod: -
      ~ cosmos.mode
          dev: serverless
          prod: autoscale
      ~ features.search
          dev: true
        network.access
          dev: public
          prod: public
      "
    `);
  });

  test('of two that are the same says so', () => {
    expect(comparisonText({ ...comparison, values: comparison.values.slice(3) }, false, { width: 60 })).toBe('dev and prod differ in nothing.\n1 value is the same; --all shows it.\n');
  });
});

test.each([40, 60, 80])('no line is wider than %i cells', (width) => {
  const texts = [environmentListText(list, { width }), environmentText(report, { width }), comparisonText(comparison, true, { width })];
  expect(texts.flatMap((text) => text.split('\n')).filter((line) => displayWidth(line) > width)).toEqual([]);
});
