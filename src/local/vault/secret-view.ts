import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { Refusal } from '../refusal.ts';
import { epochSeconds } from '../time-forms.ts';
import type { SecretVersion } from './secret-store.ts';
import type { Vault } from './vault-resource.ts';

/** A page of a list: at most `max` items behind `after`. `max` is absent when the request does not say. */
export interface Page {
  readonly max?: number;
  readonly after: string;
}

/** One item of a list with what it is ordered by. */
export interface ListItem {
  readonly sort: string;
  readonly view: JsonObject;
}

const daySeconds = 86_400;
const pageSize = 25;

/** Versions of the interface that know nothing of the days that a deleted secret is kept. */
const withoutDays: ReadonlySet<string> = new Set(['2015-06-01', '2016-10-01', '7.0-preview', '7.0']);

/** A secret as the wire has it; only reading and setting show the value. */
export function bundle(vault: Vault, secret: SecretVersion, withValue: boolean): JsonObject {
  const days = withoutDays.has(vault.apiVersion) ? {} : { recoverableDays: vault.recoverableDays };
  return {
    ...(withValue ? { value: secret.value } : {}),
    ...(secret.contentType === undefined ? {} : { contentType: secret.contentType }),
    id: `${nameId(vault, secret)}/${secret.version}`,
    attributes: { ...secret.attributes, recoveryLevel: recoveryLevel(vault), ...days },
    ...(secret.tags === undefined ? {} : { tags: secret.tags }),
  };
}

/** Id of a secret without its version, as lists have it. */
export function nameId(vault: Vault, secret: SecretVersion): string {
  return `https://${vault.name}.vault.azure.net/secrets/${secret.name}`;
}

/** What a deleted secret shows besides. */
export function deletion(vault: Vault, secret: SecretVersion): JsonObject {
  const deletedDate = epochSeconds(secret.deletedAt ?? '');
  return {
    recoveryId: `https://${vault.name}.vault.azure.net/deletedsecrets/${secret.name}`,
    deletedDate,
    scheduledPurgeDate: deletedDate + vault.recoverableDays * daySeconds,
  };
}

/** The page that a request asks for. @throws Refusal for a size that is no number from 1 to 25. */
export function pageOf(url: URL): Page {
  const size = url.searchParams.get('maxresults');
  const after = Buffer.from(url.searchParams.get('$skiptoken') ?? '', 'base64url').toString('utf8');
  if (size === null || size === '') return { after };
  const max = Number(size);
  if (!Number.isInteger(max) || max < 1 || max > pageSize) throw new Refusal(400, { code: 'BadParameter', message: `The maxresults parameter '${size}' is not a number from 1 to ${pageSize}.` });
  return { max, after };
}

/** What a page needs of a list: its items, and one more when there is another page. */
export function partOf({ max, after }: Page): { readonly after: string; readonly most: number } {
  return { after, most: (max ?? pageSize) + 1 };
}

/** A page of a list. The items are in the order of `sort`. */
export function listed(vault: Vault, path: string, items: readonly ListItem[], page: Page): LocalResponse {
  const rest = page.after === '' ? items : items.filter(({ sort }) => sort > page.after);
  const shown = rest.slice(0, page.max ?? pageSize);
  const token = Buffer.from(shown.at(-1)?.sort ?? '').toString('base64url');
  const size = page.max === undefined ? '' : `&maxresults=${page.max}`;
  const nextLink = rest.length > shown.length ? `https://${vault.name}.vault.azure.net:443/${path}?api-version=${vault.apiVersion}&$skiptoken=${token}${size}` : null;
  return answer(200, { value: shown.map(({ view }) => view), nextLink });
}

/** What of the attributes a client may give. @throws Refusal for values of another type. */
export function givenAttributes(attributes: unknown): JsonObject {
  if (!isJsonObject(attributes)) return {};
  const known = Object.entries(attributes).filter(([name, value]) => ['enabled', 'nbf', 'exp'].includes(name) && value !== null);
  for (const [name, value] of known) {
    const right = name === 'enabled' ? typeof value === 'boolean' : Number.isInteger(value);
    if (!right) throw new Refusal(400, { code: 'BadParameter', message: `The attribute '${name}' has an invalid value.` });
  }
  return Object.fromEntries(known) as Record<string, Json>;
}

/** 90 days are Azure's own choice; fewer are customised. */
function recoveryLevel(vault: Vault): string {
  return `${vault.recoverableDays < 90 ? 'Customized' : ''}Recoverable${vault.purgeProtected ? '' : '+Purgeable'}`;
}
