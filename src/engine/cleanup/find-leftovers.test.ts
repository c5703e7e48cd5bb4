import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CleanupReport, FindingKind } from '../../model/cleanup.ts';
import { findingKinds } from '../../model/cleanup.ts';
import { parseRunId } from '../../model/run-id.ts';
import type { JsonObject } from '../../model/json.ts';
import { referencesOf } from './body-references.ts';
import type { CleanupQuestion } from './cleanup-question.ts';
import type { Seen } from './find-leftovers.ts';
import { findLeftovers } from './find-leftovers.ts';
import type { EnvironmentRecord } from './held-things.ts';
import { formerRecords } from './former-records.ts';
import { heldThings } from './held-things.ts';
import { withBody } from './parse-seen.ts';
import { documentOf, tagsIn, testOwner } from './random-history.fake.ts';
import { packagesInUse, removalWork } from './removal-work.ts';
import { removalOrder } from './removal-order.ts';
import type { SeenDeployment, SeenResource } from './seen-azure.ts';
import { nothingSeen } from './seen-azure.ts';
import type { SeenRun } from './seen-records.ts';

const root = '/subscriptions/22222222-2222-4222-8222-222222222222';
const group = `${root}/resourceGroups/rg-dev`;
const before = '2026-01-01T00:00:00.000Z';
const old = '2025-06-01T00:00:00.000Z';
const tags = { ...tagsIn('dev'), 'atakora:run': 'synth-20250601-000000-0123abcd' };

function find(seen: Partial<Seen>, { records = [], kinds = findingKinds, keep = 1, ...more }: { readonly records?: readonly EnvironmentRecord[]; readonly kinds?: readonly FindingKind[] } & Partial<CleanupQuestion> = {}): CleanupReport {
  const question: CleanupQuestion = { owner: testOwner, held: heldThings(records), before, keep, kinds, formers: new Map(), stateAccounts: new Set(), ...more };
  return findLeftovers(question, { azure: nothingSeen, runs: [], versions: [], ...seen }, { at: '2026-02-01T00:00:00.000Z', olderThanMs: 0, notSearched: [] });
}

function resource(type: string, name: string, changes: Partial<SeenResource> = {}): SeenResource {
  return { id: `${group}/providers/${type}/${name}`, type, name, tags, createdAt: old, references: [], principals: [], ...changes };
}

const account = (name: string, changes: Partial<SeenResource> = {}): SeenResource => resource('Microsoft.Storage/storageAccounts', name, changes);
const record = (changes: JsonObject) => ({ environment: 'qa', entries: [], state: documentOf('qa', { 'main/app/site': { id: `${root}/resourceGroups/rg-qa/providers/Microsoft.Web/sites/app`, type: 'Microsoft.Web/sites', apiVersion: '2024-04-01', name: 'app', stack: 'app', owner: 'app', dependsOn: [], desired: changes, desiredHash: '', generation: 1, createdRun: '', updatedRun: '', status: 'applied', protect: false } }) });
const reasons = ({ leftAlone }: CleanupReport): readonly string[] => leftAlone.map(({ reason }) => reason);
const names = ({ findings }: CleanupReport): readonly string[] => findings.map(({ name }) => name);

