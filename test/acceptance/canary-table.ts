/** One command line of the canary test. Every command and every verb of a group has to be in a row. */
export interface CanaryRow {
  /** Without the flag of its lane (`-v` or `--json`). */
  readonly argv: readonly string[];
  readonly input?: string;
  /** Exit codes that it may end with; 0 when absent. */
  readonly exits?: readonly number[];
  /** Changes files before it runs. */
  readonly before?: (project: CanaryProject) => void;
  /** Entrances whose value it prints because it was asked to. */
  readonly prints?: readonly string[];
}

/** What rows work on. */
export interface CanaryProject {
  write(path: string, text: string): void;
  /** Value of the canary of an entrance. */
  value(entrance: string): string;
}

/** What the code of the project does while it is read. */
export type Mischief = 'logs' | 'bakes in' | 'throws' | 'rejects' | 'throws later' | 'prints an object';

const mischiefs: Readonly<Record<Mischief, string>> = {
  logs: '',
  'bakes in': '',
  throws: "throw new Error(`cannot reach https://user:${process.env.PAY_TOKEN}@host with ${dotenv}`, { cause: new TypeError(`${process.env.PAY_TOKEN}`) });",
  rejects: 'await Promise.reject(new Error(JSON.stringify({ token: process.env.PAY_TOKEN, dotenv })));',
  'throws later': 'setTimeout(() => { throw new Error(`${process.env.PAY_TOKEN} ${dotenv}`); }, 1); await new Promise((done) => setTimeout(done, 50));',
  'prints an object': 'console.dir({ env: process.env.PAY_TOKEN, list: [dotenv] }); process.stderr.write(Buffer.from(`${process.env.PAY_TOKEN}`)); process.emitWarning(`${process.env.PAY_TOKEN}`); for (const letter of `${dotenv}`) process.stdout.write(letter); setTimeout(() => { console.log(process.env.PAY_TOKEN); throw new Error(`${dotenv}`); }, 3000);',
};

/** A backend whose code reads what it should not, prints it in every way, and then misbehaves. */
export function canaryBackend(mischief: Mischief): string {
  return `import { readFileSync } from 'node:fs';
import { defineBackend, defineFunction, defineInfrastructure, existingTemplate, secret } from 'atakora';
const dotenv = readFileSync(new URL('../.env', import.meta.url), 'utf8').split('\\n').find((line) => line.startsWith('DOT_KEY='))?.slice(8);
console.log('read', process.env.PAY_TOKEN, dotenv);
console.error(Buffer.from('x' + process.env.PAY_TOKEN).toString('base64'), encodeURIComponent(String(dotenv)));
${mischiefs[mischief]}
const optional = { required: false } as const;
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: {${mischief === 'bakes in' ? " HARMLESS: String(process.env.PAY_TOKEN), LINK: 'https://x.example/?q=' + encodeURIComponent(String(dotenv))," : ''}
    FILE_GIVEN: secret('BATCH_KEY', { description: 'comes with the apply' }),
    MADE: secret('GEN_KEY', { generate: {}, rotateEvery: '90d' }),
    ARG: secret('ARG_KEY', optional), PROMPT: secret('PROMPT_KEY', optional), STDIN: secret('STDIN_KEY', optional), FILE: secret('FILE_KEY', optional), BEFORE: secret('BEFORE_KEY', optional), IMPORT: secret('IMPORT_KEY', optional),
  } }),
  old: defineInfrastructure({ template: existingTemplate('../infra/main.json') }),
});
`;
}

