import type { TokenCredential } from '@azure/identity';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { CloudName } from '../model/environment-settings.ts';
import { defaultCredential, localCredential } from './credential.ts';
import { callSdk, failureOf } from './sdk-call.ts';

/** The secrets of one vault. Every method throws `AtakoraError` `ATK18xx` for refused, unauthorised or unreachable calls. */
export interface VaultSecrets {
  /** Adds a version; returns its id without the value. */
  set(name: string, value: string, tags?: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<string>;
  /** The newest version's value; undefined when the secret does not exist. */
  get(name: string, signal?: AbortSignal): Promise<string | undefined>;
  /** Names of all secrets. */
  list(signal?: AbortSignal): Promise<readonly string[]>;
  /** Deletes a secret; it can be recovered until it is purged. Resolves when accepted. */
  remove(name: string, signal?: AbortSignal): Promise<void>;
}

export interface ConnectSecretsOptions {
  readonly cloud: CloudName;
  readonly tenantId: string;
  readonly httpClient?: HttpClient;
  readonly credential?: TokenCredential;
}

/** Connects to a vault by its address, such as `https://NAME.vault.azure.net/`. The SDK is loaded at the first call. */
export function connectSecrets(vaultUri: string, options: ConnectSecretsOptions): VaultSecrets {
  const { cloud, tenantId, httpClient } = options;
  const credential = options.credential ?? (cloud === 'local' ? localCredential : defaultCredential(cloud, tenantId));
  const load = async () => {
    const { SecretClient } = await import('@azure/keyvault-secrets');
    return new SecretClient(vaultUri, credential, {
      userAgentOptions: { userAgentPrefix: 'atakora' },
      ...(httpClient === undefined ? {} : { httpClient }),
      // Another process cannot hold up the local Azure, so a name that does not resolve will not resolve later either.
      ...(cloud === 'local' ? { retryOptions: { maxRetries: 0 } } : {}),
    });
  };
  let loading: ReturnType<typeof load> | undefined;
  const client = () => (loading ??= load());
  return {
    set: async (name, value, tags, signal) => {
      const { result } = await callSdk(`set the secret ${name}`, async (call) => (await client()).setSecret(name, value, { ...(tags === undefined ? {} : { tags: { ...tags } }), ...abortOf(call) }), signal);
      return result.properties.id ?? '';
    },
    get: async (name, signal) => {
      try {
        const { result } = await callSdk(`read the secret ${name}`, async (call) => (await client()).getSecret(name, abortOf(call)), signal);
        return result.value;
      } catch (error) {
        if (failureOf(error)?.status === 404) return undefined;
        throw error;
      }
    },
    list: async (signal) => {
      const { result } = await callSdk(
        'list the secrets',
        async (call) => {
          const names: string[] = [];
          for await (const { name } of (await client()).listPropertiesOfSecrets(abortOf(call))) names.push(name);
          return names;
        },
        signal,
      );
      return result;
    },
    remove: async (name, signal) => {
      await callSdk(`delete the secret ${name}`, async (call) => void (await (await client()).beginDeleteSecret(name, abortOf(call))), signal);
    },
  };
}

/** The secrets client must not hand its answers on: they hold values. */
function abortOf(options: { readonly abortSignal?: AbortSignal }): { readonly abortSignal?: AbortSignal } {
  return options.abortSignal === undefined ? {} : { abortSignal: options.abortSignal };
}
