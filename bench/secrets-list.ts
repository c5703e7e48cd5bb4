import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { localSubscriptionId, localTenantId } from '../src/engine/load/environment-target.ts';
import { openLocalAzure } from '../src/local/local-azure.ts';
import { systemClock, systemIds } from '../src/platform/real-platform.ts';
import type { BenchGroup, Measurement } from './bench-case.ts';
import { runInTurns, spreadOf, timesOf } from './measure.ts';

const sizes = [25, 500, 2_000] as const;
const aimMs = 5_000;

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({ pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { PAY_KEY: secret('PAY_KEY') } }) });
`;

/** A project whose vault stands and holds so many secrets. */
async function prepare(launcher: string, folder: string, count: number): Promise<void> {
  mkdirSync(join(folder, 'atakora'), { recursive: true });
  mkdirSync(join(folder, '.atakora/local/world'), { recursive: true });
  writeFileSync(join(folder, '.atakora/manifest.json'), JSON.stringify({ schema: 1, id: '5b0c7a3e-2f52-4b0e-9a44-1d6a8c0f0b12', project: 'bench', environment: 'dev', location: 'westeurope' }));
  writeFileSync(join(folder, '.atakora/local/world/settings.json'), '{"timeScale":0}');
  writeFileSync(join(folder, 'atakora/backend.ts'), backend);
  writeFileSync(join(folder, 'atakora/pay.ts'), 'export {};\n');
  const { stdout } = await promisify(execFile)(process.execPath, [launcher, 'secrets', 'set', 'PAY_KEY', 'bench-value', '--local', '--yes', '--json'], { cwd: folder });
  const { uri } = JSON.parse(stdout) as { readonly uri: string };
  const azure = openLocalAzure({ worldFolder: join(folder, '.atakora/local/world'), clock: systemClock, ids: systemIds, tenantId: localTenantId, subscriptionId: localSubscriptionId });
  for (let index = 1; index < count; index += 1) {
    const answer = azure.handle({ method: 'PUT', url: `${uri}secrets/secret-${index}?api-version=7.4`, headers: { authorization: 'Bearer local' }, body: JSON.stringify({ value: `value ${index}` }) });
    if (answer.kind === 'unreachable' || answer.status !== 200) throw new Error(JSON.stringify(answer));
  }
  azure.close();
}

/** `atakora secrets list --local` of vaults with few and with many secrets. */
export const secretsList: BenchGroup = {
  title: 'A list of secrets',
  about: 'Whole processes of `atakora secrets list --local`: pages of 25 through the Key Vault SDK, and the versions of every secret counted. Rows are shown as their page arrives.',
  async measure({ workFolder, installed, rounds }) {
    const folders = sizes.map((count) => join(workFolder, `secrets-${count}`));
    for (const [index, count] of sizes.entries()) await prepare(installed.launcher, folders[index] ?? '', count);
    const runs = await runInTurns(folders.map((cwd) => ({ command: process.execPath, args: [installed.launcher, 'secrets', 'list', '--local'], cwd })), Math.max(3, Math.ceil(rounds / 3)));
    const lines = sizes.map((count, index): Measurement => {
      const own = runs[index] ?? [];
      const isWhole = own.every(({ stdout }) => stdout.includes(`\n${count} secrets: `));
      if (!isWhole) throw new Error(`${count} secrets: not all are listed`);
      const value = timesOf(own);
      return { name: `${count.toLocaleString('en')} secrets`, value, ...(count === sizes[2] ? { aim: `at most ${aimMs} ms`, met: value.median <= aimMs } : {}) };
    });
    const [base, middle, most] = runs.map((own) => timesOf(own).median);
    const times = ((most ?? 0) - (base ?? 0)) / ((middle ?? 0) - (base ?? 0));
    return [...lines, { name: '4 times as many', value: spreadOf([most ?? 0]), ratio: times, aim: 'at most 6x: linear', met: times <= 6 }];
  },
};
