import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CleanupReport } from '../../src/model/cleanup.ts';
import type { Azurite } from '../conformance/azurite-process.ts';
import { startAzurite } from '../conformance/azurite-process.ts';
import { inWorld, longAgo, ourTags, plantTables, subscription } from './planted-things.ts';
import { makeProject } from './project.ts';
import { eventsOf } from './run-atakora.ts';
import type { StatefulProject } from './state-places.ts';
import { backendWith, inContainer, inFiles } from './state-places.ts';
import { lookAtWorld } from './world-view.ts';

let azurite: Azurite | undefined;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(async () => {
  await azurite?.stop();
});

async function reportOf(at: Pick<StatefulProject, 'done'>, ...args: readonly string[]): Promise<CleanupReport> {
  return eventsOf((await at.done('cleanup', '--dry-run', '--json', ...args)).stdout).find(({ type }) => type === 'cleanup')?.['report'] as CleanupReport;
}

const kinds = ({ findings }: CleanupReport): Readonly<Record<string, number>> => Object.fromEntries([...Map.groupBy(findings, ({ kind }) => kind)].map(([kind, some]) => [kind, some.length]));

describe.each([inFiles, inContainer(() => azurite as Azurite)])('cleanup of a state $name', ({ make }) => {
  it('removes resources, deployments, runs and versions beyond the newest, and keeps what a rollback takes', async () => {
    const at = await make();
    for (const containers of [['notes'], ['notes', 'drafts'], ['notes', 'drafts', 'more'], ['notes', 'more']]) {
      at.project.write('atakora/backend.ts', backendWith(...containers));
      await at.done('apply', '--yes', ...(containers.length === 2 && containers[1] === 'more' ? ['--allow-data-loss', 'main/storage.main/account.blob.drafts'] : []));
    }
    inWorld(at.project.folder, 'environments-world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-one'], ourTags('dev')));
    expect(kinds(await reportOf(at, '--older-than', '30d'))).toEqual({ resources: 1, groups: 1 });
    const report = await reportOf(at, '--older-than', '0s', '--keep', '1');
    expect(kinds(report)).toEqual({ resources: 1, groups: 1, deployments: 2, runs: 2, 'state-versions': 2 });
    const history = async (): Promise<readonly string[]> => (await at.done('history')).stdout.trim().split('\n').map((line) => line.split(' ')[0] ?? '');
    const before = await history();
    await at.done('cleanup', '--older-than', '0s', '--keep', '1', '--yes');
    expect((await history()).slice(1)).toEqual(before.slice(0, 2));
    expect((await at.done('state', 'history')).stdout.trim().split('\n').map((line) => line.split(' ')[0])).toEqual(['4', '3']);
    expect(lookAtWorld(at.project.folder, 'environments-world').resources.filter((id) => id.includes('rg-left'))).toEqual([]);
    expect((await at.done('plan')).stdout).toContain('No changes.');
    expect(kinds(await reportOf(at, '--older-than', '0s', '--keep', '1', '--kind', 'resources,groups,deployments,state-versions'))).toEqual({});
    // Nothing is left of the clean-up in the way of others.
    await at.done('state', 'mv', 'main/storage.main/account', 'main/storage.main/renamed', '--yes');
  }, 120_000);
});

describe.concurrent('cleanup of deleted vaults', () => {
  it('purges those of the environment that no state holds, and leaves those that purge protection keeps', async () => {
    const project = makeProject({ backend: backendWith('notes') });
    await project.done('apply', '--local', '--yes');
    inWorld(project.folder, 'world', new Date(Date.now() - 3 * 86_400_000).toISOString(), (send) => {
      plantTables(send, 'rg-left', [], ourTags('dev'));
      send('POST', `${subscription}/providers/Microsoft.KeyVault/register`);
      for (const [name, properties] of [['kv-gone', {}], ['kv-kept', { enablePurgeProtection: true }]] as const) {
        const id = `${subscription}/resourceGroups/rg-left/providers/Microsoft.KeyVault/vaults/${name}`;
        send('PUT', id, { location: 'westeurope', tags: ourTags('dev'), properties: { tenantId: '11111111-1111-4111-8111-111111111111', sku: { family: 'A', name: 'standard' }, accessPolicies: [], softDeleteRetentionInDays: 30, ...properties } });
        send('DELETE', id);
      }
    });
    const at = { done: project.done };
    expect((await reportOf(at, '--local', '--older-than', '7d', '--kind', 'vaults')).findings).toEqual([]);
    const report = await reportOf(at, '--local', '--older-than', '1d', '--kind', 'vaults');
    expect([report.findings.map(({ name }) => name), report.leftAlone.map(({ name, reason }) => `${reason} ${name}`)]).toEqual([['kv-gone'], ['protected kv-kept']]);
    await project.done('cleanup', '--local', '--older-than', '1d', '--kind', 'vaults', '--yes');
    expect((await reportOf(at, '--local', '--older-than', '1d', '--kind', 'vaults')).leftAlone.map(({ name }) => name)).toEqual(['kv-kept']);
    expect(readdirSync(join(project.folder, '.atakora/local/runs')).length).toBe(2);
  });
});
