import type { ConnectedAzure } from '../engine/azure-questions.ts';
import type { Clock, Ids } from '../engine/ports.ts';
import { openLocalAzure } from '../local/local-azure.ts';
import type { ConnectOptions } from './connect.ts';
import { connectAzure } from './connect.ts';
import { localHttpClient } from './local-client.ts';

export interface ConnectLocalOptions {
  /** Folder of the world; made when missing, shared by processes. */
  readonly worldFolder: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly onRetry?: ConnectOptions['onRetry'];
}

/**
 * Connects to the local Azure whose world lies in a folder: the same SDKs as for the real one, on another transport.
 * @throws AtakoraError `ATK2102` when the world cannot be opened.
 */
export function connectLocalAzure(options: ConnectLocalOptions): ConnectedAzure {
  const { tenantId, subscriptionId, clock, onRetry } = options;
  return connectAzure({ cloud: 'local', tenantId, subscriptionId, clock, onRetry, httpClient: localHttpClient(openLocalAzure(options)) });
}