/** A template with outputs and settings that hold the key of a storage account. */
export const canaryTemplate = JSON.stringify({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  resources: [
    { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-05-01', name: "[concat('stc', uniqueString(resourceGroup().id))]", location: '[resourceGroup().location]', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} },
    { type: 'Microsoft.Web/serverfarms', apiVersion: '2023-12-01', name: 'asp-canary', location: '[resourceGroup().location]', sku: { name: 'B1' }, properties: {} },
    {
      type: 'Microsoft.Web/sites', apiVersion: '2023-12-01', name: "[concat('app', uniqueString(resourceGroup().id))]", location: '[resourceGroup().location]', kind: 'functionapp',
      dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', concat('stc', uniqueString(resourceGroup().id)))]", "[resourceId('Microsoft.Web/serverfarms', 'asp-canary')]"],
      properties: { serverFarmId: "[resourceId('Microsoft.Web/serverfarms', 'asp-canary')]", siteConfig: { appSettings: [{ name: 'AzureWebJobsStorage', value: "[concat('DefaultEndpointsProtocol=https;AccountName=x;AccountKey=', listKeys(resourceId('Microsoft.Storage/storageAccounts', concat('stc', uniqueString(resourceGroup().id))), '2023-05-01').keys[0].value)]" }] } },
    },
  ],
  outputs: {
    accountKey: { type: 'securestring', value: "[listKeys(resourceId('Microsoft.Storage/storageAccounts', concat('stc', uniqueString(resourceGroup().id))), '2023-05-01').keys[0].value]" },
    connection: { type: 'string', value: "[concat('AccountKey=', listKeys(resourceId('Microsoft.Storage/storageAccounts', concat('stc', uniqueString(resourceGroup().id))), '2023-05-01').keys[0].value)]" },
    keys: { type: 'array', value: "[listKeys(resourceId('Microsoft.Storage/storageAccounts', concat('stc', uniqueString(resourceGroup().id))), '2023-05-01').keys]" },
  },
});

const local = '--local';
const backendFile = 'atakora/backend.ts';
const misbehaves = (mischief: Mischief): Pick<CanaryRow, 'before'> => ({ before: ({ write }) => write(backendFile, canaryBackend(mischief)) });
const behaves = misbehaves('logs');

/** In this order. */
export function canaryRows(value: (entrance: string) => string): readonly CanaryRow[] {
  return [
    { argv: ['init', 'fresh', '--yes'], exits: [0, 1, 64] },
    { argv: ['validate', local], ...behaves },
    { argv: ['plan', local] },
    { argv: ['plan', local, '--detail', 'full', '--what-if'] },
    { argv: ['synth', local, '--stdout'] },
    { argv: ['synth', local] },
    { argv: ['graph', local] },
    { argv: ['apply', local, '--yes'], exits: [5] },
    { argv: ['apply', local, '--yes', '--secrets-file', 'broken.json'], exits: [64] },
    { argv: ['secrets', 'set', 'ARG_KEY', value('argument'), local], exits: [1, 5] },
    { argv: ['apply', local, '--yes', '--secrets-file', 'batch.env'] },
    { argv: ['apply', local, '--yes', '--secrets-file', 'batch.env', '--json-into', 'events.ndjson'] },
    { argv: ['outputs', local] },
    { argv: ['outputs', local, '--format', 'json'] },
    { argv: ['secrets', 'set', 'ARG_KEY', value('argument'), local] },
    { argv: ['secrets', 'set', 'ARG_KEY', value('argument'), 'again', value('argument'), local], exits: [64] },
    { argv: ['secrets', 'set', 'ARG_KEY', '--value', value('argument'), local], exits: [64] },
    { argv: ['secrets', 'set', 'ARG_KEY', `${value('argument')}\u0000`.slice(0, -1), local, '--vault', 'main/none/vault'], exits: [0, 1, 64] },
    { argv: ['secrets', 'set', 'STDIN_KEY', local], input: `${value('stdin')}\n` },
    { argv: ['secrets', 'set', 'STDIN_KEY', '-', local, '--force'], input: value('stdin') },
    { argv: ['secrets', 'set', 'FILE_KEY', '--from-file', 'value.txt', local] },
    { argv: ['secrets', 'set', 'FILE_KEY', '--from-file', 'binary.bin', local], exits: [64] },
    { argv: ['secrets', 'set', 'MADE_KEY', '--generate', local] },
    { argv: ['secrets', 'set', 'LOCAL_KEY', value('dotenv'), '--dotenv'] , exits: [0, 1, 5, 64] },
    { argv: ['secrets', local], exits: [64] },
    { argv: ['secrets', 'list', local] },
    { argv: ['secrets', 'list', 'ARG_KEY', local] },
    { argv: ['secrets', 'get', 'BEFORE_KEY', local], prints: ['vault'] },
    { argv: ['secrets', 'get', 'NOWHERE_KEY', local], exits: [1, 64] },
    { argv: ['secrets', 'check', local], exits: [0, 5] },
    { argv: ['secrets', 'check', '--dotenv'], exits: [0, 1, 5] },
    { argv: ['secrets', 'import', 'import.env', local, '--yes', '--all'] },
    { argv: ['secrets', 'import', 'broken.json', local, '--yes'], exits: [1, 64] },
    { argv: ['secrets', 'rotate', 'GEN_KEY', local, '--yes'], exits: [0, 1, 4] },
    { argv: ['secrets', 'rotate', 'STDIN_KEY', local, '--yes'], input: value('rotation'), exits: [0, 1, 4, 64] },
    { argv: ['secrets', 'rotate', '--due', '--dry-run', local] },
    { argv: ['secrets', 'remove', 'MADE_KEY', local, '--yes'] },
    { argv: ['secrets', 'recover', 'MADE_KEY', local, '--yes'] },
    { argv: ['secrets', 'remove', 'MADE_KEY', '--purge', local, '--yes'], exits: [0, 5] },
    { argv: ['drift', local], exits: [0, 6] },
    { argv: ['drift', local, '--ignore'], exits: [0, 6] },
    { argv: ['drift', local, '--detail', 'full'], exits: [0, 6, 64] },
    { argv: ['state', 'list', local] },
    { argv: ['state', 'show', local] },
    { argv: ['state', 'pull', local] },
    { argv: ['state', 'pull', local, '--out', 'state.json'] },
    { argv: ['state', 'push', 'state.json', local, '--yes'], exits: [0, 1, 5, 64] },
    { argv: ['state', 'history', local] },
    { argv: ['state', 'restore', '1', local, '--yes'], exits: [0, 1, 5, 64] },
    { argv: ['state', 'mv', 'main/none/a', 'main/none/b', local, '--yes'], exits: [0, 1, 64] },
    { argv: ['state', 'rm', 'main/none/a', local, '--yes'], exits: [0, 1, 64] },
    { argv: ['state', 'lock-info', local], exits: [0, 1] },
    { argv: ['state', 'unlock', '00000000', local, '--yes'], exits: [0, 1, 7, 64] },
    { argv: ['state', 'rewrite', local, '--yes'], exits: [0, 1, 64] },
    { argv: ['state', 'bootstrap', local, '--yes'], exits: [0, 1, 3, 4, 64] },
    { argv: ['history', local] },
    { argv: ['history', local, '--explore'] },
    { argv: ['diff', local], exits: [0, 1, 64] },
    { argv: ['rollback', local, '--yes'], exits: [0, 1, 4, 5, 64] },
    { argv: ['replay', local], exits: [0, 1] },
    { argv: ['gallery'] },
    { argv: ['import', 'main/none/a', '/subscriptions/x', local], exits: [1, 64] },
    { argv: ['env'], exits: [64] },
    { argv: ['env', 'compare'], exits: [64] },
    { argv: ['env', 'list'] },
    { argv: ['env', 'show', 'dev'] },
    { argv: ['env', 'compare', 'dev', 'prod'], exits: [0, 1, 2, 64] },
    { argv: ['env', 'add', 'qa', '--yes'], exits: [0, 1, 64] },
    { argv: ['env', 'use', 'dev'], exits: [0, 1, 64] },
    { argv: ['env', 'promote', 'dev', 'qa', local, '--yes'], exits: [0, 1, 4, 5, 64] },
    { argv: ['env', 'remove', 'qa', '--yes'], exits: [0, 1, 5, 64] },
    { argv: ['doctor', local], exits: [0, 1, 3, 5] },
    { argv: ['local', 'status'] },
    { argv: ['local', 'evaluate', '--template', 'infra/main.json'] },
    { argv: ['local', 'faults', '--fault', '500 PUT type=Microsoft.Web/serverfarms'] },
    { argv: ['local', 'faults', '--clear'] },
    { argv: ['local', 'start', '--port', 'none'], exits: [1, 64] },
    { argv: ['cleanup', local, '--older-than', '0d', '--dry-run'], exits: [0, 1, 64] },
    { argv: ['plan', local, '--out', 'saved.plan'] },
    { argv: ['apply', 'saved.plan', '--yes', '--secrets-file', 'batch.env'], exits: [0, 1, 64] },
    { argv: ['secrets', 'set', 'ARG_KEY', value('argument'), local], ...misbehaves('prints an object'), exits: [0, 1, 5] },
    { argv: ['plan', local], ...misbehaves('bakes in'), exits: [5] },
    { argv: ['synth', local], exits: [5] },
    { argv: ['synth', local, '--stdout'], exits: [5] },
    { argv: ['apply', local, '--yes'], exits: [5] },
    { argv: ['validate', local], exits: [1, 5] },
    { argv: ['graph', local], exits: [0, 1, 5] },
    { argv: ['plan', local], ...misbehaves('throws'), exits: [1] },
    { argv: ['apply', local, '--yes'], ...misbehaves('rejects'), exits: [1] },
    { argv: ['secrets', 'list', local], ...misbehaves('throws'), exits: [0, 1] },
    { argv: ['plan', local], ...misbehaves('throws later'), exits: [70] },
    { argv: ['doctor', local], ...misbehaves('throws later'), exits: [0, 1, 3, 5, 70] },
    { argv: ['destroy', local, '--yes'], ...behaves },
    { argv: ['local', 'reset', '--yes'] },
  ];
}
