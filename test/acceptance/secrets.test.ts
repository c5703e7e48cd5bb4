import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeProject } from './project.ts';
import { refused } from './refusal.ts';
import { runAtakora } from './run-atakora.ts';

const canary = 'C4nary-Passw0rd-6f2e';

/** Every file below a folder. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const sql = (password: string): string => `import { armResource, defineBackend, defineInfrastructure, secret } from 'atakora';
export const backend = defineBackend({
  db: defineInfrastructure({ resources: { server: armResource({ type: 'Microsoft.Sql/servers', apiVersion: '2023-08-01', location: '\${azure.location}', properties: { administratorLogin: 'boss', administratorLoginPassword: ${password} } }) } }),
});
`;

describe.concurrent('no secret and no key', () => {
  it('a password as plain text is refused, and is in no word of the refusal and in no file', async () => {
    const project = makeProject({ backend: sql(`'${canary}'`) });
    await refused(project, { code: 'ATK1309', exit: 5, says: 'administratorLoginPassword', place: /atakora\/backend\.ts:3/, mend: 'secret("NAME")' });
    const told = await Promise.all([project.run('apply', '--local', '--yes', '-v'), project.run('plan', '--local', '--json'), project.run('validate', '--local'), project.run('graph', '--local', '--json')]);
    expect(told.map(({ stdout, stderr }) => (stdout + stderr).includes(canary))).toEqual([false, false, false, false]);
    expect(filesBelow(join(project.folder, '.atakora')).filter((file) => readFileSync(file).includes(canary))).toEqual([]);
  });

  it('a secret is a Key Vault reference; its value, and values of the environment, are read nowhere', async () => {
    const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { PAY_KEY: secret('PAY_KEY', { required: false }) } }),
});
`;
    const project = makeProject({ backend, files: { '.env': `PAY_KEY=${canary}\n` } });
    const run = (...args: readonly string[]) => runAtakora(args, { cwd: project.folder, env: { PAY_KEY: canary } });
    const told = [await run('apply', '--local', '--yes', '--json', '--json-into', 'events.ndjson'), await run('synth', '--local', '--stdout')];
    told.push(...(await Promise.all([run('plan', '--local', '--detail', 'full'), run('outputs', '--local', '--json'), run('state', 'show', '--local'), run('history', '--local', '--json')])));
    expect(told.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(told.filter(({ stdout, stderr }) => (stdout + stderr).includes(canary))).toEqual([]);
    expect(told[1]?.stdout).toContain('@Microsoft.KeyVault(');
    expect(filesBelow(join(project.folder, '.atakora')).filter((file) => readFileSync(file).includes(canary))).toEqual([]);
    expect(project.read('events.ndjson')).not.toContain(canary);
  });

  it('stores have no keys, and no template, state, plan or event holds one', async () => {
    const backend = `import { defineBackend, defineFunction } from 'atakora';
export const backend = defineBackend({
  work: defineFunction({ entry: './work.ts', trigger: { type: 'queue', queue: 'work' }, access: { cosmos: { notes: { access: 'write', partitionKey: '/id' } } } }),
});
`;
    const project = makeProject({ backend });
    await project.done('apply', '--local', '--yes');
    const keys = /AccountKey=|SharedAccessKey=|listKeys\(|InstrumentationKey=(?!0{8})[0-9a-f-]{8,};.*ApiKey|primaryKey|primaryMasterKey/i;
    const found = filesBelow(join(project.folder, '.atakora', 'local')).filter((file) => !file.includes('/world/') && !file.endsWith('.key'));
    expect(found.length).toBeGreaterThan(6);
    expect(found.filter((file) => keys.test(readFileSync(file, 'utf8')))).toEqual([]);
    const state = project.state().resources;
    expect(state['main/storage.main/account']?.desired).toMatchObject({ properties: { allowSharedKeyAccess: false } });
    expect(state['main/cosmos.main/account']?.desired).toMatchObject({ properties: { disableLocalAuth: true } });
  });

  it('a literal in a field that Azure keeps secret, behind a variable with a harmless name, is refused too', async () => {
    await refused(makeProject({ backend: sql('[1].map(() => Buffer.from("QzRuYXJ5LVBhc3N3MHJkLTZmMmU=", "base64").toString())[0]') }), { code: 'ATK1309', exit: 5, mend: 'secret("NAME")' });
  });

  it('a password can come from the vault as a secure parameter or is refused with the way', async () => {
    const ended = await makeProject({ backend: sql("secret('DB_PASSWORD')") }).run('synth', '--local', '--stdout');
    expect(ended.stdout + ended.stderr).not.toContain('ATK9001');
    if (ended.code === 0) {
      expect(ended.stdout).toMatch(/"type": "secureString"|"keyVault"/);
    } else {
      expect(ended.stdout + ended.stderr).toMatch(/error ATK\d{4}: .*secret/s);
    }
  });
});
