import type { Address } from '../../model/address.ts';
import type { DeclaredSecret } from '../../model/declared-secret.ts';
import type { EnvironmentList } from '../../model/environment-report.ts';
import type { EngineEvent } from '../../model/event.ts';
import { driftLines } from '../plain/drift-text.ts';
import { environmentListText } from '../plain/environment-text.ts';
import { eventLines } from '../plain/event-lines.ts';
import { createSecretTable, missingRow, rowOf, summaryOf } from '../plain/secret-list.ts';
import type { SecretState } from '../plain/secret-list.ts';
import { wrapText } from '../text/fit-text.ts';
import { tooSmallLines } from '../text/too-small.ts';
import { sampleDrift } from './sample-drift.ts';
import { stamp } from './sample-run.ts';
import type { SceneSet, SceneState } from './scene.ts';
import { linesOf } from './spoken-lines.ts';

const noDrift = { ...sampleDrift, resources: [], counts: { ...sampleDrift.counts, drifted: 0, edits: 0, missing: 0, yourChanges: 0, ignored: 0 } };

/** What `drift` prints. */
export const printedDrift: SceneSet = {
  states: [
    { name: 'found', lines: ({ surface }) => driftLines(sampleDrift, surface, 'normal') },
    { name: 'none', lines: ({ surface }) => driftLines(noDrift, surface, 'normal') },
  ],
};

const unfolded = {
  code: 'DeploymentFailed',
  message: 'At least one resource deployment operation failed.',
  status: 409,
  correlationId: '7d1f6a0e-0000-4000-8000-1c2d3e4f5a6b',
  details: [
    {
      code: 'StorageAccountAlreadyTaken',
      message: 'The storage account named stnotesdevweu01 is already taken.',
      target: '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-notes-dev-weu-01/providers/Microsoft.Storage/storageAccounts/stnotesdevweu01',
      advice: { rule: 'storage-name-taken', code: 'ATK1805' as const, sentence: 'The name belongs to somebody else: names of storage accounts are one space for all of Azure.', hint: 'Set another `name`, or change the pattern of names.', retry: 'no' as const, fix: 'atakora doctor --env dev' },
    },
  ],
};

/** Errors with a code, and what Azure said, unfolded. */
export const errors: SceneSet = {
  states: [
    told('coded', { type: 'error', code: 'ATK1504', message: 'environment "prod" is protected: --yes is not enough', hint: 'Run it in a terminal and type the name.' }),
    told('with-place', { type: 'error', code: 'ATK1310', message: 'The function feedbackApi reads a secret that nobody declares: STRIPE_KEY', hint: "Declare it: secret('STRIPE_KEY').", location: 'atakora/backend.ts:14:3', address: 'main/functions.main/app' }),
    told('of-azure', { type: 'error', code: 'ATK1601', message: 'The deployment of stack data failed: the storage account name is taken', hint: 'Choose another name, then apply again.', address: 'main/storage.main/account', failure: unfolded }),
    told('warning', { type: 'diagnostic', diagnostic: { severity: 'warning', code: 'ATK1310', summary: 'The code of feedbackApi is not published yet.', hint: 'The next apply publishes it.', location: { file: 'atakora/backend.ts', line: 14 } } }),
  ],
};

function told(name: string, event: EngineEvent): SceneState {
  return { name, lines: ({ surface }) => stamp([[0, event]]).flatMap((stamped) => eventLines(stamped, surface, 'normal')) };
}

const now = '2026-06-15T12:00:00.000Z';
const vault = 'main/vault.main/vault' as Address;

function declared(name: string, required: boolean): DeclaredSecret {
  return { name, vaultName: name.replaceAll('_', '-'), vault, required, consumers: [{ address: 'main/functions.main/app' as Address, resourceId: '/x', component: 'pay', setting: name }] };
}

/** What `secrets list` prints, row by row as they arrive. */
export const secretTable: SceneSet = {
  states: [
    {
      name: 'all-states',
      lines: ({ surface }) => {
        const version = (name: string, more: object) => rowOf({ version: { name, enabled: true, createdAt: '2026-06-12T12:00:00.000Z', updatedAt: now, ...more }, versions: 2, declared: declared(name.replaceAll('-', '_'), true), known: true, now, vault });
        const rows = [version('STRIPE-KEY', { contentType: 'text/plain' }), version('MAIL-KEY', { expiresAt: '2026-06-01T00:00:00.000Z' }), version('OLD-KEY', { enabled: false }), missingRow(declared('PAY_KEY', true)), missingRow(declared('DEBUG_KEY', false))];
        const table = createSecretTable({ width: surface.width, names: rows.map(({ name }) => name), spoken: surface.spoken, ellipsis: surface.glyphs.ellipsis });
        const counts = new Map<SecretState, number>();
        for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
        return [...linesOf(table.lines(rows)), ...wrapText(summaryOf(counts, (text) => `atakora ${text}`), surface.width)];
      },
    },
  ],
};

const environments: EnvironmentList = {
  environments: [
    { name: 'dev', from: ['built-in', 'manifest'], cloud: 'AzureCloud', location: 'westeurope', state: 'local', lacks: [], applied: { kind: 'applied', serial: 4, resources: 31 }, twin: { kind: 'applied', serial: 1, resources: 1 }, protected: false, isDefault: true, isChosen: false },
    { name: 'qa', from: ['built-in'], cloud: 'AzureCloud', lacks: ['subscriptionId', 'location'], applied: { kind: 'nothing' }, protected: false, isDefault: false, isChosen: false },
    { name: 'prod', from: ['built-in', 'manifest'], cloud: 'AzureCloud', location: 'northeurope', state: 'azure-blob stnotesstate/atakora-state', lacks: [], applied: { kind: 'unknown', reason: 'ATK1801: Azure refused the sign-in' }, protected: true, isDefault: false, isChosen: true },
  ],
  chosen: { environment: 'prod', from: 'env use' },
  problems: [],
};

/** What `env list` prints. */
export const environmentTable: SceneSet = {
  states: [{ name: 'list', lines: ({ surface }) => linesOf(environmentListText(environments, surface)) }],
};

/** What every screen shows in a window that is too small for it. */
export const tooSmall: SceneSet = {
  states: [
    { name: 'narrow', lines: ({ surface }) => tooSmallLines({ columns: 24, rows: 20 }, { ellipsis: surface.glyphs.ellipsis }) ?? [] },
    { name: 'low', lines: ({ surface }) => tooSmallLines({ columns: 40, rows: 2 }, { goesOn: 'The apply goes on.', ellipsis: surface.glyphs.ellipsis }) ?? [] },
    { name: 'low-and-narrow', lines: ({ surface }) => tooSmallLines({ columns: 20, rows: 5 }, { goesOn: 'The apply goes on.', ellipsis: surface.glyphs.ellipsis }) ?? [] },
  ],
};
