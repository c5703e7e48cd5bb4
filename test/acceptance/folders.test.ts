import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../gates/gate.ts';
import { changesOf, copyExample, makeFolder, makeProject, manifest, projectIn } from './project.ts';
import { runAtakora, told } from './run-atakora.ts';

const backend = `import { defineBackend, defineInfrastructure } from 'atakora';
import { containers } from './containers';
export const backend = defineBackend({ store: defineInfrastructure({ requires: [{ resourceType: 'storage', config: { containers } }], outputs: { place: '\${storage.blobEndpoint}' } }) });
`;
const files = { 'atakora/containers.ts': "enum Name { Notes = 'notes' }\nexport const containers = [{ name: Name.Notes }];\n" };

describe.concurrent('a project folder', () => {
  it.each(['hash#1 percent%20sign', 'question?mark', 'größer 日本', "[x] (quote's) $HOME `id`"])('may be called %s', async (name) => {
    const made = makeProject({ backend, files });
    const folder = join(makeFolder(), name);
    cpSync(made.folder, folder, { recursive: true });
    const project = projectIn(folder);
    await project.done('apply', '--local', '--yes');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('keeps the place of an error, whatever it is called', async () => {
    const made = makeProject({ backend: `${backend}throw new Error('at the end');\n`, files });
    const folder = join(makeFolder(), 'a #1 (100%) größer');
    cpSync(made.folder, folder, { recursive: true });
    expect((await projectIn(folder).run('plan', '--local')).stdout).toMatch(/at atakora\/backend\.ts:4/);
  });

  it('may be reached through a link, from elsewhere, with -C', async () => {
    const made = makeProject({ backend, files });
    const elsewhere = makeFolder();
    symlinkSync(made.folder, join(elsewhere, 'link'));
    const run = (...args: readonly string[]) => runAtakora([...args, '-C', 'link', '--local'], { cwd: elsewhere });
    const applied = await run('apply', '--yes');
    expect(applied.code, told(applied)).toBe(0);
    expect(applied.stdout).toContain('atakora outputs --local -C link');
    expect((await run('plan')).stdout).toContain('No changes.');
    expect(changesOf(await made.plan('--local'))).toEqual([]);
  });

  it('may have its own installation of atakora', async () => {
    const project = makeProject({ backend, files });
    mkdirSync(join(project.folder, 'node_modules'));
    symlinkSync(projectRoot, join(project.folder, 'node_modules', 'atakora'));
    await project.done('validate', '--local');
  });

  it('is clean for git after a command on the local Azure', async () => {
    const project = copyExample('feedback-api');
    const git = (...args: readonly string[]): string => spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: project.folder, encoding: 'utf8' }).stdout;
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'start');
    expect(git('ls-files')).toContain('atakora/backend.ts');
    await project.done('apply', '--local', '--yes');
    await project.done('plan', '--local');
    await project.done('synth', '--local');
    expect(git('status', '--porcelain')).toBe('');
  });
});

describe.concurrent('an environment', () => {
  it('under another name has the same addresses, and other names', async () => {
    const project = makeProject({ manifest: { ...manifest, environments: { demonstration: {} } }, backend, files });
    const graph = async (environment: string): Promise<readonly { readonly address: string; readonly name: string }[]> =>
      (JSON.parse((await project.done('graph', '--local', '--json', '--env', environment)).stdout) as { readonly resources: readonly { readonly address: string; readonly name: string }[] }).resources;
    const [dev, demonstration] = await Promise.all([graph('dev'), graph('demonstration')]);
    expect(demonstration.map(({ address }) => address)).toEqual(dev.map(({ address }) => address));
    const account = 'main/storage.main/account';
    expect(demonstration.find(({ address }) => address === account)?.name).not.toBe(dev.find(({ address }) => address === account)?.name);
  });

  it('stands beside the others: applying and destroying one leaves the others as they are', async () => {
    const project = makeProject({ backend, files });
    await Promise.all([project.done('apply', '--local', '--yes'), project.done('apply', '--local', '--yes', '--env', 'qa')]);
    await project.done('destroy', '--local', '--yes', '--env', 'qa');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });
});
