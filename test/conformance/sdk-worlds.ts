import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientSecretCredentialOptions, TokenCredential } from '@azure/identity';
import { ClientSecretCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import type { HttpClient, TlsSettings } from '@azure/core-rest-pipeline';
import { localHttpClient } from '../../src/azure/local-client.ts';
import { openLocalAzure } from '../../src/local/local-azure.ts';
import { ensureLocalPrincipal } from '../../src/local/serve/local-principal.ts';
import { systemClock, systemIds } from '../../src/platform/real-platform.ts';
import { testSubscription, testTenant } from '../../src/local/test-ids.fake.ts';
import type { LocalServerProcess } from './local-server-process.ts';

/** How the stock clients reach one local Azure. */
export interface SdkWorld {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly credential: TokenCredential;
  /** Options of every client of Resource Manager. */
  readonly options: { readonly endpoint: string; readonly httpClient?: HttpClient; readonly tlsOptions?: TlsSettings };
  secrets(vaultUri: string): SecretClient;
  /** A sign-in with that secret. */
  signIn(clientSecret: string): TokenCredential;
  /** A sign-in as a managed identity. */
  managedIdentity(clientId: string): TokenCredential;
  close(): Promise<unknown>;
}

/** Clients whose transport is a local Azure in this process. */
export function worldInProcess(): SdkWorld {
  const folder = mkdtempSync(join(tmpdir(), 'sdk-world-'));
  mkdirSync(join(folder, 'world'));
  writeFileSync(join(folder, 'world', 'settings.json'), '{ "timeScale": 0.2 }');
  const azure = openLocalAzure({ worldFolder: join(folder, 'world'), clock: systemClock, ids: systemIds, tenantId: testTenant, subscriptionId: testSubscription });
  const { credentials } = ensureLocalPrincipal(azure, join(folder, 'world'));
  const httpClient = localHttpClient(azure);
  const signIn = (secret: string): TokenCredential => new ClientSecretCredential(testTenant, credentials.clientId, secret, { httpClient, disableInstanceDiscovery: true } as ClientSecretCredentialOptions);
  const close = (): Promise<void> => {
    azure.close();
    rmSync(folder, { recursive: true, force: true });
    return Promise.resolve();
  };
  const credential = signIn(credentials.clientSecret);
  const token = async (url: string, headers: Record<string, string>): Promise<unknown> => {
    const answer = azure.handle({ method: 'GET', url, headers });
    return answer.kind === 'response' ? JSON.parse(answer.body ?? '{}') : {};
  };
  return {
    subscriptionId: testSubscription,
    tenantId: testTenant,
    credential,
    options: { endpoint: 'https://management.azure.com', httpClient },
    secrets: (vaultUri) => new SecretClient(vaultUri, credential, { httpClient, retryOptions: { maxRetries: 0 } }),
    signIn,
    managedIdentity: (clientId) => metadataCredential((path) => token(`http://169.254.169.254${path}`, { metadata: 'true' }), clientId),
    close,
  };
}

/** Clients that reach a served local Azure over HTTPS. */
export function worldServed(server: LocalServerProcess): SdkWorld {
  const { url, tenantId, subscriptionId, clientId } = server;
  const tlsOptions: TlsSettings = { ca: server.ca };
  const signIn = (secret: string): TokenCredential => new ClientSecretCredential(tenantId, clientId, secret, { authorityHost: url, disableInstanceDiscovery: true, tlsOptions } as ClientSecretCredentialOptions);
  const credential = signIn(server.clientSecret);
  return {
    subscriptionId,
    tenantId,
    credential,
    options: { endpoint: url, tlsOptions },
    // A path of localhost, because not every machine resolves `*.localhost`; the audience of the challenge then has another host.
    secrets: (vaultUri) => new SecretClient(vaultUri, credential, { tlsOptions, disableChallengeResourceVerification: true } as ConstructorParameters<typeof SecretClient>[2]),
    signIn,
    managedIdentity: (id) => metadataCredential(async (path) => (await import('./https-json.ts')).getJson(`${url}${path}`, server.ca, { metadata: 'true' }), id),
    close: () => server.stop(),
  };
}

/** What the metadata service of a machine gives, as a credential. */
function metadataCredential(read: (path: string) => Promise<unknown>, clientId: string): TokenCredential {
  return {
    getToken: async (scopes) => {
      const resource = encodeURIComponent(String(Array.isArray(scopes) ? scopes[0] : scopes).replace(/\/\.default$/, ''));
      const given = (await read(`/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${resource}&client_id=${clientId}`)) as { readonly access_token: string; readonly expires_on: string };
      return { token: given.access_token, expiresOnTimestamp: Number(given.expires_on) * 1000 };
    },
  };
}
