import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { localSubscriptionId, localTenantId } from '../../src/engine/load/environment-target.ts';
import { openLocalAzure } from '../../src/local/local-azure.ts';
import { systemClock, systemIds } from '../../src/platform/real-platform.ts';
import type { TestProject } from './project.ts';
import { makeProject } from './project.ts';
import type { Ended } from './run-atakora.ts';
import { runAtakora, told } from './run-atakora.ts';
import { secretsInWorld } from './secret-world.ts';

vi.setConfig({ testTimeout: 120_000 });

const canary = 'C4nary-Vault-5d81';
const vault = 'main/vault.main/vault';

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: {
    PAY_KEY: secret('PAY_KEY', { description: 'key of the payment account' }),
    STRIPE_KEY: secret('STRIPE_KEY', { generate: { length: 40, alphabet: 'abcdef' } }),
    MAYBE: secret('MAYBE', { required: false }),
  } }),
});
`;

let base: TestProject;

beforeAll(async () => {
  base = makeProject({ backend });
  await base.done('apply', '--local', '--yes', '--target', vault);
});

/** Runs a verb in the twin, with the value piped in when there is one. */
function secrets(project: TestProject, args: readonly string[], input?: string): Promise<Ended> {
  return runAtakora(['secrets', ...args, '--local'], { cwd: project.folder, ...(input === undefined ? {} : { input }) });
}

async function done(project: TestProject, args: readonly string[], input?: string): Promise<Ended> {
  const ended = await secrets(project, args, input);
  expect(ended.code, told(ended)).toBe(0);
  return ended;
}

interface Document {
  readonly [field: string]: unknown;
}

async function document(project: TestProject, args: readonly string[], input?: string): Promise<Document> {
  return JSON.parse((await done(project, [...args, '--json'], input)).stdout) as Document;
}

/** Versions in the vault, oldest first. */
function stored(project: TestProject, name: string): readonly { readonly value: string; readonly tags: Readonly<Record<string, string>> }[] {
  return secretsInWorld(project.folder, 'world').filter((secret) => secret.name === name);
}

/** Somebody does something in the portal. */
function elsewhere(project: TestProject, method: string, url: string, body?: unknown): void {
  const azure = openLocalAzure({ worldFolder: join(project.folder, '.atakora/local/world'), clock: systemClock, ids: systemIds, tenantId: localTenantId, subscriptionId: localSubscriptionId });
  azure.handle({ method, url, headers: { authorization: 'Bearer test' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  azure.close();
}

/** Ends with that code and error, changes nothing, and repeats nothing of a value. */
async function refused(project: TestProject, args: readonly string[], expected: { readonly code: string; readonly exit: number; readonly says?: RegExp; readonly input?: string }): Promise<Ended> {
  const before = JSON.stringify(secretsInWorld(project.folder, 'world'));
  const ended = await secrets(project, args, expected.input);
  expect(ended.code, told(ended)).toBe(expected.exit);
  expect(ended.stderr).toContain(`error ${expected.code}`);
  if (expected.says !== undefined) expect(ended.stderr.replaceAll(/\s+/g, ' ')).toMatch(expected.says);
  expect(ended.stdout + ended.stderr).not.toContain(canary);
  expect(JSON.stringify(secretsInWorld(project.folder, 'world'))).toBe(before);
  return ended;
}

describe.concurrent('secrets set', () => {
  it('takes the value from a pipe without the line break of echo, and get gives the same bytes back', async () => {
    const project = base.copy();
    const set = await done(project, ['set', 'PAY_KEY'], `${canary} ü\t"quoted" \\n\r\n`);
    expect(set.stdout).toContain('the line break at the end of standard input was left out');
    expect(set.stdout).toContain('read by pay');
    expect(set.stdout + set.stderr).not.toContain(canary);
    const got = await done(project, ['get', 'PAY_KEY']);
    expect(got.stdout).toBe(`${canary} ü\t"quoted" \\n`);
    expect(got.stderr).toBe('');
  });

  it('keeps a file byte for byte, its last line break too, and says so', async () => {
    const project = base.copy();
    const pem = `-----BEGIN KEY-----\r\n${canary}\n\n`;
    writeFileSync(join(project.folder, 'key.pem'), pem);
    const set = await done(project, ['set', 'pay-key', '--from-file', 'key.pem', '--content-type', 'application/x-pem-file']);
    expect(set.stdout + set.stderr).toContain('ends with a line break');
    expect((await done(project, ['get', 'PAY_KEY'])).stdout).toBe(pem);
    const file = readFileSync(join(project.folder, 'key.pem'), 'utf8');
    expect(file).toBe(pem);
  });

  it('makes a value up as declared, or as asked', async () => {
    const project = base.copy();
    await done(project, ['set', 'STRIPE_KEY', '--generate']);
    expect((await done(project, ['get', 'STRIPE_KEY'])).stdout).toMatch(/^[abcdef]{40}$/);
    await done(project, ['set', 'STRIPE_KEY', '--generate', '--length', '64', '--alphabet', '01']);
    expect((await done(project, ['get', 'STRIPE_KEY'])).stdout).toMatch(/^[01]{64}$/);
    await done(project, ['set', 'PAY_KEY', '--generate']);
    expect((await done(project, ['get', 'PAY_KEY'])).stdout).toMatch(/^[A-Za-z0-9]{32}$/);
  });

  it('takes an argument, and warns of what that means', async () => {
    const project = base.copy();
    const set = await done(project, ['set', 'PAY_KEY', canary]);
    expect(set.stdout).toContain('history of the shell');
    expect(set.stdout + set.stderr).not.toContain(canary);
    expect(stored(project, 'PAY-KEY').map(({ value }) => value)).toEqual([canary]);
  });

  it('says whose a version is and where it came from, and keeps what people tagged', async () => {
    const project = base.copy();
    const first = await document(project, ['set', 'PAY_KEY', '--expires', '90d', '--tag', 'team=blue', '--content-type', 'text/plain'], canary);
    expect(first).toMatchObject({ name: 'PAY_KEY', vaultName: 'PAY-KEY', environment: 'dev@local', vault, result: 'added', source: 'stdin', declared: true, contentType: 'text/plain', consumers: [{ component: 'pay', setting: 'PAY_KEY' }] });
    expect(Date.parse(String(first['expiresAt'])) - Date.now()).toBeGreaterThan(89 * 86_400_000);
    await done(project, ['set', 'PAY_KEY', '--generate']);
    const [old, next] = stored(project, 'PAY-KEY');
    expect(old?.tags).toMatchObject({ 'atakora:declared-by': 'pay', 'atakora:source': 'stdin', 'atakora:owner': expect.stringContaining('@') as unknown, 'atakora:run': expect.stringMatching(/\d{8}-\d{6}-/) as unknown, team: 'blue' });
    expect(next?.tags).toMatchObject({ 'atakora:source': 'generated', team: 'blue' });
    expect(JSON.stringify(old?.tags)).not.toContain(canary);
  });

  it('makes no version of a value that is there, unless it is forced', async () => {
    const project = base.copy();
    await done(project, ['set', 'PAY_KEY'], canary);
    expect(await document(project, ['set', 'PAY_KEY'], canary)).toMatchObject({ result: 'unchanged' });
    expect((await done(project, ['set', 'PAY_KEY'], `${canary}\n`)).stdout).toContain('has that value already');
    expect(await document(project, ['set', 'PAY_KEY', '--expires', '2037-01-31'], canary)).toMatchObject({ result: 'updated', expiresAt: '2037-01-31T23:59:59.000Z' });
    expect(stored(project, 'PAY-KEY')).toHaveLength(1);
    expect(await document(project, ['set', 'PAY_KEY', '--force'], canary)).toMatchObject({ result: 'replaced' });
    expect(stored(project, 'PAY-KEY').map(({ value }) => value)).toEqual([canary, canary]);
  });

  it('warns of a name that nobody declares, with the nearest, and sets it', async () => {
    const project = base.copy();
    const set = await done(project, ['set', 'PAY_KAY'], canary);
    expect(set.stdout).toContain('no component declares PAY_KAY; did you mean PAY_KEY?');
    expect(stored(project, 'PAY-KAY')).toHaveLength(1);
  });

  it('refuses what cannot be a value or a name, each with its code, and changes nothing', async () => {
    const project = base.copy();
    const file = (name: string, bytes: Buffer): string => {
      writeFileSync(join(project.folder, name), bytes);
      return name;
    };
    const set = ['set', 'PAY_KEY'];
    await refused(project, set, { code: 'ATK1003', exit: 64, input: '', says: /standard input is empty/ });
    await refused(project, set, { code: 'ATK2204', exit: 64, input: '\n', says: /the value is empty/ });
    await refused(project, set, { code: 'ATK2204', exit: 64, input: canary.repeat(2_000), says: /34000 bytes/ });
    await refused(project, set, { code: 'ATK2204', exit: 64, input: `${canary}\0${canary}`, says: /binary/ });
    await refused(project, [...set, '--from-file', file('latin.bin', Buffer.concat([Buffer.from(canary), Buffer.from([0xff, 0xfe])]))], { code: 'ATK2204', exit: 64, says: /UTF-8/ });
    await refused(project, [...set, '--from-file', 'nope'], { code: 'ATK1902', exit: 1, says: /nope cannot be read/ });
    await refused(project, [...set, '--from-file', '.'], { code: 'ATK1902', exit: 1 });
    await refused(project, ['set', 'pay key', canary], { code: 'ATK1308', exit: 1 });
    await refused(project, ['set', `A${'b'.repeat(127)}`, canary], { code: 'ATK1308', exit: 1 });
    await refused(project, ['set', '1PAY', canary], { code: 'ATK1308', exit: 1 });
    await refused(project, ['set', 'PAY_KEY', canary, canary], { code: 'ATK1002', exit: 64, says: /at most 2/ });
    await refused(project, ['set', 'PAY_KEY', canary, '--generate'], { code: 'ATK1002', exit: 64, says: /contradict/ });
    await refused(project, [...set, '--generate', '--length', '8'], { code: 'ATK1002', exit: 64 });
    await refused(project, [...set, '--generate', '--alphabet', 'aa'], { code: 'ATK1002', exit: 64 });
    await refused(project, [...set, '--generate', '--expires', '2038-02-01'], { code: 'ATK1002', exit: 64 });
    await refused(project, [...set, '--generate', '--expires', '2027-02-30'], { code: 'ATK1002', exit: 64 });
    await refused(project, [...set, '--generate', '--tag', 'atakora:run=x'], { code: 'ATK1002', exit: 64 });
    await refused(project, ['set', 'UNDECLARED', '--generate', '--vault', 'main/vault.other/vault'], { code: 'ATK1007', exit: 64 });
  });

  it('takes 25,000 bytes and not one more', async () => {
    const project = base.copy();
    const longest = 'ü'.repeat(12_500);
    await done(project, ['set', 'PAY_KEY'], longest);
    expect((await done(project, ['get', 'PAY_KEY'])).stdout).toBe(longest);
    await refused(project, ['set', 'PAY_KEY'], { code: 'ATK2204', exit: 64, input: `${longest}x`, says: /25001 bytes/ });
  });

  it('asks nobody without a terminal: what is missing is named', async () => {
    const project = base.copy();
    const ended = await secrets(project, ['set', 'PAY_KEY', '--no-input']);
    expect([ended.code, ended.stderr]).toEqual([64, expect.stringMatching(/--from-file FILE or --generate/)]);
  });

  it('is told of a vault that is gone from Azure', async () => {
    const project = base.copy();
    const { id, apiVersion } = project.state().resources[vault] ?? expect.fail('no vault');
    elsewhere(project, 'DELETE', `https://management.azure.com${id}?api-version=${apiVersion}`);
    for (const args of [['set', 'PAY_KEY'], ['get', 'PAY_KEY'], ['list'], ['remove', 'PAY_KEY', '--yes']]) {
      const ended = await secrets(project, args, canary);
      expect([ended.code, ended.stderr]).toEqual([1, expect.stringMatching(/error ATK2221: the vault \S+ does not exist in\s+Azure/)]);
    }
  });
});

