import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import { oneLine, refused } from './refusal.ts';
import { eventsOf, told } from './run-atakora.ts';

const canary = 'C4nary-Passw0rd-6f2e';

const backend = (containers: readonly string[]): string => `import { defineBackend, defineFunction, defineInfrastructure, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { PAY_KEY: secret('PAY_KEY', { required: false }) } }),
  drafts: defineInfrastructure({ requires: [{ resourceType: 'storage', config: { containers: [${containers.map((name) => `{ name: '${name}' }`).join(', ')}] } }] }),
});
`;

let applied: TestProject;

beforeAll(async () => {
  applied = makeProject({ backend: backend(['drafts']), files: { '.env': `PAY_KEY=${canary}\n` } });
  await applied.done('apply', '--local', '--yes');
  applied.write('atakora/backend.ts', backend(['drafts', 'final']));
});

/** A copy of the applied project with a saved plan of one more container. */
async function withPlan(...flags: readonly string[]): Promise<TestProject> {
  const project = applied.copy();
  await project.done('plan', '--local', '--out', 'x.plan', ...flags);
  return project;
}

describe.concurrent('a saved plan', () => {
  it('is applied as it was shown, although the code no longer loads', async () => {
    const project = applied.copy();
    const shown = await project.plan('--local', '--out', 'x.plan');
    project.write('atakora/backend.ts', "throw new Error('user code was loaded');\n");
    project.write('atakora.config.ts', "throw new Error('the configuration was loaded');\n");
    const ended = await project.done('apply', 'x.plan', '--yes', '--json');
    const { plan } = eventsOf(ended.stdout).find(({ type }) => type === 'plan') as unknown as { readonly plan: Plan };
    expect(changesOf(plan)).toEqual(['create main/storage.main/account.blob.final']);
    expect(plan).toEqual(shown);
    expect(Object.keys(project.state().resources)).toContain('main/storage.main/account.blob.final');
    project.write('atakora/backend.ts', backend(['drafts', 'final']));
    project.write('atakora.config.ts', 'export default {};\n');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('shows the same hash when it is saved, asked for and applied', async () => {
    const project = applied.copy();
    const hash = (await project.plan('--local')).hash.slice(0, 8);
    expect((await project.done('plan', '--local', '--out', 'x.plan')).stdout).toContain(`saved as x.plan, plan ${hash}, good until `);
    const { stdout } = await project.done('apply', 'x.plan', '--yes');
    expect(stdout).toContain(`(plan ${hash})? yes`);
    expect(stdout).toContain('Next: atakora outputs --local --env dev');
  });

  it('holds no secret value', async () => {
    const project = applied.copy();
    await project.done('plan', '--local', '--out', 'x.plan', '--detail', 'full');
    const text = project.read('x.plan');
    expect(text).toContain('@Microsoft.KeyVault(');
    expect(text).not.toContain(canary);
    expect(text).not.toMatch(/AccountKey=|SharedAccessKey=|fingerprint:/);
  });

  it('goes to the copy of a checkout that has only manifest and state', async () => {
    const project = await withPlan();
    const other = applied.copy();
    writeFileSync(join(other.folder, 'y.plan'), project.read('x.plan'));
    other.write('atakora/backend.ts', '');
    await other.done('apply', 'y.plan', '--yes');
    expect(Object.keys(other.state().resources)).toContain('main/storage.main/account.blob.final');
  });

  it('holds the packages that it publishes', async () => {
    const project = makeProject({
      backend: "import { defineBackend, defineFunction } from 'atakora';\nexport const backend = defineBackend({ hello: defineFunction({ entry: './hello.ts', trigger: { type: 'http' } }) }, { functionApp: { package: 'dist/app' } });\n",
      files: { 'dist/app/host.json': '{ "version": "2.0" }', 'dist/app/hello/index.js': 'console.log(1);\n' },
    });
    const shown = await project.plan('--local', '--out', 'x.plan');
    expect(shown.packages).toMatchObject([{ address: 'main/functions.main/app', action: 'publish' }]);
    project.write('dist/app/hello/index.js', 'console.log(2);\n');
    await project.done('apply', 'x.plan', '--yes');
    expect(project.state().packages).toEqual({ 'main/functions.main/app': shown.packages?.[0]?.after });
    expect((await project.plan('--local')).packages).toMatchObject([{ action: 'publish', before: shown.packages?.[0]?.after }]);
  });

  it('is stale once somebody applied, and says which serial, run and who', async () => {
    const project = await withPlan();
    await project.done('apply', '--local', '--yes');
    const { run, updatedBy } = project.state();
    await refused(project, { args: ['apply', 'x.plan', '--yes'], code: 'ATK1503', exit: 1, says: 'x.plan was made from serial 1', mend: 'Plan again.' });
    const text = oneLine((await project.run('apply', 'x.plan', '--yes')).stdout);
    expect(text).toContain('now the state has serial 2');
    expect(text).toContain(`run ${run} of ${updatedBy}`);
  });

  it('cannot be applied twice', async () => {
    const project = await withPlan();
    await project.done('apply', 'x.plan', '--yes');
    await refused(project, { args: ['apply', 'x.plan', '--yes'], code: 'ATK1503', exit: 1, mend: 'Plan again.' });
  });

  it('is refused when a byte of it was changed', async () => {
    const project = await withPlan();
    project.write('x.plan', project.read('x.plan').replace('"drafts"', '"drapts"'));
    await refused(project, { args: ['apply', 'x.plan', '--yes'], code: 'ATK1512', exit: 1, says: 'its content is not what was saved', mend: 'Plan again with --out.' });
    project.write('x.plan', '{}');
    await refused(project, { args: ['apply', 'x.plan', '--yes'], code: 'ATK1512', exit: 1, mend: 'Plan again' });
    await refused(project, { args: ['apply', 'gone.plan', '--yes'], code: 'ATK1902', exit: 1, says: 'gone.plan cannot be read (ENOENT)', mend: 'Check that it exists' });
  });

  it('is refused in another project and another environment', async () => {
    const project = await withPlan();
    const text = project.read('x.plan');
    const other = makeProject({ backend: backend([]), manifest: { schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000009', project: 'other', environment: 'dev', location: 'westeurope' }, files: { 'x.plan': text } });
    await refused(other, { args: ['apply', 'x.plan', '--yes'], code: 'ATK1515', exit: 5, says: 'is for project', mend: 'Apply it where it was made for.' });
    await refused(project, { args: ['apply', 'x.plan', '--yes', '--env', 'qa'], code: 'ATK1515', exit: 5, says: 'x.plan is for environment dev@local; qa was asked for', mend: 'Apply it where' });
  });

  it('takes no flags that it has decided', async () => {
    const project = await withPlan();
    await refused(project, { args: ['apply', 'x.plan', '--yes', '--target', 'main/**'], code: 'ATK1002', exit: 64, says: '--target was decided when x.plan was saved', mend: 'plan again' });
  });

  it('that must not be applied is not saved', async () => {
    const project = applied.copy();
    project.write('atakora/backend.ts', backend([]));
    await refused(project, { args: ['plan', '--local', '--out', 'x.plan'], code: 'ATK1516', exit: 5, says: 'ATK1502', mend: '--allow-data-loss' });
    expect(project.has('x.plan')).toBe(false);
  });

  it('lives as long as --expires says', async () => {
    const project = await withPlan('--expires', '7d');
    const { savedAt, expiresAt } = JSON.parse(readFileSync(join(project.folder, 'x.plan'), 'utf8').split('\n')[1] ?? '') as { readonly savedAt: string; readonly expiresAt: string };
    expect(Date.parse(expiresAt) - Date.parse(savedAt)).toBe(7 * 86_400_000);
    for (const wrong of ['7', '0h', 'soon', '1.5h', '-1h']) {
      await refused(project, { args: ['plan', '--local', '--out', 'x.plan', `--expires=${wrong}`], code: 'ATK1002', exit: 64, says: `--expires ${wrong} is not a time`, mend: 'such as 2h or 7d' });
    }
    await refused(project, { args: ['plan', '--local', '--expires', '2h'], code: 'ATK1002', exit: 64, says: '--expires is for a plan that is saved', mend: '--help' });
  });

  it('without changes says so and changes nothing', async () => {
    const project = applied.copy();
    project.write('atakora/backend.ts', backend(['drafts']));
    await project.done('plan', '--local', '--out', 'x.plan');
    const ended = await project.done('apply', 'x.plan', '--yes');
    expect(ended.stdout, told(ended)).toContain('No changes.');
  });
});
