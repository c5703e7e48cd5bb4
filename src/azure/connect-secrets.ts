import type { TokenCredential } from '@azure/identity';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { DeletedSecret as SdkDeletedSecret, PollerLike, PollOperationState, SecretClient, SecretProperties } from '@azure/keyvault-secrets';
import type { AzureQuestions, SecretVaultOptions } from '../engine/azure-questions.ts';
import type { DeletedSecret, NewSecretVersion, SecretVault, SecretVersion } from '../engine/secret-vault.ts';
import { AtakoraError } from '../model/errors.ts';
import type { RetryOptions } from './retry-policy.ts';
import { retryPolicy } from './retry-policy.ts';
import type { CallOptions } from './sdk-call.ts';
import { failureOf } from './sdk-call.ts';
import { withTokenTimes } from './token-times.ts';
import type { FailedCall } from './vault-failure.ts';
import type { VaultLine, VaultWaits } from './vault-calls.ts';
import { callVault } from './vault-calls.ts';
import { lastRoleGiven } from './vault-roles.ts';

export interface ConnectSecretsOptions extends SecretVaultOptions {
  readonly credential: TokenCredential;
  readonly httpClient?: HttpClient;
  readonly retry: RetryOptions;
  readonly waits: VaultWaits;
  /** Whom to ask about roles, and whether the vault exists. */
  readonly questions: AzureQuestions;
}

/** Most that a vault gives in one page. */
const pageSize = 25;

/** Connects to a vault by its address, such as `https://NAME.vault.azure.net/`. The SDK is loaded at the first call. */
export function connectSecrets(vaultUri: string, options: ConnectSecretsOptions): SecretVault {
  const line = lineTo(vaultUri, options);
  const client = once(() => loadClient(vaultUri, options, line.credential));
  /** The secrets client must not hand its answers on: they hold values. */
  const call = <T>(failed: FailedCall, work: (secrets: SecretClient, options: { readonly abortSignal?: AbortSignal }) => Promise<T>, signal?: AbortSignal): Promise<T> =>
    callVault(line, failed, async (given: CallOptions) => work(await client(), watched(given)), signal);
  return {
    uri: vaultUri,
    set: async (name, value, version = {}, signal) => {
      const { properties } = await call({ what: `set the secret ${name}`, secret: name }, (secrets, abort) => secrets.setSecret(name, value, { ...sdkVersion(version), ...abort }), signal);
      return versionOf(properties);
    },
    get: async (name, version, signal) => {
      const failed: FailedCall = { what: `read the secret ${name}`, secret: name, reads: true, ...(version === undefined ? {} : { version }) };
      const found = await missing(() => call(failed, (secrets, abort) => secrets.getSecret(name, { ...(version === undefined ? {} : { version }), ...abort }), signal));
      if (found === undefined) return undefined;
      const facts = versionOf(found.properties);
      refuseOutOfTime(facts, version === undefined ? 'the current version' : `version ${version}`);
      return { ...facts, value: found.value ?? '' };
    },
    list: (signal) => pages(call, { what: 'list the secrets', reads: true }, (secrets, abort) => secrets.listPropertiesOfSecrets(abort).byPage({ maxPageSize: pageSize }), versionOf, signal),
    versions: async (name, signal) => {
      const all: SecretVersion[] = [];
      const failed: FailedCall = { what: `list the versions of the secret ${name}`, secret: name, reads: true };
      for await (const version of pages(call, failed, (secrets, abort) => secrets.listPropertiesOfSecretVersions(name, abort).byPage({ maxPageSize: pageSize }), versionOf, signal)) all.push(version);
      return newestFirst(all, async () => (await call(failed, (secrets, abort) => secrets.getSecret(name, abort), signal)).properties.version);
    },
    update: async (name, version, change, signal) => {
      const failed = { what: `change the secret ${name}`, secret: name, version };
      return versionOf(await call(failed, (secrets, abort) => secrets.updateSecretProperties(name, version, { ...sdkVersion(change), ...abort }), signal));
    },
    remove: async (name, signal) => {
      const failed = { what: `delete the secret ${name}`, secret: name };
      await call(failed, async (secrets, abort) => settled(await secrets.beginDeleteSecret(name, { intervalInMs: options.waits.pollMs, ...abort }), options, failed, abort), signal);
    },
    deleted: async (signal) => {
      const all: DeletedSecret[] = [];
      for await (const secret of pages(call, { what: 'list the deleted secrets', reads: true }, (secrets, abort) => secrets.listDeletedSecrets(abort).byPage({ maxPageSize: pageSize }), deletedOf, signal)) all.push(secret);
      return all;
    },
    recover: async (name, signal) => {
      const failed = { what: `recover the secret ${name}`, secret: name };
      try {
        await call(failed, async (secrets, abort) => settled(await secrets.beginRecoverDeletedSecret(name, { intervalInMs: options.waits.pollMs, ...abort }), options, failed, abort), signal);
      } catch (error) {
        // Somebody else has recovered it meanwhile.
        if (failureOf(error)?.advice?.rule !== 'secret-not-deleted') throw error;
      }
    },
    purge: async (name, signal) => {
      await call({ what: `purge the secret ${name}`, secret: name }, (secrets, abort) => secrets.purgeDeletedSecret(name, abort), signal);
    },
  };
}