describe.concurrent('before the vault stands', () => {
  it('set applies it with --yes, and nothing else of the project, then stores the value', async () => {
    const project = makeProject({ backend });
    const ended = await secrets(project, ['set', 'PAY_KEY', '--yes'], canary);
    expect(ended.code, told(ended)).toBe(0);
    expect(ended.stdout + ended.stderr).not.toContain(canary);
    expect(Object.keys(project.state().resources)).toEqual(['main/group.main/group', vault]);
    expect(stored(project, 'PAY-KEY').map(({ value }) => value)).toEqual([canary]);
  });

  it('with --json the document alone is on stdout, what is applied is told on stderr', async () => {
    const project = makeProject({ backend });
    const ended = await secrets(project, ['set', 'PAY_KEY', '--yes', '--json'], canary);
    expect(ended.code, told(ended)).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ name: 'PAY_KEY', result: 'added' });
    expect(ended.stderr).toContain('2 resources applied');
  });

  it('names the command where nobody can be asked, and makes nothing', async () => {
    const project = makeProject({ backend });
    const ended = await secrets(project, ['set', 'PAY_KEY'], canary);
    expect(ended.code, told(ended)).toBe(1);
    expect(ended.stderr.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`error ATK2220: .*atakora apply --target ${vault} --local`));
    expect(project.has('.atakora/local/state')).toBe(false);
  });

  it('list shows what is missing, get and remove say what comes first', async () => {
    const project = makeProject({ backend });
    const list = await done(project, ['list']);
    expect(list.stdout).toContain('is not applied yet');
    expect(list.stdout).toMatch(/PAY_KEY +missing/);
    for (const verb of ['get', 'remove', 'recover']) expect((await secrets(project, [verb, 'PAY_KEY', '--yes'].filter((word) => word !== '--yes' || verb === 'remove'))).stderr).toContain('error ATK2220');
  });

  it('a project without secrets has no vault, which is said', async () => {
    const project = makeProject({ backend: `import { armResource, defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({ net: defineInfrastructure({ resources: { ip: armResource({ type: 'Microsoft.Network/publicIPAddresses', apiVersion: '2024-05-01', location: '\${azure.location}', sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } }) } }) });\n` });
    for (const args of [['set', 'PAY_KEY', canary], ['list'], ['get', 'PAY_KEY']]) {
      const ended = await secrets(project, args);
      expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('error ATK2222')]);
    }
  });
});

