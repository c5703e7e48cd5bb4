import { setTimeout as delay } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Azure, Clock } from '../engine/ports.ts';
import type { CloudName } from '../model/environment-settings.ts';
import { defaultCredential, localCredential } from './credential.ts';
import { deploymentCalls } from './deployment-calls.ts';
import { resourceCalls } from './resource-calls.ts';
import { sdkClients } from './sdk-clients.ts';

export interface ConnectOptions {
  readonly cloud: CloudName;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** In place of the network. */
  readonly httpClient?: HttpClient;
  /** In place of the usual chain of sign-ins. */
  readonly credential?: TokenCredential;
  /** What waits between looks at a registration; real time when absent. */
  readonly clock?: Pick<Clock, 'sleep'>;
}

/** Connects to one subscription. Nothing is sent and no SDK is loaded before the first call. */
export function connectAzure(options: ConnectOptions): Azure {
  const { cloud, tenantId, subscriptionId, httpClient } = options;
  const credential = options.credential ?? (cloud === 'local' ? localCredential : defaultCredential(cloud, tenantId));
  const clients = sdkClients({ cloud, subscriptionId, credential, ...(httpClient === undefined ? {} : { httpClient }) });
  const sleep = options.clock?.sleep ?? realSleep;
  return { subscriptionId, tenantId, ...resourceCalls(clients, (ms, signal) => sleep(ms, signal), cloud === 'local' ? 50 : 2000), ...deploymentCalls(clients) };
}

async function realSleep(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal === undefined ? {} : { signal });
}
