import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Change, Plan, PlanAction } from '../../model/plan.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { crossCheck } from './cross-check.ts';
import { parseWhatIf } from './parse-what-if.ts';

const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stone';

function planOf(action: PlanAction, paths: readonly string[] = []): Plan {
  const change = { address: 'main/o/stone' as Address, type: 'Microsoft.Storage/storageAccounts', azureName: 'stone', id, action, properties: paths.map((path) => ({ path, kind: 'change' })), stack: 'data' };
  return { changes: [change as unknown as Change] } as unknown as Plan;
}

const desired: JsonObject = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { minimumTlsVersion: 'TLS1_2', accessTier: "[parameters('tier')]" } };
const resource = { id, type: 'Microsoft.Storage/storageAccounts', name: 'stone', apiVersion: '2025-06-01', desired } as unknown as SynthesizedResource;

function checked(plan: Plan, row: JsonObject, part: 'changes' | 'potentialChanges' = 'changes') {
  return crossCheck({ plan, resources: [resource], kindOf, notAsked: [], answers: [parseWhatIf({ status: 'Succeeded', properties: { [part]: [{ resourceId: id, ...row }] } })] });
}

const there: JsonObject = { id, name: 'stone', type: 'Microsoft.Storage/storageAccounts', location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { minimumTlsVersion: 'TLS1_2', accessTier: 'Hot', supportsHttpsTrafficOnly: true } };