describe.concurrent('an environment with several vaults', () => {
  it('keeps what is declared where it is declared, and wants --vault for the rest', async () => {
    const own = "net: defineInfrastructure({ resources: { box: armResource({ type: 'Microsoft.KeyVault/vaults', apiVersion: '2026-02-01', location: '${azure.location}', properties: { tenantId: '00000000-0000-4000-8000-000000000001', sku: { family: 'A', name: 'standard' }, enableRbacAuthorization: true } }) } }),";
    const project = makeProject({ backend: backend.replace('import { ', 'import { armResource, defineInfrastructure, ').replace('defineBackend({', `defineBackend({ ${own}`) });
    await project.done('apply', '--local', '--yes', '--target', vault, '--target', 'main/net/box');
    await done(project, ['set', 'PAY_KEY'], canary);
    await refused(project, ['set', 'OTHER'], { code: 'ATK2231', exit: 64, input: canary, says: /--vault main\/net\/box, --vault main\/vault\.main\/vault/ });
    await refused(project, ['set', 'OTHER', '--vault', 'main/net/bax'], { code: 'ATK1007', exit: 64, input: canary, says: /Did you mean main\/net\/box/ });
    expect(await document(project, ['set', 'OTHER', '--vault', 'main/net/box'], canary)).toMatchObject({ vault: 'main/net/box', declared: false });
    expect((await done(project, ['get', 'OTHER', '--vault', 'main/net/box'])).stdout).toBe(canary);
    const { vaults, secrets: rows } = (await document(project, ['list'])) as { readonly vaults: readonly Document[]; readonly secrets: readonly Document[] };
    expect(vaults.map(({ address }) => address)).toEqual(['main/net/box', vault]);
    expect(rows.map(({ name, vault: where }) => [name, where])).toEqual([['OTHER', 'main/net/box'], ['PAY_KEY', vault], ['MAYBE', vault], ['STRIPE_KEY', vault]]);
  });
});