describe('a resource that no state holds', () => {
  const azure = (...resources: readonly SeenResource[]) => ({ azure: { ...nothingSeen, resources } });

  it.each<[string, JsonObject]>([
    ['its id', { properties: { storage: account('stone').id.toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/') } }],
    ['the id of something in it', { properties: { queue: `${account('stone').id}/queueServices/default/queues/q` } }],
    ['an expression that makes its id', { properties: { storage: "[resourceId('rg-dev', 'Microsoft.Storage/storageAccounts', 'stone')]" } }],
    ['its name, which is unique in the world, in an address', { properties: { url: 'https://stone.blob.core.windows.net/packages' } }],
    ['its id as a key, as identities are named', { identity: { userAssignedIdentities: { [account('stone').id]: {} } } }],
  ])('stays when a state says %s', (_what, desired) => {
    const report = find(azure(account('stone')), { records: [record(desired)] });
    expect([names(report), reasons(report)]).toEqual([[], ['used']]);
    expect(report.leftAlone[0]?.because).toContain('main/app/site of qa');
  });

  it('does not stay for a tag, or a word that only looks alike', () => {
    expect(names(find(azure(account('stone')), { records: [record({ tags: { from: account('stone').id }, properties: { url: 'https://stonehenge.example/' } })] }))).toEqual(['stone']);
  });

  it('is of an age that is known: the latest of what Azure and the run say, and never proposed without one', () => {
    const { 'atakora:run': _run, ...bare } = tags;
    const { createdAt: _created, ...undated } = account('stone');
    expect(reasons(find(azure({ ...undated, tags: bare })))).toEqual(['age-unknown']);
    expect(find(azure({ ...undated })).findings).toMatchObject([{ ageFrom: 'run', at: '2025-06-01T00:00:00.000Z' }]);
    expect(find(azure(account('stone', { tags: bare }))).findings).toMatchObject([{ ageFrom: 'created' }]);
    expect(reasons(find(azure(account('stone', { createdAt: '2026-01-15T00:00:00Z' }))))).toEqual(['younger']);
    expect(reasons(find(azure(account('stone', { tags: { ...tags, 'atakora:run': 'synth-20260115-000000-0123abcd' } }))))).toEqual(['younger']);
    expect(reasons(find(azure({ ...undated, tags: { ...bare, 'atakora:run': 'whenever' } })))).toEqual(['age-unknown']);
  });

  it('is ours by its hash, with dashes in tag names too, and by nothing less', () => {
    const dashed = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name.replace(':', '-').toUpperCase(), value]));
    expect(names(find(azure(account('stone', { tags: dashed }))))).toEqual(['stone']);
    for (const wrong of [{ ...tags, 'atakora:backend-hash': 'f' }, { ...tags, 'atakora:backend': 'other' }, { ...tags, 'atakora:environment': 'qa' }, { ...tags, 'atakora:managed-by': 'me' }, tagsIn('dev', 'project-2'), tagsIn('qa'), {}]) {
      expect(find(azure(account('stone', { tags: wrong })))).toMatchObject({ findings: [], leftAlone: [] });
    }
  });

  it('stays when it keeps states of the project', () => {
    expect(reasons(find(azure(account('stone')), { stateAccounts: new Set(['stone']) }))).toEqual(['protected']);
  });

  it('was protected when a state last held it: stays; otherwise that is told', () => {
    const formers = (protect: boolean) => new Map([[account('stone').id.toLowerCase(), { address: 'main/s/account', serial: 7, protect, needs: [] }]]);
    expect(reasons(find(azure(account('stone')), { formers: formers(true) }))).toEqual(['protected']);
    expect(find(azure(account('stone')), { formers: formers(false) }).findings[0]?.because).toContain('serial 7 of the state was the last to hold it, as main/s/account');
  });

  it('takes its roles and its parts along, and stays when a state holds a role of it', () => {
    const endpoint = resource('Microsoft.Network/privateEndpoints', 'pe');
    const card = resource('Microsoft.Network/networkInterfaces', 'pe.nic', { partOf: endpoint.id, references: [] });
    const identity = resource('Microsoft.ManagedIdentity/userAssignedIdentities', 'id', { principals: ['P1'] });
    const role = { id: `${root}/providers/Microsoft.Authorization/roleAssignments/r`, scope: root, principal: 'p1' };
    const seen = { azure: { ...nothingSeen, resources: [endpoint, card, identity], assignments: [role] } };
    const report = find(seen);
    expect(names(report).toSorted()).toEqual(['id', 'pe']);
    expect(report.findings.find(({ name }) => name === 'id')?.alsoGoes).toEqual([role.id]);
    const holder = record({});
    const held = { ...holder, state: documentOf('qa', { 'main/r/role': { ...holder.state.resources['main/app/site']!, id: role.id } }) };
    expect(reasons(find(seen, { records: [held] }))).toEqual(['used']);
  });

  it('takes along the alert rule that Azure made for it, and the group goes although its action group is left', () => {
    const insights = resource('Microsoft.Insights/components', 'appi');
    const rule = withBody(resource('microsoft.alertsmanagement/smartDetectorAlertRules', 'Failure Anomalies - appi', { tags: {} }), { properties: { scope: [insights.id] } });
    const actions = resource('microsoft.insights/actionGroups', 'Application Insights Smart Detection', { tags: {} });
    const report = find({ azure: { ...nothingSeen, resources: [insights, rule, actions], groups: [{ id: group, name: 'rg-dev', tags }] } });
    expect(names(report)).toEqual(['appi', 'rg-dev']);
    expect(report.findings[0]?.alsoGoes).toEqual([rule.id]);
    const theirs = withBody(resource('Microsoft.Insights/metricAlerts', 'theirs', { tags: {} }), { properties: { scopes: [insights.id] } });
    expect(names(find({ azure: { ...nothingSeen, resources: [insights, rule, actions, theirs], groups: [{ id: group, name: 'rg-dev', tags }] } }))).toEqual([]);
  });

  it('is told what it needed by the last version that held it, with what lived in it: no list shows the settings of an app', async () => {
    const site = resource('Microsoft.Web/sites', 'app');
    const made = (one: Pick<SeenResource, 'id' | 'type' | 'name'>, dependsOn: readonly string[]) => ({ ...record({}).state.resources['main/app/site']!, ...one, dependsOn: dependsOn as never });
    const version = documentOf('dev', { 'main/s/store': made(account('stone'), []), 'main/a/app': made(site, []), 'main/a/settings': made({ id: `${site.id}/config/appsettings`, type: 'Microsoft.Web/sites/config', name: 'appsettings' }, ['main/s/store', 'main/a/app']) });
    const store = { history: () => Promise.resolve([{ serial: 3, run: '', updatedAt: '' }, { serial: 2, run: '', updatedAt: '' }]), readVersion: (serial: number) => Promise.resolve(serial === 2 ? version : undefined) };
    const formers = await formerRecords(store, new Set([site.id.toLowerCase(), account('stone').id.toLowerCase()]));
    expect(formers.get(site.id.toLowerCase())).toEqual({ address: 'main/a/app', serial: 2, protect: false, needs: [account('stone').id.toLowerCase()] });
    expect(names(find(azure(account('stone'), { ...site, createdAt: '2026-01-20T00:00:00Z' }), { formers }))).toEqual([]);
    expect(names(find(azure(account('stone'), site), { formers }))).toEqual(['app', 'stone']);
  });

  it('stays with everything that it needs itself when something that stays needs it', () => {
    const chain = ['a', 'b', 'c', 'd'].map((name, index, all) => account(`st${name}`, { references: index === all.length - 1 ? [] : [account(`st${all[index + 1] ?? ''}`).id.toLowerCase()] }));
    const user = resource('Microsoft.Web/sites', 'theirs', { tags: {}, references: [account('stb').id.toLowerCase()] });
    expect(names(find(azure(...chain, user)))).toEqual(['sta']);
    expect(names(find(azure(...chain))).toSorted()).toEqual(['sta', 'stb', 'stc', 'std']);
  });
});