describe('the plan beside the forecast of Azure', () => {
  it.each([
    ['create', 'Create', 1, []],
    ['create', 'NoChange', 0, ['it exists already and is as defined, the plan means to create it']],
    ['no-op', 'NoChange', 1, []],
    ['update', 'NoChange', 0, ['Azure sees no change, the plan has one']],
    ['no-op', 'Create', 0, ['Azure would create it: it does not exist there, and the plan leaves it as it is']],
    ['no-op', 'Delete', 0, ['Azure would delete it, the plan would not']],
    ['delete', 'Delete', 1, []],
    ['create', 'Modify', 0, ['it exists already and would be changed, the plan means to create it']],
    ['update', 'Sideways', 0, ['Azure forecasts "Sideways", which this version does not know']],
  ] as const)('%s and %s', (action, changeType, agreed, texts) => {
    const report = checked(planOf({ kind: action } as PlanAction, action === 'update' ? ['sku.name'] : []), { changeType });
    expect([report.agreed, report.findings.map(({ text }) => text)]).toEqual([agreed, texts]);
  });

  it('agrees on the properties that the plan changes, in whatever spelling of paths', () => {
    const delta = [{ path: 'properties.networkAcls.ipRules', propertyChangeType: 'Array', children: [{ path: '0', propertyChangeType: 'Modify', children: [{ path: 'value', propertyChangeType: 'Modify', before: '1.1.1.1', after: '2.2.2.2' }] }] }];
    expect(checked(planOf({ kind: 'update' }, ['properties.networkAcls.ipRules[value=1.1.1.1].value']), { changeType: 'Modify', before: there, delta })).toMatchObject({ agreed: 1, findings: [] });
    expect(checked(planOf({ kind: 'update' }, ['properties.minimumTlsVersion']), { changeType: 'Modify', before: there, delta }).findings.map(({ text }) => text)).toEqual(['Azure does not see the change of properties.minimumTlsVersion', 'properties.networkAcls.ipRules.0.value would change, which the plan does not say']);
  });

  it('leaves out what is noise, counted by reason, and never who gets in', () => {
    const delta = [
      { path: 'properties.supportsHttpsTrafficOnly', propertyChangeType: 'Delete', before: true },
      { path: 'properties.primaryEndpoints', propertyChangeType: 'Delete', before: { blob: 'x' } },
      { path: 'properties.accessTier', propertyChangeType: 'Modify', before: 'Hot', after: "[parameters('tier')]" },
      { path: 'location', propertyChangeType: 'Modify', before: 'West Europe', after: 'westeurope' },
      { path: 'properties.creationTime', propertyChangeType: 'NoEffect', after: 'x' },
      { path: 'properties.somethingNew', propertyChangeType: 'Delete', before: 1 },
      { path: 'properties.allowSharedKeyAccess', propertyChangeType: 'Delete', before: true },
      { path: 'properties.minimumTlsVersion', propertyChangeType: 'Create', after: 'TLS1_2' },
    ];
    const { minimumTlsVersion: _gone, ...kept } = there['properties'] as JsonObject;
    const before = { ...there, properties: { ...kept, primaryEndpoints: { blob: 'x' } } };
    const report = checked(planOf({ kind: 'no-op' }), { changeType: 'Modify', before, delta });
    expect(report.findings.map(({ path }) => path)).toEqual(['properties.allowSharedKeyAccess']);
    expect(report.hidden).toEqual({ 'no-effect': 1, default: 2, normalised: 2, computed: 1, unmanaged: 1 });
  });

  it('tells what may happen, and what nobody looked at, apart', () => {
    expect(checked(planOf({ kind: 'create' }), { changeType: 'Modify' }, 'potentialChanges').findings).toMatchObject([{ certainty: 'potential' }]);
    expect(checked(planOf({ kind: 'update' }), { changeType: 'Unsupported', unsupportedReason: 'nested' }).findings).toMatchObject([{ certainty: 'not-analysed', text: 'Azure did not analyse it: nested' }]);
    const none = crossCheck({ plan: planOf({ kind: 'create' }), resources: [resource], answers: [], kindOf, notAsked: [{ stack: 'data', why: 'no group' }] });
    expect(none.findings).toMatchObject([{ certainty: 'not-analysed', text: 'Azure was not asked: no group' }]);
    const unspoken = crossCheck({ plan: planOf({ kind: 'create' }), resources: [resource], answers: [parseWhatIf({})], kindOf, notAsked: [] });
    expect(unspoken.findings).toMatchObject([{ certainty: 'not-analysed' }]);
  });

  it('counts what the definition leaves to others, and does not call it a disagreement', () => {
    const left = { ...resource, ignoreChanges: ['properties.networkAcls'] };
    const delta = [
      { path: 'properties.networkAcls.defaultAction', propertyChangeType: 'Modify', before: 'Deny', after: 'Allow' },
      { path: 'properties.publicNetworkAccess', propertyChangeType: 'Modify', before: 'Disabled', after: 'Enabled' },
    ];
    const answers = [parseWhatIf({ properties: { changes: [{ resourceId: id, changeType: 'Modify', before: there, delta }] } })];
    const report = crossCheck({ plan: planOf({ kind: 'no-op' }), resources: [left], answers, kindOf, notAsked: [] });
    expect(report.findings.map(({ path }) => path)).toEqual(['properties.publicNetworkAccess']);
    expect(report.hidden).toEqual({ 'left-to-others': 1 });
  });

  it('passes remarks of Azure on, and shows no secret', () => {
    const answers = [parseWhatIf({ properties: { changes: [{ resourceId: id, changeType: 'Modify', before: {}, delta: [{ path: 'properties.adminPassword', propertyChangeType: 'Modify', before: 'hunter1', after: 'hunter2' }] }], diagnostics: [{ level: 'Warning', code: 'NestedDeploymentShortCircuited', message: 'cut', target: '/x' }] } })];
    const report = crossCheck({ plan: planOf({ kind: 'no-op' }), resources: [resource], answers, kindOf, notAsked: [] });
    expect(report.remarks).toEqual([{ level: 'warning', code: 'NestedDeploymentShortCircuited', message: 'cut', target: '/x' }]);
    expect(JSON.stringify(report)).not.toContain('hunter');
  });
});

const folder = new URL('../../../../shared/golden/whatif/', import.meta.url);
if (!existsSync(folder)) console.warn('skipped: ../shared/golden is not there, no recorded what-if is read');
const files = existsSync(folder) ? readdirSync(folder) : [];

describe.runIf(files.length > 0)('recorded forecasts (skipped without ../shared/golden)', () => {
  it.each(files)('%s is read whole', (name) => {
    const { result } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { readonly result: { readonly properties: { readonly changes: readonly { readonly resourceId: string; readonly changeType: string; readonly delta?: readonly unknown[] }[] } } };
    const { changes } = parseWhatIf(result as never);
    expect(changes.map(({ id: at, changeType }) => [at, changeType])).toEqual(result.properties.changes.map(({ resourceId, changeType }) => [resourceId, changeType]));
    for (const [i, row] of result.properties.changes.entries()) {
      expect((changes[i]?.leaves ?? []).length >= (row.delta ?? []).length).toBe(true);
      for (const leaf of changes[i]?.leaves ?? []) expect(leaf.path).not.toBe('');
    }
  });
});