describe.concurrent('secrets get and list', () => {
  it('get takes a version by its first digits, and says what is not there', async () => {
    const project = base.copy();
    const first = await document(project, ['set', 'PAY_KEY'], `${canary}-1`);
    await done(project, ['set', 'PAY_KEY'], `${canary}-2`);
    expect((await done(project, ['get', 'PAY_KEY', '--version', String(first['version']).slice(0, 8)])).stdout).toBe(`${canary}-1`);
    expect(await document(project, ['get', 'PAY_KEY'])).toMatchObject({ name: 'PAY_KEY', value: `${canary}-2` });
    await refused(project, ['get', 'PAY_KEY', '--version', 'ffffffff'], { code: 'ATK2228', exit: 1 });
    await refused(project, ['get', 'PAY_KEY', '--version', 'xyz'], { code: 'ATK1002', exit: 64 });
    await refused(project, ['get', 'PAY_KEX'], { code: 'ATK2228', exit: 1, says: /Did you mean "PAY_KEY"/ });
  });

  it('list says state, versions, age, expiry and readers of each, and no value', async () => {
    const project = base.copy();
    await done(project, ['set', 'PAY_KEY', '--expires', '2037-06-30'], canary);
    await done(project, ['set', 'OTHER', canary]);
    const list = await done(project, ['list']);
    expect(list.stdout).toMatch(/PAY_KEY +set +1 +(now|\d+ \w+ ago) +2037-06-30 +pay\n/);
    expect(list.stdout).toMatch(/OTHER +set, not declared/);
    expect(list.stdout).toMatch(/STRIPE_KEY +missing /);
    expect(list.stdout).toMatch(/MAYBE +missing, optional/);
    expect(list.stdout).toContain('4 secrets: 2 set, 1 missing, 1 missing and optional. Set what is missing: atakora secrets set NAME --local');
    const { secrets: rows } = (await document(project, ['list'])) as { readonly secrets: readonly Document[] };
    expect(rows.map(({ name, state, declared, versions }) => [name, state, declared, versions])).toEqual([['OTHER', 'set', false, 1], ['PAY_KEY', 'set', true, 1], ['MAYBE', 'optional', true, 0], ['STRIPE_KEY', 'missing', true, 0]]);
    expect(list.stdout + JSON.stringify(rows)).not.toContain(canary);
    const versions = (await document(project, ['list', 'PAY_KEY'])) as { readonly versions: readonly Document[] };
    expect(versions.versions).toMatchObject([{ current: true, enabled: true, expiresAt: '2037-06-30T23:59:59.000Z' }]);
    expect(JSON.stringify(versions)).not.toContain(canary);
  });

  it('what is disabled or expired is told, not given, and set anew', async () => {
    const project = base.copy();
    const { uri } = await document(project, ['set', 'PAY_KEY'], canary);
    await done(project, ['set', 'STRIPE_KEY'], canary);
    elsewhere(project, 'PATCH', `${String(uri)}secrets/PAY-KEY?api-version=7.4`, { attributes: { enabled: false } });
    elsewhere(project, 'PATCH', `${String(uri)}secrets/STRIPE-KEY?api-version=7.4`, { attributes: { exp: 1_600_000_000 } });
    await refused(project, ['get', 'PAY_KEY'], { code: 'ATK2223', exit: 1, says: /is disabled.*az keyvault secret set-attributes/ });
    await refused(project, ['get', 'STRIPE_KEY'], { code: 'ATK2224', exit: 1, says: /expired at 2020-09-13T12:26:40/ });
    const list = await done(project, ['list']);
    expect(list.stdout).toMatch(/PAY_KEY +disabled/);
    expect(list.stdout).toMatch(/STRIPE_KEY +expired/);
    for (const name of ['PAY_KEY', 'STRIPE_KEY']) {
      expect(await document(project, ['set', name], canary)).toMatchObject({ result: 'replaced' });
      expect((await done(project, ['get', name])).stdout).toBe(canary);
    }
  });

  it('a broken backend stops none of them: the vault is that of the state', async () => {
    const project = base.copy();
    await done(project, ['set', 'PAY_KEY'], canary);
    project.write('atakora/backend.ts', 'export const backend = nonsense(;\n');
    expect((await done(project, ['get', 'PAY_KEY'])).stdout).toBe(canary);
    const list = await done(project, ['list']);
    expect(list.stdout.replaceAll(/\s+/g, ' ')).toMatch(/warning: .*ATK1202.*what is declared is not known.*PAY-KEY set/);
    await done(project, ['set', 'PAY_KEY', '--generate']);
    await done(project, ['remove', 'PAY_KEY', '--yes']);
  });
});

