import { refuse } from '../refusal.ts';
import type { ArmCall } from './arm-call.ts';

/** Part of a list, with the link to what follows. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Empty on the last page. */
  readonly next: { readonly nextLink?: string };
}

/**
 * The page that a call asks for with `$top` and `$skiptoken`; the token is ours and says where to go on.
 * @throws Refusal for a token that is none, or a `$top` that is no count
 */
export function onePage<Item>(call: ArmCall, all: readonly Item[], pageSize: number): Page<Item> {
  const top = call.query.get('$top');
  const size = top === null ? pageSize : Number(top);
  if (!Number.isInteger(size) || size < 1) throw refuse(400, 'InvalidTopQueryParameter', `The value '${top ?? ''}' of the query parameter '$top' is not valid.`);
  const start = startOf(call.query.get('$skiptoken'));
  const end = start + Math.min(size, pageSize);
  if (end >= all.length) return { items: all.slice(start), next: {} };
  const query = new URLSearchParams(call.query);
  query.delete('$skiptoken');
  query.set('$skiptoken', Buffer.from(`from:${end}`).toString('base64url'));
  return {
    items: all.slice(start, end),
    next: { nextLink: `https://management.azure.com/${call.segments.map(encodeURIComponent).join('/')}?${query.toString()}` },
  };
}

function startOf(token: string | null): number {
  if (token === null) return 0;
  const found = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  if (found === undefined) throw refuse(400, 'InvalidSkipToken', 'The value of the query parameter \'$skiptoken\' is not valid.');
  return Number(found);
}