describe('what a body refers to', () => {
  const id = account('stone').id;

  it('leaves out itself, what lives in it, tags, and what Azure only shows of those that refer to it', () => {
    const vnet = `${group}/providers/Microsoft.Network/virtualNetworks/v`;
    const body = { id, tags: { [`hidden-link:${vnet}`]: vnet }, properties: { child: `${id}/blobServices/default`, privateEndpointConnections: [{ properties: { privateEndpoint: { id: `${group}/providers/Microsoft.Network/privateEndpoints/pe` } } }], networkAcls: { virtualNetworkRules: [{ id: `${vnet}/subnets/a` }] } } };
    expect(referencesOf(body, id, 'Microsoft.Storage/storageAccounts')).toEqual([`${vnet}/subnets/a`.toLowerCase()]);
    const rules = `${group}/providers/Microsoft.Network/networkSecurityGroups/n`;
    expect(referencesOf({ properties: { subnets: [{ id: `${vnet}/subnets/a` }] } }, rules, 'Microsoft.Network/networkSecurityGroups')).toEqual([]);
    expect(referencesOf({ properties: { subnets: [{ properties: { networkSecurityGroup: { id: rules } } }] } }, vnet, 'Microsoft.Network/virtualNetworks')).toEqual([rules.toLowerCase()]);
  });

  it('tells the interface of a private endpoint as its part', () => {
    const card = resource('Microsoft.Network/networkInterfaces', 'nic');
    expect(withBody(card, { properties: { privateEndpoint: { id: 'pe' } } }).partOf).toBe('pe');
    expect(withBody(card, { properties: {} }).partOf).toBeUndefined();
  });
});

