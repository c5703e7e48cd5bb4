import type { Address } from '../../../model/address.ts';
import type { DeclaredSecret } from '../../../model/declared-secret.ts';
import type { ListedSecret } from './listed-secret.ts';
import { inSecretOrder } from './listed-secret.ts';

const now = '2026-11-21T16:00:00.000Z';
const vault = 'main/vault.main/vault' as Address;
const app = 'main/functions.main/app' as Address;

function declared(name: string, more: Partial<DeclaredSecret> = {}): DeclaredSecret {
  const consumers = [{ address: app, resourceId: `/subscriptions/x${app}`, component: 'charge', setting: name }];
  return { name, vaultName: name.replaceAll('_', '-'), vault, required: true, consumers, origin: { file: 'atakora/charge.ts', line: 7, column: 17 }, ...more };
}

function listed(name: string, more: Partial<ListedSecret>): ListedSecret {
  const vaultName = name.replaceAll('_', '-');
  return { id: `${vault} ${vaultName.toLowerCase()}`, name, vaultName, place: 'kv-shop-prod-weu-k2m4x-01', placeStands: true, status: 'set', blocks: false, isCodeKnown: true, isCutOff: false, now, ...more };
}

const version = (id: string, createdAt: string, isCurrent: boolean) => ({ version: `${id}00000000000000000000000000000000`.slice(0, 32), isCurrent, enabled: true, createdAt });

/** Secrets that stand in every way, in the order of the screen. */
export const listedSecrets: readonly ListedSecret[] = inSecretOrder([
  listed('MAIL_KEY', { declared: declared('MAIL_KEY', { description: 'key of the mail service, from the page of the provider' }), status: 'missing', blocks: true }),
  listed('SESSION_KEY', { declared: declared('SESSION_KEY', { generate: { length: 48, alphabet: 'ab' }, rotateEveryDays: 30 }), setAt: '2026-11-18T09:00:00.000Z', dueAt: '2026-12-18T09:00:00.000Z', versions: [{ ...version('5e55', '2026-11-18T09:00:00.000Z', true), by: 'anna@laptop', source: 'generated' }] }),
  listed('STRIPE_KEY', {
    declared: declared('STRIPE_KEY', { description: 'restricted key of the payment account', rotateEveryDays: 90 }),
    status: 'due',
    setAt: '2026-07-20T09:00:00.000Z',
    dueAt: '2026-10-18T09:00:00.000Z',
    versions: [
      { ...version('a1b2c3d4', '2026-07-20T09:00:00.000Z', true), by: 'anna@laptop', source: 'prompt', rotation: 'current' },
      { ...version('0badf00d', '2026-01-20T09:00:00.000Z', false), enabled: false, by: 'bert@build', source: 'import', rotation: 'replaced' },
      { ...version('77777777', '2025-12-20T09:00:00.000Z', false), rotation: 'replaced', disableAt: '2026-11-21T18:00:00.000Z' },
    ],
  }),
  listed('WEBHOOK_TOKEN', { declared: declared('WEBHOOK_TOKEN', { consumers: [{ address: app, resourceId: 'x', component: 'charge', setting: 'TOKEN' }, { address: app, resourceId: 'x', component: 'refund', setting: 'WEBHOOK_TOKEN' }] }), status: 'expiring', setAt: '2026-09-01T09:00:00.000Z', expiresAt: '2026-12-01T09:00:00.000Z' }),
  listed('TLS_KEY', { declared: declared('TLS_KEY'), status: 'expired', blocks: true, setAt: '2025-09-01T09:00:00.000Z', expiresAt: '2026-11-01T09:00:00.000Z' }),
  listed('SMS_KEY', { declared: declared('SMS_KEY', { required: false }), status: 'missing' }),
  listed('PUSH_KEY', { declared: declared('PUSH_KEY'), isCutOff: true, setAt: '2026-11-20T09:00:00.000Z' }),
  listed('OLD-KEY', { setAt: '2024-11-21T09:00:00.000Z', vaultFlag: 'main/vault.other/vault' }),
  listed('GONE-KEY', { status: 'missing', removed: { at: '2026-11-19T09:00:00.000Z', purgedAt: '2027-02-17T09:00:00.000Z' } }),
]);

/** Names and texts of somebody who means no good. */
export const hostileSecrets: readonly ListedSecret[] = [
  ...listedSecrets,
  listed('\u001B[31mRED\u0007', { place: `kv-\u001B]0;title\u0007${'x'.repeat(300)}` }),
  listed(`日本${'語'.repeat(80)}`, { declared: declared('日本', { description: `line one\nline two\t${'長'.repeat(200)}\u001B[2J` }), status: 'early', setAt: now }),
];