describe.concurrent('secrets remove and recover', () => {
  it('remove can be recovered with all its versions', async () => {
    const project = base.copy();
    await done(project, ['set', 'PAY_KEY'], `${canary}-1`);
    await done(project, ['set', 'PAY_KEY'], `${canary}-2`);
    const removed = await done(project, ['remove', 'PAY_KEY', '--yes']);
    expect(removed.stdout).toContain('read by pay: without it they fail');
    expect((await done(project, ['list', '--deleted'])).stdout).toContain('PAY-KEY');
    await refused(project, ['remove', 'PAY_KEY', '--yes'], { code: 'ATK2228', exit: 1, says: /removed from \S+ already/ });
    expect(await document(project, ['recover', 'PAY_KEY'])).toMatchObject({ result: 'recovered', versions: 2 });
    expect(await document(project, ['recover', 'PAY_KEY'])).toMatchObject({ result: 'unchanged' });
    expect((await done(project, ['get', 'PAY_KEY'])).stdout).toBe(`${canary}-2`);
  });

  it('a removed namesake holds the name: set recovers it with --yes, else says how', async () => {
    const project = base.copy();
    await done(project, ['set', 'PAY_KEY'], `${canary}-1`);
    await done(project, ['remove', 'PAY_KEY', '--yes']);
    await refused(project, ['set', 'PAY_KEY'], { code: 'ATK2225', exit: 1, input: `${canary}-2`, says: /--yes to recover it.*secrets remove PAY_KEY --purge --local/ });
    expect(await document(project, ['set', 'PAY_KEY', '--yes'], `${canary}-2`)).toMatchObject({ result: 'replaced', recovered: true });
    expect(stored(project, 'PAY-KEY').map(({ value }) => value)).toEqual([`${canary}-1`, `${canary}-2`]);
  });

  it('purge ends it for good, also one that was removed before', async () => {
    const project = base.copy();
    await done(project, ['set', 'PAY_KEY'], canary);
    await done(project, ['remove', 'PAY_KEY', '--purge', '--yes']);
    expect(stored(project, 'PAY-KEY')).toEqual([]);
    await done(project, ['set', 'PAY_KEY'], canary);
    await done(project, ['remove', 'PAY_KEY', '--yes']);
    expect(await document(project, ['remove', 'PAY_KEY', '--purge', '--yes'])).toMatchObject({ result: 'purged' });
    await refused(project, ['remove', 'PAY_KEY', '--purge', '--yes'], { code: 'ATK2228', exit: 1 });
    await refused(project, ['recover', 'PAY_KEY'], { code: 'ATK2228', exit: 1 });
  });

  it('asks first: without a terminal the flag is named', async () => {
    const project = base.copy();
    await done(project, ['set', 'PAY_KEY'], canary);
    await refused(project, ['remove', 'PAY_KEY'], { code: 'ATK1003', exit: 64, says: /--yes/ });
    await refused(project, ['remove', 'PAY_KEY', '--purge'], { code: 'ATK1003', exit: 64 });
  });
});

