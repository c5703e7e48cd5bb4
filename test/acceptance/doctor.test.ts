import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DoctorOutcome } from '../../src/model/doctor.ts';
import { interceptAzure } from './intercepted-azure.ts';
import type { TestProject } from './project.ts';
import { makeFolder, makeProject, manifest, projectIn, realLikeManifest } from './project.ts';
import type { Ended } from './run-atakora.ts';
import { runAtakora, startAtakora, told } from './run-atakora.ts';

const backend = "import { defineBackend, defineFunction } from 'atakora';\nexport const backend = defineBackend({ hello: defineFunction({ entry: './hello.ts', trigger: { type: 'http', route: 'hello', auth: 'anonymous' } }) });\n";
const tenantId = '33333333-3333-4333-8333-333333333333';
const subscriptionId = '44444444-4444-4444-8444-444444444444';
const cloudManifest = { ...manifest, tenantId, subscriptionId, state: 'local' } as const;

/** Variables without which no way to sign in is there, and nothing is reached. */
const nobody = { PATH: makePath(), AZURE_TENANT_ID: '', AZURE_CLIENT_ID: '', AZURE_CLIENT_SECRET: '', AZURE_FEDERATED_TOKEN_FILE: '', AZURE_TOKEN_CREDENTIALS: '', IDENTITY_ENDPOINT: '', HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: '', NO_PROXY: '169.254.169.254', NODE_EXTRA_CA_CERTS: '' };

/** A PATH with git and the shell, and without the tools of Azure. */
function makePath(): string {
  return ['/usr/bin', '/bin'].join(delimiter);
}

interface Report {
  readonly ok: boolean;
  readonly environment: string | null;
  readonly local: boolean;
  readonly checks: readonly DoctorOutcome[];
}

const report = ({ stdout }: Ended): Report => JSON.parse(stdout) as Report;
const of = (ended: Ended, check: string): DoctorOutcome | undefined => report(ended).checks.find((outcome) => outcome.check === check);
const doctor = (folder: string, env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> => runAtakora(['doctor', ...args], { cwd: folder, env: { ...nobody, ...env } });

/** A signed-in `az`: prints a token with these claims. */
function fakeAz(claims: object): { readonly path: string; readonly token: string } {
  const folder = makeFolder();
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'none' })}.${part(claims)}.c2lnbmF0dXJlLWNhbmFyeQ`;
  mkdirSync(join(folder, 'bin'));
  const az = join(folder, 'bin', 'az');
  writeFileSync(az, `#!/bin/sh\necho '${JSON.stringify({ accessToken: token, expires_on: 4_102_444_800, tokenType: 'Bearer' })}'\n`);
  chmodSync(az, 0o755);
  return { path: `${join(folder, 'bin')}${delimiter}${nobody.PATH}`, token };
}

