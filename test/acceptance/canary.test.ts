import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectLocalAzure } from '../../src/azure/connect-local.ts';
import type { ConnectedAzure } from '../../src/engine/azure-questions.ts';
import { commands } from '../../src/commands/index.ts';
import { systemClock, systemIds } from '../../src/platform/real-platform.ts';
import type { Canary, Trace } from './canary-search.ts';
import { tracesBelow, tracesIn } from './canary-search.ts';
import type { CanaryRow } from './canary-table.ts';
import { canaryBackend, canaryRows, canaryTemplate } from './canary-table.ts';
import type { TestProject } from './project.ts';
import { makeProject } from './project.ts';
import { runAtakora, told } from './run-atakora.ts';

const entrances = ['argument', 'stdin', 'file', 'batch', 'import', 'dotenv', 'environment', 'vault', 'rotation'] as const;

/** Text that every encoding writes another way, around a token that none changes. */
function plant(): string {
  return `s/${randomBytes(9).toString('hex')}Zq"é &<'%`;
}

/** A project of its own in which every command runs with the flag of one lane. */
interface Lane {
  readonly project: TestProject;
  readonly canaries: Canary[];
  readonly env: Readonly<Record<string, string>>;
}

function openLane(): Lane {
  const canaries: Canary[] = entrances.map((entrance) => ({ entrance, value: plant() }));
  const value = (entrance: string): string => canaries.find((canary) => canary.entrance === entrance)?.value ?? '';
  const project = makeProject({
    backend: canaryBackend('logs'),
    files: {
      '.gitignore': '.atakora/local/\n.env*\n',
      '.env': `PORT=7071\nDOT_KEY=${value('dotenv')}\n`,
      'batch.env': `BATCH_KEY=\`${value('batch')}\`\n`,
      'import.env': `IMPORT_KEY=\`${value('import')}\`\nUNKNOWN_TOKEN=\`${value('import')}\`\n`,
      'broken.json': `{ "BATCH_KEY": ${value('batch')} }`,
      'value.txt': value('file'),
      'binary.bin': `${value('file')}\u0000\uFFFD`,
      'infra/main.json': canaryTemplate,
    },
  });
  mkdirSync(join(project.folder, 'tmp'));
  mkdirSync(join(project.folder, 'home'));
  return { project, canaries, env: { PAY_TOKEN: value('environment'), TMPDIR: join(project.folder, 'tmp'), HOME: join(project.folder, 'home') } };
}

function worldOf({ project }: Lane): { readonly azure: ConnectedAzure; readonly resources: ReturnType<TestProject['state']>['resources'] } {
  const { tenantId, subscriptionId, resources } = project.state();
  return { azure: connectLocalAzure({ worldFolder: join(project.folder, '.atakora/local/world'), clock: systemClock, ids: systemIds, tenantId, subscriptionId }), resources };
}

/** What becomes known only once it is deployed: made-up values and keys of resources. What others plant in the vault is planted. */
async function plantInWorld(lane: Lane): Promise<void> {
  const { azure, resources } = worldOf(lane);
  const byType = (type: string) => Object.values(resources).filter((record) => record.type.toLowerCase() === type.toLowerCase());
  const vault = azure.secrets(`https://${byType('Microsoft.KeyVault/vaults')[0]?.name ?? ''}.vault.azure.net/`);
  await vault.set('BEFORE-KEY', lane.canaries.find(({ entrance }) => entrance === 'vault')?.value ?? '');
  lane.canaries.push({ entrance: 'generated', value: (await vault.get('GEN-KEY'))?.value ?? 'missing' });
  for (const { id } of byType('Microsoft.Storage/storageAccounts')) {
    const { body } = await azure.questions.ask({ method: 'POST', path: `${id}/listKeys`, apiVersion: '2023-05-01' });
    for (const { value } of (body as unknown as { readonly keys: readonly { readonly value: string }[] }).keys) lane.canaries.push({ entrance: 'key of a resource', value });
  }
}

/** The vault's own file, and what the test has put there itself. */
function mayHold(path: string): boolean {
  return path.startsWith('.atakora/local/world/world.db') || ['.env', 'batch.env', 'import.env', 'broken.json', 'value.txt', 'binary.bin'].includes(basename(path)) || path.startsWith('.env.');
}