async function loadClient(vaultUri: string, { httpClient, retry }: ConnectSecretsOptions, credential: TokenCredential): Promise<SecretClient> {
  const sdk = await import('@azure/keyvault-secrets');
  return new sdk.SecretClient(vaultUri, credential, {
    userAgentOptions: { userAgentPrefix: 'atakora' },
    ...(httpClient === undefined ? {} : { httpClient }),
    // In place of the client's own way of trying again.
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: retryPolicy(retry), position: 'perCall' }],
  });
}

function lineTo(vaultUri: string, options: ConnectSecretsOptions): VaultLine & { readonly credential: TokenCredential } {
  const { questions, vaultId, roleGivenAt, retry, waits } = options;
  const { credential, times } = withTokenTimes(options.credential);
  return {
    credential,
    times,
    retry,
    waits,
    place: { name: new URL(vaultUri).hostname.split('.')[0] ?? '', id: vaultId },
    roleGivenAt: async (principalId, signal) => {
      if (roleGivenAt !== undefined) return Date.parse(roleGivenAt);
      return vaultId === undefined ? undefined : lastRoleGiven(questions, vaultId, principalId, signal);
    },
    exists: async (signal) => {
      if (vaultId === undefined) return undefined;
      try {
        const { status } = await questions.ask({ method: 'GET', path: vaultId, apiVersion: '2026-02-01' }, signal);
        return status === 404 ? false : status === 200 ? true : undefined;
      } catch (error) {
        if (error instanceof AtakoraError) return undefined;
        throw error;
      }
    },
  };
}

function watched({ abortSignal }: CallOptions): { readonly abortSignal?: AbortSignal } {
  return abortSignal === undefined ? {} : { abortSignal };
}

/** Waits until a deletion or recovery is done. @throws AtakoraError `ATK2229` when it takes longer than it ever does. */
async function settled(poller: PollerLike<PollOperationState<unknown>, unknown>, { waits: { pollMs, settleMs }, retry }: Pick<ConnectSecretsOptions, 'waits' | 'retry'>, { secret, what }: FailedCall, { abortSignal }: { readonly abortSignal?: AbortSignal }): Promise<void> {
  const since = Date.now();
  while (!poller.isDone()) {
    if (Date.now() - since > settleMs) throw new AtakoraError('ATK2229', `Azure has not finished to ${what}`, { source: 'azure', hint: `See \`atakora secrets list --deleted\` for ${secret ?? 'it'} in a moment.` });
    await retry.sleep(pollMs, abortSignal);
    await poller.poll(abortSignal === undefined ? {} : { abortSignal });
  }
}

