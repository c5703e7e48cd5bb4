import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One command line of the output matrix. Every command and every verb of a group has to be in a row. */
export interface MatrixRow {
  readonly argv: readonly string[];
  /** Exit code where it works; 0 when absent. */
  readonly exit?: number;
  /** It needs an answer: without a terminal it ends with `exit` (64 when absent) and names this. Where there is one it runs with `--no-input`. */
  readonly names?: string;
  /** What is on standard input where that is a pipe; a pipe that stays open, and silent, when absent. */
  readonly input?: string;
  /** Changes files before it runs. */
  readonly before?: (folder: string) => void;
  /** Prints what is no JSON although `--json` is given, as its help says: a value alone, lines of cases. */
  readonly printsAsIs?: true;
}

const backendWith = (variables: string): string => `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { ${variables}PAY: secret('PAY_KEY', { description: 'key of the payment account' }), MADE: secret('MADE_KEY', { generate: {} }) } }),
});
`;

/** The project that the rows work on, to be applied once with `--secrets-file values.env`. */
export const matrixProject = {
  backend: backendWith(''),
  files: {
    'values.env': 'PAY_KEY=old\n',
    'more.env': 'PAY_KEY=newer\n',
    'infra/main.json': JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [] }),
  },
} as const;

const local = '--local';
const group = 'main/group.main/group';
const elsewhere = '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-none';
const asks = (...argv: readonly string[]): MatrixRow => ({ argv, names: '--yes' });

/** The code wants another variable than what was applied. */
const changed = { before: (folder: string): void => writeFileSync(join(folder, 'atakora/backend.ts'), backendWith("MODE: 'fast', ")) };

/** What was pulled, as a later state that somebody has edited. */
const edited = {
  before: (folder: string): void => {
    const { digest: _digest, serial, ...document } = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as { readonly digest?: string; readonly serial: number };
    writeFileSync(join(folder, 'state.json'), JSON.stringify({ ...document, serial: serial + 1 }));
  },
};

/** In this order, each in the state that those before it leave. */
export const matrixRows: readonly MatrixRow[] = [
  { argv: ['init', 'fresh'], names: '--yes', exit: 64 },
  { argv: ['init', 'fresh', '--yes'] },
  { argv: ['validate', local] },
  { argv: ['plan', local] },
  { argv: ['plan', local, '--explore'] },
  { argv: ['plan', local, '--out', 'saved.plan'] },
  { argv: ['synth', local] },
  { argv: ['synth', local, '--stdout'] },
  { argv: ['graph', local] },
  { argv: ['outputs', local] },
  { ...asks('apply', local), ...changed },
  { argv: ['apply', local, '--yes'] },
  { argv: ['diff', local] },
  asks('rollback', local),
  { argv: ['secrets', 'set', 'PAY_KEY', local], names: '--from-file', input: '' },
  { argv: ['secrets', 'set', 'PAY_KEY', '--generate', local] },
  { argv: ['secrets', 'get', 'PAY_KEY', local, '--yes'], printsAsIs: true },
  { argv: ['secrets', 'list', local] },
  { argv: ['secrets', 'check', local] },
  asks('secrets', 'import', 'more.env', local),
  { argv: ['secrets', 'import', 'more.env', local, '--yes'] },
  asks('secrets', 'rotate', 'MADE_KEY', local),
  { argv: ['secrets', 'rotate', 'MADE_KEY', local, '--yes'] },
  asks('secrets', 'remove', 'MADE_KEY', local),
  { argv: ['secrets', 'remove', 'MADE_KEY', local, '--yes'] },
  { argv: ['secrets', 'recover', 'MADE_KEY', local] },
  { argv: ['drift', local] },
  { argv: ['drift', local, '--explore'] },
  { argv: ['drift', group, local, '--ignore'] },
  { argv: ['env', 'list'] },
  { argv: ['env', 'show', 'dev'] },
  { argv: ['env', 'compare', 'dev', 'prod'] },
  { argv: ['env', 'add', 'demo'] },
  { argv: ['env', 'use', 'dev'] },
  asks('env', 'promote', 'dev', 'demo', local, '--secrets-file', 'values.env'),
  asks('env', 'remove', 'demo'),
  { argv: ['env', 'remove', 'demo', '--yes'] },
  { argv: ['state', 'list', local] },
  { argv: ['state', 'show', local] },
  { argv: ['state', 'pull', local] },
  { argv: ['state', 'pull', local, '--out', 'state.json'] },
  { ...asks('state', 'push', 'state.json', local), ...edited },
  { argv: ['state', 'push', 'state.json', local, '--yes'] },
  { argv: ['state', 'history', local] },
  asks('state', 'restore', '1', local),
  { argv: ['state', 'restore', '1', local, '--yes'] },
  { argv: ['state', 'mv', group, 'main/group.other/group', local, '--yes'] },
  asks('state', 'rm', 'main/group.other/group', local),
  { argv: ['state', 'rm', 'main/group.other/group', local, '--yes'] },
  { argv: ['state', 'lock-info', local] },
  { argv: ['state', 'unlock', '00000000', local, '--yes'], exit: 7 },
  { argv: ['state', 'rewrite', local, '--yes'], exit: 64 },
  asks('state', 'bootstrap', local),
  { argv: ['history', local] },
  { argv: ['history', local, '--explore'] },
  { argv: ['replay', local] },
  { argv: ['gallery'] },
  { argv: ['gallery', 'plan'] },
  { argv: ['import', group, elsewhere, local], exit: 1 },
  { argv: ['doctor', local] },
  { argv: ['doctor', local, '--explore'] },
  { argv: ['local', 'status'] },
  { argv: ['local', 'evaluate', '--template', 'infra/main.json'] },
  { argv: ['local', 'faults'] },
  { argv: ['local', 'start', '--port', 'none'], exit: 64 },
  { argv: ['cleanup', local, '--older-than', '0d', '--dry-run'] },
  asks('cleanup', local, '--older-than', '0d'),
  { argv: ['cleanup', local, '--older-than', '0d', '--yes'] },
  asks('destroy', local),
  { argv: ['destroy', local, '--yes'] },
  asks('local', 'reset'),
  { argv: ['local', 'reset', '--yes'] },
];
