import { setTimeout as delay } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { ConnectedAzure } from '../engine/azure-questions.ts';
import type { Clock } from '../engine/ports.ts';
import type { CloudName } from '../model/environment-settings.ts';
import { armChanges } from './arm-calls.ts';
import { connectSecrets } from './connect-secrets.ts';
import { defaultCredential, localCredential } from './credential.ts';
import { deploymentCalls } from './deployment-calls.ts';
import { listCalls } from './list-calls.ts';
import { placedFailures } from './placed-failures.ts';
import { questionCalls } from './question-calls.ts';
import { resourceCalls } from './resource-calls.ts';
import type { RetryOptions } from './retry-policy.ts';
import { sdkClients } from './sdk-clients.ts';
import { siteCalls } from './site-calls.ts';
import type { VaultWaits } from './vault-calls.ts';

export interface ConnectOptions {
  readonly cloud: CloudName;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** The project's region, for commands against failures that name none. */
  readonly location?: string;
  /** In place of the network. */
  readonly httpClient?: HttpClient;
  /** In place of the usual chain of sign-ins. */
  readonly credential?: TokenCredential;
  /** What waits between looks at a registration and before a request is sent again; real time when absent. */
  readonly clock?: Pick<Clock, 'sleep'>;
  /** Hears of requests that are sent again after more than a blink. */
  readonly onRetry?: RetryOptions['onRetry'] | undefined;
}

/** How an app's hosts are waited for: a package is unpacked within minutes, a simulated one within moments. */
const cloudWaits = { pollMs: 2_000, patienceMs: 600_000 };
const localWaits = { pollMs: 50, patienceMs: 30_000 };

/** How a vault is waited for: roles take effect within minutes, deleting and recovering take seconds. */
const cloudVaultWaits: VaultWaits = { firstMs: 1_000, mostMs: 30_000, pollMs: 1_000, settleMs: 120_000 };
const localVaultWaits: VaultWaits = { firstMs: 50, mostMs: 200, pollMs: 50, settleMs: 30_000 };

/** Connects to one subscription. Nothing is sent and no SDK is loaded before the first call. */
export function connectAzure(options: ConnectOptions): ConnectedAzure {
  const { cloud, tenantId, subscriptionId, httpClient } = options;
  const credential = options.credential ?? (cloud === 'local' ? localCredential : defaultCredential(cloud, tenantId));
  const sleep: Clock['sleep'] = (ms, signal) => (options.clock?.sleep ?? realSleep)(ms, signal);
  const retry: RetryOptions = { sleep, firstMs: firstRetryMs[cloud === 'local' ? 'local' : 'real'], ...(options.onRetry === undefined ? {} : { onRetry: options.onRetry }) };
  const clientOptions = { cloud, subscriptionId, credential, retry, ...(httpClient === undefined ? {} : { httpClient }) };
  const clients = sdkClients(clientOptions);
  const questions = questionCalls(clientOptions, clients);
  const connected: ConnectedAzure = {
    subscriptionId,
    tenantId,
    ...resourceCalls(clients, (ms, signal) => sleep(ms, signal), cloud === 'local' ? 50 : 2000),
    ...deploymentCalls(clients),
    questions,
    lists: listCalls(clientOptions),
    change: armChanges(clientOptions),
    apps: siteCalls(clientOptions, { sleep: (ms, signal) => sleep(ms, signal), ...(cloud === 'local' ? localWaits : cloudWaits) }),
    secrets: (vaultUri, given) => connectSecrets(vaultUri, { ...given, credential, retry, questions, waits: cloud === 'local' ? localVaultWaits : cloudVaultWaits, ...(httpClient === undefined ? {} : { httpClient }) }),
  };
  return placedFailures(connected, { subscriptionId, tenantId, local: cloud === 'local', ...(options.location === undefined ? {} : { location: options.location }) });
}

/** Faults of the local Azure are over as soon as they are there. Milliseconds. */
const firstRetryMs = { real: 1_000, local: 50 } as const;

async function realSleep(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal === undefined ? {} : { signal });
}
