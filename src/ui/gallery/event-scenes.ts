import type { Address } from '../../model/address.ts';
import type { EngineEvent } from '../../model/event.ts';
import { eventLines } from '../plain/event-lines.ts';
import { fileDifferenceLines, fileDifferences } from '../plain/file-difference-lines.ts';
import { stamp } from './sample-run.ts';
import type { SceneSet, SceneState } from './scene.ts';

const app = 'main/functions.main/app' as Address;
const vault = 'main/vault.main/vault' as Address;
const account = 'main/storage.main/account' as Address;

/** What is told on the way, a line or a few for each event. */
export const toldEvents: SceneSet = {
  states: [
    told('notes', { type: 'assumption', what: 'region', value: 'westeurope', from: 'the manifest' }, { type: 'log', level: 'info', text: 'the lock file was behind the state: it is rebuilt' }, { type: 'log', level: 'warning', text: '--explore needs a terminal that can be redrawn: the plan is printed only' }, { type: 'retry', what: 'GET main/cosmos.main/account', afterMs: 2_000, because: 'Azure asked to slow down (429)' }, { type: 'lock', status: 'waiting' }),
    told('preflight', {
      type: 'preflight',
      elapsedMs: 820,
      outcomes: [{ check: 'sign-in', result: 'passed', elapsedMs: 300 }, { check: 'quotas', result: 'blocker', elapsedMs: 200 }, { check: 'providers', result: 'warning', elapsedMs: 90 }],
      findings: [{ check: 'quotas', severity: 'blocker', code: 'ATK1808', summary: 'westeurope has 0 of 250 storage accounts, and 300 more would be made', hint: 'Delete unused ones, take another region, or ask for quota in the portal (Quotas).', address: account }, { check: 'providers', severity: 'warning', code: 'ATK1809', summary: 'Microsoft.Storage is not registered with the subscription; apply registers it', hint: 'It takes a minute or two.' }],
    }),
    told('what-if', { type: 'what-if', elapsedMs: 4_100, agreed: 11, hidden: { normalised: 4, default: 9 }, remarks: [], findings: [{ certainty: 'certain', id: '/subscriptions/22222222-2222-4222-8222-222222222222/x', address: account, text: 'Azure would change it, the plan does not', path: 'properties.accessTier', before: 'Hot', after: 'Cool' }] }),
    told('packages', { type: 'package', address: app, hash: 'b8d4e2a1c3f40000', status: 'started' }, { type: 'package', address: app, hash: 'b8d4e2a1c3f40000', status: 'published', bytes: 812_000, elapsedMs: 9_400 }, { type: 'package', address: app, hash: 'b8d4e2a1c3f40000', status: 'failed', because: 'the app did not answer' }),
    told('secrets', { type: 'secrets', missing: [{ name: 'STRIPE_KEY', vaultName: 'STRIPE-KEY', vault, required: true, generated: false, because: 'not-set', command: 'atakora secrets set STRIPE_KEY --env prod', neededBy: [{ address: app, component: 'pay', setting: 'STRIPE_KEY' }] }] }, { type: 'secret', name: 'STRIPE_KEY', vault, status: 'written', elapsedMs: 300 }, { type: 'secret', name: 'MAIL_KEY', vault, status: 'failed', because: 'the vault refused it' }),
    told('rotation', { type: 'rotations', items: [{ secret: 'STRIPE_KEY', vaultName: 'STRIPE-KEY', reason: 'due', value: 'input', ageDays: 120, everyDays: 90, apps: [app] }] }, { type: 'rotation', secret: 'STRIPE_KEY', status: 'written', version: 'a1b2c3d4' }, { type: 'rotation', secret: 'STRIPE_KEY', status: 'rolled-back', version: '0badf00d', because: 'an app did not come up with it' }),
    told('removals', { type: 'removal', kind: 'resources', id: '/x', name: 'stnotesdevleft1', resourceType: 'Microsoft.Storage/storageAccounts', status: 'removed', elapsedMs: 2_100 }, { type: 'removal', kind: 'resources', id: '/y', name: 'stnotesdevleft2', resourceType: 'Microsoft.Storage/storageAccounts', status: 'failed', because: 'a lock stands on it' }),
    { name: 'files', lines: ({ surface }) => fileDifferenceLines(fileDifferences([{ name: 'data.json', before: '{\n  "sku": "LRS"\n}\n', after: '{\n  "sku": "ZRS"\n}\n' }, { name: 'new.json', after: '{}\n' }]), surface) },
  ],
};

function told(name: string, ...events: readonly EngineEvent[]): SceneState {
  return { name, lines: ({ surface }) => stamp(events.map((event, index) => [index * 1_000, event] as const)).flatMap((event) => eventLines(event, surface, 'normal')) };
}
