import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { durationMs } from '../settings.ts';

/** Deleting, recovering and purging take Azure some seconds, in which a secret is neither here nor there. */
export type SecretMove = 'deleting' | 'recovering' | 'purging';

/** Begins a move; it ends by itself. */
export function beginMove(context: LocalContext, vault: string, name: string, kind: SecretMove): void {
  const until = later(context.at, durationMs(context.settings, 'Microsoft.KeyVault/vaults/secrets', 'seconds'));
  context.db.run('delete from secret_moves where until <= ?', context.at);
  if (until > context.at) context.db.run('insert or replace into secret_moves (vault, name, kind, until) values (?, ?, ?, ?)', vault.toLowerCase(), name.toLowerCase(), kind, until);
}

/** The move that a secret is in; undefined for one that stays where it is. */
export function moveOf(context: LocalContext, vault: string, name: string): SecretMove | undefined {
  const row = context.db.get('select kind from secret_moves where vault = ? and name = ? and until > ?', vault.toLowerCase(), name.toLowerCase(), context.at);
  return row === undefined ? undefined : (row['kind'] as SecretMove);
}

/** @throws Refusal 409 while the secret is on its way. */
export function requireSettled(context: LocalContext, vault: string, name: string): void {
  const move = moveOf(context, vault, name);
  if (move === 'deleting' || move === 'purging') throw conflict(`Secret ${name} is currently being deleted.`, 'ObjectIsBeingDeleted');
  if (move === 'recovering') throw conflict(`Secret ${name} is currently being recovered and cannot be re-created; retry later.`, 'ObjectIsBeingRecovered');
}

/** A 409 whose real reason is in the inner error. */
export function conflict(message: string, reason: string): Refusal {
  return new Refusal(409, { code: 'Conflict', message, innererror: { code: reason } });
}