describe('deployments', () => {
  const deployment = (number: number, changes: Partial<SeenDeployment> = {}): SeenDeployment => ({ id: `${group}/providers/Microsoft.Resources/deployments/atakora-data-202506${10 + number}-000000-0123abcd-1`, name: `atakora-data-202506${10 + number}-000000-0123abcd-1`, scope: group, group: 'rg-dev', tags: { 'atakora:project': 'demo', 'atakora:project-id': 'project-1', 'atakora:environment': 'dev' }, at: `2025-06-${10 + number}T00:00:00Z`, isOpen: false, ...changes });
  const among = (...deployments: readonly SeenDeployment[]) => find({ azure: { ...nothingSeen, deployments } }, { kinds: ['deployments'] });

  it('beyond the newest of each scope go; those of others, open ones and named ones stay', () => {
    expect(names(among(deployment(3), deployment(1), deployment(2)))).toEqual([deployment(2).name, deployment(1).name]);
    expect(names(among(deployment(1), deployment(2, { scope: root })))).toEqual([]);
    expect(reasons(among(deployment(2), deployment(1, { isOpen: true })))).toEqual(['kept', 'running']);
    for (const tagged of [{ 'atakora:project': 'demo', 'atakora:environment': 'dev' }, { ...deployment(1).tags, 'atakora:project-id': 'project-2' }, { ...deployment(1).tags, 'atakora:environment': 'dev@local' }, {}]) expect(names(among(deployment(2), deployment(1, { tags: tagged })))).toEqual([]);
    expect(names(among(deployment(2), deployment(1, { name: 'made-by-hand' })))).toEqual([]);
    const entry = { type: 'deployment-start', at: '', run: 'r', stack: 'data', deployment: deployment(1).name, scope: { kind: 'subscription', subscriptionId: '', location: '' }, records: {} } as const;
    expect(reasons(find({ azure: { ...nothingSeen, deployments: [deployment(2), deployment(1)] } }, { kinds: ['deployments'], records: [{ environment: 'dev', state: undefined, entries: [entry] }] }))).toEqual(['kept', 'pending']);
  });

  it('of versions that wrote no id are told by a run that is known', () => {
    const bare = deployment(1, { tags: { 'atakora:project': 'demo', 'atakora:environment': 'dev', 'atakora:run': 'synth-20250611-000000-0123abcd' } });
    expect(names(find({ azure: { ...nothingSeen, deployments: [bare] }, runs: [run(11)] }, { kinds: ['deployments'], keep: 0 }))).toEqual([bare.name]);
  });
});