describe.concurrent('doctor on the local Azure', { timeout: 90_000 }, () => {
  let applied: TestProject;

  beforeAll(async () => {
    applied = makeProject({ backend, files: { '.gitignore': '.env\n.atakora/local/\n' } });
    await applied.done('apply', '--local', '--yes');
    execFileSync('git', ['init', '--quiet'], { cwd: applied.folder });
  });

  it('finds nothing wrong, and says that it is the local one', async () => {
    const { folder } = applied.copy();
    const ended = await doctor(folder, {}, '--local', '--json');
    expect(ended.code, told(ended)).toBe(0);
    expect(report(ended)).toMatchObject({ ok: true, environment: 'dev@local', local: true });
    expect(report(ended).checks.map(({ check }) => check)).toEqual(['node', 'terminal', 'git', 'network', 'clock', 'project', 'sign-in', 'permissions', 'providers', 'quotas', 'names', 'state', 'vault']);
    expect(report(ended).checks.filter(({ status }) => status === 'problem' || status === 'could-not-check'), told(ended)).toEqual([]);
    const text = await doctor(folder, {}, '--local');
    expect(text.stdout).toContain('on the local Azure');
    expect(text.stdout).toMatch(/✓ State: .*serial 1 of run synth-/);
  });

  it('keeps to what is not well with --quiet, to words for a screen reader, and to ASCII', async () => {
    const { folder } = applied.copy();
    const ended = await doctor(folder, {}, '--local', '--quiet');
    expect(ended.stdout).not.toContain('✓');
    const words = await doctor(folder, {}, '--local', '--screen-reader');
    expect(words.stdout).toContain('ok: Node.js:');
    expect((await doctor(folder, {}, '--local', '--ascii')).stdout).toMatch(/^[ -~\n]+$/);
  });

  it('finds tracked secrets, what failed, and a state that is damaged, with what to type', async () => {
    const project = applied.copy();
    project.write('.env', 'KEY=canary-of-the-env-file\n');
    execFileSync('git', ['add', '--force', '.env'], { cwd: project.folder });
    const ended = await doctor(project.folder, {}, '--local', '--json');
    expect(ended.code, told(ended)).toBe(1);
    expect(of(ended, 'git')?.findings).toMatchObject([{ status: 'problem', next: expect.stringContaining('git rm --cached -- .env') }]);
    expect(ended.stdout + ended.stderr).not.toContain('canary-of-the-env-file');
    project.write('atakora/backend.ts', backend.replace('hello:', "second: defineFunction({ entry: './hello.ts', trigger: { type: 'queue', queue: 'jobs' } }), hello:"));
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['fail name=jobs code=ServiceQuota message="no capacity"'] }));
    expect((await project.run('apply', '--local', '--yes')).code).toBe(4);
    const failed = await doctor(project.folder, {}, '--local', '--json');
    expect(of(failed, 'state')?.findings, told(failed)).toContainEqual(expect.objectContaining({ status: 'warning', code: 'ATK1601', next: expect.stringContaining('atakora apply --local') }));
    const file = `.atakora/local/state/${manifest.id}/dev@local.json`;
    project.write(file, '{"broken');
    const broken = await doctor(project.folder, {}, '--local', '--json');
    expect(broken.code).toBe(1);
    expect(of(broken, 'state')?.findings).toMatchObject([{ status: 'problem', code: 'ATK1701' }]);
    expect(of(broken, 'names')?.status).toBe('could-not-check');
  });

  it('finds a run that was interrupted, and how to take it up', async () => {
    const project = makeProject({ backend, world: { timeScale: 0, durations: { 'Microsoft.Web/sites': 20_000 } } });
    const running = project.start('apply', '--local', '--yes');
    const journal = join(project.folder, `.atakora/local/state/${manifest.id}/dev@local.journal.ndjson`);
    for (let waits = 0; !(existsSync(journal) && readFileSync(journal, 'utf8').includes('deployment-start')) && waits < 2_000; waits += 1) await sleep(10);
    running.process.kill('SIGKILL');
    await running.ended;
    const ended = await doctor(project.folder, {}, '--local', '--json');
    expect(of(ended, 'state')?.findings, told(ended)).toContainEqual(expect.objectContaining({ status: 'warning', code: 'ATK1716', next: 'Take it up: `atakora apply --attach --local`.' }));
    expect(of(ended, 'state')?.findings).toContainEqual(expect.objectContaining({ status: 'ok', summary: expect.stringContaining('a lock was left behind by') as string }));
  });

  it('goes on with the rest when the code is broken, and when the manifest is', async () => {
    const project = applied.copy();
    project.write('atakora/backend.ts', 'export const backend = ');
    const code = await doctor(project.folder, {}, '--local', '--json');
    expect([code.code, of(code, 'project')?.findings.at(-1)?.code, of(code, 'permissions')?.status, of(code, 'state')?.status, of(code, 'vault')?.status], told(code)).toEqual([1, 'ATK1202', 'could-not-check', 'ok', 'ok']);
    project.write('.atakora/manifest.json', '{ "schema": 1,');
    const broken = await doctor(project.folder, {}, '--local', '--json');
    expect([broken.code, of(broken, 'project')?.findings[0]?.code], told(broken)).toEqual([1, 'ATK1102']);
    expect(report(broken).checks.map(({ check }) => check)).toEqual(['node', 'terminal', 'git', 'network', 'clock', 'project', 'sign-in']);
  });

  it('sees the lock file of an environment with conflict markers in it', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend });
    await project.done('apply', '--yes');
    const lock = project.read('.atakora/state.lock.json');
    project.write('.atakora/state.lock.json', `<<<<<<< HEAD\n${lock}`);
    const ended = await doctor(project.folder, {}, '--json');
    expect(of(ended, 'state')?.findings, told(ended)).toContainEqual(expect.objectContaining({ status: 'warning', code: 'ATK1709', next: expect.stringContaining('atakora state pull') }));
  });
});