describe.concurrent('two processes at once', () => {
  it('set both their versions: none is lost, the last one is current, nobody fails', async () => {
    const project = base.copy();
    const values = Array.from({ length: 6 }, (_, at) => `${canary}-${at}`);
    const all = await Promise.all(values.map((value) => secrets(project, ['set', 'PAY_KEY'], value)));
    expect(all.map(({ code }) => code), all.map(told).join('\n')).toEqual(values.map(() => 0));
    const versions = stored(project, 'PAY-KEY').map(({ value }) => value);
    expect([...versions].sort()).toEqual(values);
    expect((await done(project, ['get', 'PAY_KEY'])).stdout).toBe(versions.at(-1));
  });

  it('recover and set the same deleted secret without an error', async () => {
    const project = base.copy();
    await done(project, ['set', 'PAY_KEY'], `${canary}-old`);
    await done(project, ['remove', 'PAY_KEY', '--yes']);
    const all = await Promise.all(['a', 'b'].map((end) => secrets(project, ['set', 'PAY_KEY', '--yes'], `${canary}-${end}`)));
    expect(all.map(({ code }) => code), all.map(told).join('\n')).toEqual([0, 0]);
    expect(stored(project, 'PAY-KEY').map(({ value }) => value).sort()).toEqual([`${canary}-a`, `${canary}-b`, `${canary}-old`].sort());
  });
});