function run(day: number, changes: Partial<SeenRun> = {}): SeenRun {
  return { run: parseRunId(`synth-202506${String(day).padStart(2, '0')}-000000-0123abcd`), environment: 'dev', kind: 'apply', result: 'succeeded', endedAt: `2025-06-${String(day).padStart(2, '0')}T00:01:00Z`, canReturn: true, ran: [], packages: [], otherFiles: 4, ...changes };
}

describe('runs and packages', () => {
  const records = (of: string, packages: Readonly<Record<string, string>> = {}): readonly EnvironmentRecord[] => [{ environment: 'dev', state: { ...documentOf('dev', {}), run: of, packages }, entries: [] }];
  const kinds: readonly FindingKind[] = ['runs', 'packages'];

  it('the run of the state and the one that a rollback takes stay, whatever is kept; others of another or unknown environment too', () => {
    const runs = [run(9, { result: 'failed' }), run(8), run(7), run(6, { environment: 'qa' }), run(5, { environment: undefined }), run(4, { canReturn: false })];
    expect(find({ runs }, { records: records(run(8).run), kinds, keep: 0 }).findings.map(({ id }) => id)).toEqual([run(9).run, run(4).run]);
    expect(find({ runs: [run(9, { endedAt: '2026-01-20T00:00:00Z', result: 'failed' })] }, { kinds, keep: 0 }).leftAlone[0]?.reason).toBe('younger');
  });

  it('a run that the live one went back to stays: its definition is live', () => {
    const runs = [run(9, { returnsTo: run(3).run }), run(8), run(7), run(3), run(2)];
    expect(find({ runs }, { records: records(run(9).run), kinds, keep: 0 }).findings.map(({ id }) => id)).toEqual([run(7).run, run(2).run]);
  });

  it('a package stays as long as a state, or a run that stays, names it', () => {
    const runs = [run(9, { ran: ['aa'] }), run(8, { ran: ['bb'] }), run(3, { packages: ['aa', 'cc'], result: 'failed', canReturn: false }), run(2, { packages: ['bb', 'dd'] })];
    const report = find({ runs }, { records: records(run(9).run, { app: 'aa' }), kinds: ['packages'], keep: 1 });
    expect(report.findings.map(({ id }) => id)).toEqual([`${run(3).run}/packages/cc`, `${run(2).run}/packages/dd`]);
  });

  it('whatever goes, what a run that stays ran is still there when it was before', () => {
    const hash = fc.constantFrom('aa', 'bb', 'cc');
    const arbitrary = fc.record({ result: fc.constantFrom('succeeded', 'failed'), environment: fc.constantFrom('dev', 'dev', 'qa'), ran: fc.array(hash, { maxLength: 2 }), packages: fc.array(hash, { maxLength: 2 }) });
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 12, size: 'max' }), fc.nat({ max: 3 }), fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }), hash, (made, keep, chosen, now) => {
        const runs = made.map((one, index) => run(28 - index, one));
        const question = records(runs[0]?.run ?? '', { app: now });
        const { findings } = find({ runs }, { records: question, kinds, keep });
        const all = new Set(findings.flatMap(({ kind, id }) => (kind === 'runs' ? [id] : [])));
        const wanted = packagesInUse(runs, all, new Set([now]));
        expect(findings.filter(({ kind, id }) => kind === 'packages' && wanted.has(id.slice(id.lastIndexOf('/') + 1)))).toEqual([]);
        const picked = findings.filter((_, index) => chosen[index] === true);
        const going = new Set(picked.flatMap(({ kind, id }) => (kind === 'runs' ? [id] : [])));
        const needed = packagesInUse(runs, going, new Set([now]));
        const after = runs.map((one) => ({ ...one, packages: one.packages.filter((name) => (going.has(one.run) ? needed.has(name) : needed.has(name) || !picked.some(({ id }) => id === `${one.run}/packages/${name}`))) }));
        const reaches = (all: readonly SeenRun[], from: string, name: string): boolean => all.some((one) => one.run <= from && one.packages.includes(name));
        for (const one of runs.filter(({ run: id }) => !going.has(id))) for (const name of one.ran) expect(reaches(after, one.run, name)).toBe(reaches(runs, one.run, name));
      }),
      { numRuns: 500 },
    );
  });
});

