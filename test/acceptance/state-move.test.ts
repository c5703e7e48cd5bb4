import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StateDocument } from '../../src/model/state.ts';
import type { Azurite } from '../conformance/azurite-process.ts';
import { startAzurite } from '../conformance/azurite-process.ts';
import { manifest } from './project.ts';
import { refused } from './refusal.ts';
import type { StatefulProject } from './state-places.ts';
import { backendWith, inContainer, inFiles } from './state-places.ts';

let azurite: Azurite | undefined;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(async () => {
  await azurite?.stop();
});

const container = inContainer(() => azurite as Azurite);

async function pulled(at: StatefulProject): Promise<StateDocument> {
  return JSON.parse((await at.done('state', 'pull')).stdout) as StateDocument;
}

describe('a state that moves', () => {
  it('from files to a container keeps lineage and serial; until then nothing is planned', async () => {
    const at = await container.make();
    const setting = at.project.read('.atakora/manifest.json');
    at.project.write('.atakora/manifest.json', JSON.stringify({ ...manifest, environments: { dev: { cloud: 'local' } } }));
    await at.done('apply', '--yes');
    const before = await pulled(at);
    at.project.write('.atakora/manifest.json', setting);
    const stopped = await at.run('plan');
    expect(stopped.code).toBe(5);
    expect((stopped.stdout + stopped.stderr).replaceAll(/\s+/g, ' ')).toMatch(/ATK1707.*state push --from local/);
    expect(await at.document('state', 'push', '--from', 'local', '--yes')).toMatchObject({ pushed: true, serial: 1, lineage: before.lineage });
    expect(await pulled(at)).toEqual(before);
    expect((await at.done('plan')).stdout).toContain('No changes.');
    expect(await at.document('state', 'push', '--from', 'local', '--yes')).toMatchObject({ pushed: false });
    // The place that it left is behind as soon as the new one has gone on.
    at.project.write('atakora/backend.ts', backendWith('notes', 'drafts'));
    await at.done('apply', '--yes');
    expect((await at.refused('ATK1717', 5, 'state', 'push', '--from', 'local', '--yes')).message).toContain('it is behind');
  }, 60_000);

  it('to another checkout is there without being carried', async () => {
    const at = await container.make();
    await at.done('apply', '--yes');
    const other = at.checkout();
    expect((await other.done('plan')).stdout).toContain('No changes.');
    other.project.write('atakora/backend.ts', backendWith('notes', 'drafts'));
    await other.done('apply', '--yes');
    await at.refused('ATK1718', 64, 'state', 'restore', '9');
    expect((await at.done('state', 'history')).stdout.split('\n')[0]).toMatch(/^2 .* present /);
    expect((await at.done('history')).stdout.trim().split('\n')).toHaveLength(2);
  });
});

describe('a state that is encrypted', () => {
  it('is read with the passphrase alone, is rotated by writing it again, and turned off again', async () => {
    const first = { ATAKORA_STATE_PASSPHRASE: 'correct horse' };
    const at = await container.make({ state: { encryption: 'passphrase' }, env: first });
    await at.done('apply', '--yes');
    await at.done('state', 'mv', 'main/storage.main', 'main/storage.files');
    const document = await pulled(at);
    for (const word of ['storageAccounts', document.lineage, 'main/storage']) expect(await at.stored()).not.toContain(word);
    const withEnv = (env: Readonly<Record<string, string>>): StatefulProject => at.with({ ATAKORA_STATE_CONNECTION_STRING: at.env['ATAKORA_STATE_CONNECTION_STRING'] ?? '', ...env });
    await withEnv({}).refused('ATK1713', 5, 'state', 'list');
    await withEnv({ ATAKORA_STATE_PASSPHRASE: 'wrong' }).refused('ATK1713', 5, 'state', 'list');
    const second = { ATAKORA_STATE_PASSPHRASE: 'battery staple' };
    await withEnv({ ...second, ATAKORA_STATE_PREVIOUS_PASSPHRASE: 'correct horse' }).done('state', 'rewrite', '--yes');
    await at.refused('ATK1713', 5, 'state', 'list');
    expect(await pulled(withEnv(second))).toEqual(document);
    expect(await withEnv(second).document('state', 'restore', '1', '--yes')).toMatchObject({ serial: 3 });
    at.project.write('.atakora/manifest.json', at.project.read('.atakora/manifest.json').replace(/,\s*"encryption": "passphrase"/, ''));
    await withEnv(second).done('state', 'rewrite', '--yes');
    expect(await at.stored()).toContain(document.lineage);
    expect((await withEnv({}).done('plan')).stdout).toContain('No changes.');
  }, 120_000);
});

describe('a container that cannot be reached', () => {
  it('is told with a code, and never with the key', async () => {
    const at = await container.make();
    const broken = 'AccountKey=c2VjcmV0LWtleQ==';
    const unreachable = `DefaultEndpointsProtocol=http;AccountName=stone;${broken};BlobEndpoint=http://127.0.0.1:9/stone;`;
    for (const [connection, code, exit] of [[broken, 'ATK1722', 64], [unreachable, 'ATK1804', 1]] as const) {
      const other = at.with({ ATAKORA_STATE_CONNECTION_STRING: connection });
      await other.refused(code, exit, 'state', 'list');
      const told = await other.run('plan', '--verbose');
      expect(told.code).toBe(exit);
      expect(told.stdout + told.stderr).not.toContain('c2VjcmV0');
    }
    const missing = at.project.read('.atakora/manifest.json').replace(/"container": "[^"]+"/, '"container": "elsewhere"');
    at.project.write('.atakora/manifest.json', missing);
    expect((await at.refused('ATK1715', 1, 'state', 'list')).hint).toContain('state bootstrap');
  });
});

describe('the setting of a state', () => {
  it.each([
    ['another backend', { backend: 'azure-blobs' }, /"azure-blob"/, 'Did you mean "azure-blob"?'],
    ['a mistyped field', { backend: 'azure-blob', acount: 'stone', container: 'states' }, /"state.acount"/, 'Did you mean "account"?'],
    ['no account', { backend: 'azure-blob', container: 'states' }, /"state.account" in the manifest: is missing/, 'state bootstrap'],
    ['a container that cannot be', { backend: 'azure-blob', account: 'stone', container: 'My States' }, /"state.container"/, 'Correct the field'],
    ['a text that is none', 'locla', /"state" in the manifest: must be "local"/, 'Did you mean "local"?'],
  ])('with %s is refused at its line', async (_what, state, says, mend) => {
    const at = await inFiles.make();
    at.project.write('.atakora/manifest.json', JSON.stringify({ ...manifest, state }, null, 2));
    await refused(at.project, { code: 'ATK1103', exit: 64, says, place: /manifest\.json:\d+:\d+/, mend });
  });

  it('written by init names the account that bootstrap makes', async () => {
    const id = '33333333-3333-4333-8333-333333333333';
    const at = await inFiles.make();
    rmSync(join(at.project.folder, '.atakora'), { recursive: true });
    const ended = await at.done('init', '--yes', '--subscription', id, '--tenant', id, '--json');
    expect(JSON.parse(ended.stdout)).toMatchObject({ next: expect.arrayContaining(['atakora state bootstrap']) as unknown });
    const written = JSON.parse(readFileSync(join(at.project.folder, '.atakora/manifest.json'), 'utf8')) as { readonly state: unknown };
    expect(written.state).toEqual({ backend: 'azure-blob', account: expect.stringMatching(/^st[a-z0-9]{8,22}$/) as unknown, container: 'atakora-state' });
  });
});