type Call = <T>(failed: FailedCall, work: (secrets: SecretClient, options: { readonly abortSignal?: AbortSignal }) => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** The items of a list; a page is asked for when the one before is used up. */
async function* pages<S, T>(call: Call, failed: FailedCall, list: (secrets: SecretClient, options: { readonly abortSignal?: AbortSignal }) => AsyncIterableIterator<S[]>, shape: (item: S) => T, signal?: AbortSignal): AsyncIterable<T> {
  let opened: AsyncIterableIterator<S[]> | undefined;
  for (;;) {
    const page = await call(failed, (secrets, abort) => (opened ??= list(secrets, abort)).next(), signal);
    if (page.done === true) return;
    for (const item of page.value) yield shape(item);
  }
}

/** What is not there, or no longer, is undefined. */
async function missing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK2228') return undefined;
    throw error;
  }
}

/** Key Vault hands out what has expired; nobody who asks for a value means that. */
function refuseOutOfTime({ name, expiresAt, notBefore }: SecretVersion, which: string): void {
  const now = new Date().toISOString();
  if (expiresAt !== undefined && expiresAt <= now) throw new AtakoraError('ATK2224', `${which} of the secret ${name} expired at ${expiresAt}`);
  if (notBefore !== undefined && notBefore > now) throw new AtakoraError('ATK2224', `${which} of the secret ${name} is not valid before ${notBefore}`);
}

/** Times are whole seconds and lists go by id: where the newest two share theirs, the vault is asked which one it gives. */
async function newestFirst(versions: readonly SecretVersion[], current: () => Promise<string | undefined>): Promise<readonly SecretVersion[]> {
  const sorted = [...versions].sort((left, right) => (left.createdAt < right.createdAt ? 1 : left.createdAt > right.createdAt ? -1 : 0));
  if (sorted.length < 2 || sorted[0]?.createdAt !== sorted[1]?.createdAt) return sorted;
  try {
    const first = await current();
    return [...sorted.filter(({ version }) => version === first), ...sorted.filter(({ version }) => version !== first)];
  } catch (error) {
    if (error instanceof AtakoraError) return sorted;
    throw error;
  }
}

/** The client library writes times as 32-bit seconds: later ones would come out as long past. */
const latestTime = (2 ** 31 - 1) * 1000;

/** @throws AtakoraError `ATK2230` for an expiry that cannot be written */
function sdkVersion({ tags, expiresAt, contentType, enabled }: NewSecretVersion) {
  if (expiresAt !== undefined && !(Date.parse(expiresAt) <= latestTime)) {
    throw new AtakoraError('ATK2230', `a secret cannot be given the expiry ${expiresAt}`, { hint: `The latest is ${new Date(latestTime).toISOString()}.` });
  }
  return {
    ...(tags === undefined ? {} : { tags: { ...tags } }),
    ...(expiresAt === undefined ? {} : { expiresOn: new Date(expiresAt) }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(enabled === undefined ? {} : { enabled }),
  };
}

function versionOf({ name, version, enabled, createdOn, updatedOn, expiresOn, notBefore, contentType, tags }: SecretProperties): SecretVersion {
  return {
    name,
    version: version ?? '',
    enabled: enabled !== false,
    createdAt: textOf(createdOn) ?? '',
    updatedAt: textOf(updatedOn) ?? '',
    ...optional('expiresAt', textOf(expiresOn)),
    ...optional('notBefore', textOf(notBefore)),
    ...optional('contentType', contentType),
    tags: { ...tags },
  };
}

function deletedOf({ name, properties, deletedOn, scheduledPurgeDate }: SdkDeletedSecret): DeletedSecret {
  return { name, ...optional('deletedAt', textOf(deletedOn ?? properties.deletedOn)), ...optional('purgedAt', textOf(scheduledPurgeDate ?? properties.scheduledPurgeDate)), tags: { ...properties.tags } };
}

function textOf(date: Date | undefined): string | undefined {
  return date?.toISOString();
}

function optional<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: string };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