async function runRow(row: CanaryRow, flag: string, lane: Lane): Promise<{ readonly traces: readonly Trace[]; readonly wrong: readonly string[] }> {
  const { project, canaries, env } = lane;
  row.before?.({ write: project.write, value: (entrance) => canaries.find((canary) => canary.entrance === entrance)?.value ?? '' });
  const ended = await runAtakora([...row.argv, flag, '--log-file', 'told.log'], { cwd: project.folder, env, ...(row.input === undefined ? {} : { input: row.input }) });
  const name = `${row.argv.map((word) => (canaries.some(({ value }) => word.includes(value)) ? '…' : word)).join(' ')} ${flag}`;
  const printed = canaries.filter(({ entrance }) => row.prints?.includes(entrance) !== true);
  if (row.prints !== undefined) expect(tracesIn(name, Buffer.from(ended.stdout), canaries), told(ended)).not.toEqual([]);
  return {
    traces: [...tracesIn(`stdout of ${name}`, Buffer.from(ended.stdout), printed), ...tracesIn(`stderr of ${name}`, Buffer.from(ended.stderr), canaries)],
    wrong: (row.exits ?? [0]).includes(ended.code ?? -1) ? [] : [`${name}: ${told(ended)}`],
  };
}

describe('a planted secret', () => {
  it('can be found by the search in every form in which it may be written', () => {
    const value = plant();
    const canaries = [{ entrance: 'x', value }];
    const forms: Readonly<Record<string, string>> = {
      plain: value, json: JSON.stringify({ value }), link: encodeURIComponent(value), 'lower link': encodeURIComponent(value).replaceAll(/%../g, (escape) => escape.toLowerCase()),
      form: new URLSearchParams({ value }).toString(), base64: Buffer.from(value).toString('base64'), 'base64 inside': Buffer.from(`a${value}b`).toString('base64'), 'base64url inside': Buffer.from(`ab${value}c`).toString('base64url'),
      hex: Buffer.from(value).toString('hex').toUpperCase(), wrapped: `${value.slice(0, 9)}\r\n\u001B[31m  ${value.slice(9)}`, framed: `│ ${value.slice(0, 12)} │\n│ ${value.slice(12)} │`, cut: value.slice(0, -4),
    };
    expect(Object.entries(forms).filter(([, text]) => tracesIn('x', Buffer.from(text), canaries).length === 0).map(([name]) => name)).toEqual([]);
    expect(tracesIn('x', Buffer.from(`nothing ${plant()} here`), canaries)).toEqual([]);
    const project = makeProject({ files: { 'a/b.txt': `--${Buffer.from(`.${value}`).toString('base64')}--`, 'allowed.txt': value } });
    expect(tracesBelow(project.folder, canaries, (path) => path === 'allowed.txt').map(({ where }) => where)).toContain('a/b.txt');
  });

  it('is looked for in every command, and in every verb of those that have some', async () => {
    const rows = canaryRows(() => 'x').map(({ argv }) => argv);
    const wanted = await Promise.all(commands.map(async ({ name, load }) => {
      const [first] = (await load()).arguments;
      return first?.name === 'VERB' ? first.summary.split(/, | or /).map((verb) => `${name} ${verb}`) : [name];
    }));
    expect(wanted.flat().filter((line) => !rows.some((argv) => argv.join(' ').startsWith(line)))).toEqual([]);
    expect(wanted.flat().length).toBeGreaterThan(commands.length + 20);
  });

  it.concurrent.each(['-v', '--json'])('is in no byte that any command writes with %s, and in no file but its own', { timeout: 900_000 }, async (flag) => {
    const lane = openLane();
    const value = (entrance: string): string => lane.canaries.find((canary) => canary.entrance === entrance)?.value ?? '';
    const traces: Trace[] = [];
    const wrong: string[] = [];
    for (const row of canaryRows(value)) {
      const ended = await runRow(row, flag, lane);
      traces.push(...ended.traces);
      wrong.push(...ended.wrong);
      if (row.argv[0] === 'apply' && row.exits === undefined && !lane.canaries.some(({ entrance }) => entrance === 'generated')) await plantInWorld(lane);
      if (row.argv[0] === 'destroy') traces.push(...tracesBelow(lane.project.folder, lane.canaries, mayHold));
    }
    traces.push(...tracesBelow(lane.project.folder, lane.canaries, mayHold));
    expect([...new Set(traces.map(({ entrance, where, form }) => `${entrance}: ${form} in ${where}`))]).toEqual([]);
    expect(wrong).toEqual([]);
    // What was planted was there to be found, and what was told is in the log.
    expect(readFileSync(join(lane.project.folder, 'told.log'), 'utf8')).toContain('STDIN_KEY');
    expect(lane.canaries.length).toBeGreaterThan(entrances.length + 2);
    expect(readFileSync(join(lane.project.folder, '.atakora/local/world/settings.json'), 'utf8')).toContain('timeScale');
  });
});
