import type { Azure, Clock, Ids } from '../engine/ports.ts';
import { openLocalAzure } from '../local/local-azure.ts';
import { connectAzure } from './connect.ts';
import { localHttpClient } from './local-client.ts';

export interface ConnectLocalOptions {
  /** Folder of the world; made when missing, shared by processes. */
  readonly worldFolder: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tenantId: string;
  readonly subscriptionId: string;
}

/**
 * Connects to the local Azure whose world lies in a folder: the same SDKs as for the real one, on another transport.
 * @throws AtakoraError `ATK2102` when the world cannot be opened.
 */
export function connectLocalAzure(options: ConnectLocalOptions): Azure {
  const { tenantId, subscriptionId, clock } = options;
  return connectAzure({ cloud: 'local', tenantId, subscriptionId, clock, httpClient: localHttpClient(openLocalAzure(options)) });
}