describe('versions and vaults', () => {
  it('versions beyond the newest go when they are old enough', () => {
    const versions = [9, 8, 7, 6].map((serial) => ({ serial, run: 'damaged', updatedAt: serial === 7 ? '2026-01-20T00:00:00Z' : serial === 6 ? 'never' : old }));
    const report = find({ versions }, { kinds: ['state-versions'] });
    expect([names(report), reasons(report)]).toEqual([['serial 8'], ['kept', 'younger', 'age-unknown']]);
  });

  it('a vault that a state holds is recovered by the next apply, and not purged', () => {
    const vault = { id: `${root}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv`, name: 'kv', formerId: `${group}/providers/Microsoft.KeyVault/vaults/kv`, tags, deletedAt: old, isPurgeProtected: false };
    expect(find({ azure: { ...nothingSeen, vaults: [vault] } }).findings).toMatchObject([{ kind: 'vaults', losesData: true }]);
    const holder = record({});
    const held = { ...holder, state: documentOf('qa', { 'main/v/vault': { ...holder.state.resources['main/app/site']!, id: vault.formerId.toUpperCase() } }) };
    expect(reasons(find({ azure: { ...nothingSeen, vaults: [vault] } }, { records: [held] }))).toEqual(['held']);
  });
});

describe('what is chosen', () => {
  it('stays when what it waits for stays, however many steps away', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name, index, all) => ({ kind: 'resources', id: `/${name}`, name, at: old, ageFrom: 'run', because: '', dependents: index === 0 ? [] : [`/${all[index - 1] ?? ''}`] }) as const);
    const findings = [a!, b!, c!, d!];
    expect(removalWork(findings, findings).removals.map(({ id }) => id)).toEqual(['/a', '/b', '/c', '/d']);
    expect(removalWork([b!, c!, d!], findings)).toMatchObject({ removals: [], dropped: [{ because: 'a stays, and needs it' }, { because: 'b stays, and needs it' }, { because: 'c stays, and needs it' }] });
    expect(removalWork([a!], [{ ...a!, at: before }])).toMatchObject({ removals: [], dropped: [{ because: 'it was written again meanwhile' }] });
  });
});

describe('the order of removals', () => {
  it('has each finding once, dependents first, also in circles, and long chains cost no stack', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 15 }), { maxLength: 4 }), { minLength: 1, maxLength: 16, size: 'max' }), (edges) => {
        const findings = edges.map((to, index) => ({ kind: 'resources', id: `/R${index}`, name: '', at: old, ageFrom: 'run', because: '', dependents: to.filter((one) => one !== index).map((one) => `/r${one}`) }) as const);
        const order = removalOrder(findings);
        expect(order.map(({ id }) => id).toSorted()).toEqual(findings.map(({ id }) => id).toSorted());
        const place = new Map(order.map(({ id }, index) => [id.toLowerCase(), index]));
        for (const [index, { after }] of order.entries()) for (const first of after) expect(place.get(first.toLowerCase())).toBeLessThan(index);
        const forward = findings.map((finding, index) => ({ ...finding, dependents: finding.dependents.filter((one) => Number(one.slice(2)) > index && Number(one.slice(2)) < findings.length) }));
        for (const { finding, after } of removalOrder(forward)) expect(new Set(after.map((one) => one.toLowerCase()))).toEqual(new Set(finding.dependents));
      }),
    );
    const chain = Array.from({ length: 20_000 }, (_, index) => ({ kind: 'resources', id: `/r${index}`, name: '', at: old, ageFrom: 'run', because: '', dependents: [`/r${index + 1}`] }) as const);
    expect(removalOrder(chain)[0]?.id).toBe('/r19999');
  });
});