describe.concurrent('doctor on a cloud', { timeout: 90_000 }, () => {
  it('works with no project and no network: only the machine, and it is quick', async () => {
    const folder = makeFolder();
    const ended = await doctor(folder, {}, '--json');
    expect(ended.code, told(ended)).toBe(0);
    expect(report(ended).checks.map(({ check }) => check)).toEqual(['node', 'terminal', 'git', 'network', 'clock', 'project', 'sign-in']);
    expect([of(ended, 'network')?.status, of(ended, 'sign-in')?.status, of(ended, 'project')?.status, of(ended, 'clock')?.status]).toEqual(['warning', 'warning', 'warning', 'could-not-check']);
    expect(of(ended, 'sign-in')?.findings.map(({ summary }) => summary)).toContain('Azure CLI: az is not installed');
  });

  it('says once what is wrong, and that the rest could not be looked at', async () => {
    const project = makeProject({ manifest: cloudManifest, backend });
    const ended = await doctor(project.folder, {}, '--json');
    expect(ended.code, told(ended)).toBe(1);
    expect([of(ended, 'network')?.status, of(ended, 'sign-in')?.status]).toEqual(['problem', 'problem']);
    for (const check of ['permissions', 'providers', 'quotas', 'names', 'vault']) expect(of(ended, check)?.findings, check).toMatchObject([{ status: 'could-not-check', summary: 'Azure cannot be reached' }]);
    expect(of(ended, 'state')?.findings[0]?.summary).toContain('nothing is applied yet');
  });

  it('tells an interception of TLS in plain words', async () => {
    const azure = await interceptAzure(() => ({ status: 200, body: {} }));
    const ended = await doctor(makeProject({ manifest: cloudManifest, backend }).folder, { HTTPS_PROXY: azure.proxy }, '--json');
    expect(of(ended, 'network')?.findings, told(ended)).toMatchObject([{ status: 'problem', summary: expect.stringContaining("company's proxy"), next: expect.stringContaining('NODE_EXTRA_CA_CERTS') }]);
    expect(azure.requests).toEqual([]);
  });

  it('reads who is signed in from the token and never prints it; sees the clock, the tenant and what is not allowed', async () => {
    const azure = await interceptAzure(({ path }) => {
      const date = { date: new Date(Date.now() + 20 * 60_000).toUTCString() };
      if (path.startsWith('/metadata/')) return { status: 200, body: {}, headers: date };
      if (/\/permissions\?/.test(path)) return { status: 200, body: { value: [{ actions: ['*/read'], notActions: [] }] } };
      if (/\/providers\/[^/]+\?/.test(path)) return { status: 200, body: { registrationState: 'NotRegistered', resourceTypes: [] } };
      if (path.startsWith(`/subscriptions/${subscriptionId}?`)) return { status: 200, body: { subscriptionId } };
      return { status: 404, body: { error: { code: 'NotFound', message: 'not here' } } };
    });
    const certificate = join(makeFolder(), 'authority.pem');
    writeFileSync(certificate, azure.certificate);
    const az = fakeAz({ tid: 'other-tenant', upn: 'anna@contoso.com', oid: 'object-1' });
    // Nothing says yet where the state is to be: that is a finding, and the rest is looked at all the same.
    const project = makeProject({ manifest: { ...manifest, tenantId, subscriptionId }, backend });
    const env = { HTTPS_PROXY: azure.proxy, NODE_EXTRA_CA_CERTS: certificate, PATH: az.path };
    const ended = await doctor(project.folder, env, '--json', '--verbose');
    expect(ended.code, told(ended)).toBe(1);
    expect(of(ended, 'network')?.findings).toMatchObject([{ status: 'ok', summary: expect.stringContaining('through the proxy 127.0.0.1:') }]);
    expect(of(ended, 'clock')?.findings).toMatchObject([{ status: 'problem', summary: expect.stringContaining('behind that of Azure') }]);
    expect(of(ended, 'sign-in')?.findings.slice(0, 3)).toMatchObject([{ status: 'ok', summary: 'signed in by Azure CLI as anna@contoso.com in tenant other-tenant' }, { status: 'problem', summary: expect.stringContaining(tenantId) }, { status: 'ok', summary: expect.stringContaining(subscriptionId) }]);
    expect(of(ended, 'permissions')?.findings, told(ended)).toMatchObject([{ status: 'problem', code: 'ATK1802', next: expect.stringContaining('az role assignment create --assignee object-1 --role "Contributor" --scope /subscriptions/') }, { status: 'problem', code: 'ATK1802', summary: expect.stringContaining('Role Based Access Control Administrator') }]);
    expect(of(ended, 'providers')?.findings).toContainEqual(expect.objectContaining({ status: 'warning', code: 'ATK1809' }));
    expect(of(ended, 'state')?.findings).toMatchObject([{ status: 'problem', code: 'ATK1711' }]);
    const text = await doctor(project.folder, env, '--verbose');
    for (const said of [ended.stdout, ended.stderr, text.stdout, text.stderr]) for (const part of az.token.split('.')) expect(said).not.toContain(part);
  });

  it('says which sign-in is in the way of the one that would work, without its secret', async () => {
    const azure = await interceptAzure(({ host }) =>
      host.startsWith('login.') ? { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided. canary-client-secret', error_codes: [7_000_215] } } : { status: 200, body: {} },
    );
    const certificate = join(makeFolder(), 'authority.pem');
    writeFileSync(certificate, azure.certificate);
    const az = fakeAz({ tid: tenantId, upn: 'anna@contoso.com' });
    const ended = await doctor(makeFolder(), { HTTPS_PROXY: azure.proxy, NODE_EXTRA_CA_CERTS: certificate, PATH: az.path, AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: subscriptionId, AZURE_CLIENT_SECRET: 'canary-client-secret' }, '--json');
    const [first] = of(ended, 'sign-in')?.findings ?? [];
    expect(first?.summary, told(ended)).toContain('the sign-in by environment variables is refused, and no other way is tried after it');
    expect(ended.stdout + ended.stderr).not.toContain('canary-client-secret');
  });

  it('stops at Ctrl-C', async () => {
    const folder = makeFolder();
    const slow = join(folder, 'bin', 'az');
    mkdirSync(join(folder, 'bin'));
    writeFileSync(slow, '#!/bin/sh\nexec sleep 3\n');
    chmodSync(slow, 0o755);
    const running = startAtakora(['doctor'], { cwd: folder, env: { ...nobody, PATH: `${join(folder, 'bin')}${delimiter}${nobody.PATH}` } });
    await new Promise<void>((resolve) => running.process.stdout?.once('data', () => resolve()));
    running.process.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code, told(ended)).toBe(130);
  });

  it('refuses words that it does not take, and an environment that nobody knows', async () => {
    const unknown = await doctor(makeProject({ manifest: cloudManifest, backend }).folder, {}, '--env', 'prdo');
    expect([unknown.code, unknown.stderr], told(unknown)).toEqual([64, expect.stringContaining('ATK1004')]);
    expect((await projectIn(makeFolder()).run('doctor', 'everything')).code).toBe(64);
  });
});
