import type { TokenCredential } from '@azure/identity';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { CloudName } from '../model/environment-settings.ts';
import { defaultCredential, localCredential } from './credential.ts';
import { callSdk } from './sdk-call.ts';
import { sdkClients } from './sdk-clients.ts';

/** A region that a subscription may use. */
export interface Location {
  /** `westeurope`. */
  readonly name: string;
  /** `West Europe`. */
  readonly displayName: string;
  /** `Europe`; absent for regions without. */
  readonly geographyGroup?: string;
  readonly recommended: boolean;
}

export interface ListLocationsOptions {
  readonly cloud: CloudName;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly httpClient?: HttpClient;
  readonly credential?: TokenCredential;
}

/** The physical regions of a subscription, in Azure's order. @throws AtakoraError `ATK18xx` */
export async function listLocations(options: ListLocationsOptions, signal?: AbortSignal): Promise<readonly Location[]> {
  const { cloud, tenantId, subscriptionId, httpClient } = options;
  const credential = options.credential ?? (cloud === 'local' ? localCredential : defaultCredential(cloud, tenantId));
  const client = await sdkClients({ cloud, subscriptionId, credential, ...(httpClient === undefined ? {} : { httpClient }) }).subscriptions();
  const { result } = await callSdk(
    'list the regions of the subscription',
    async (call) => {
      const found: Location[] = [];
      for await (const { name, displayName, metadata } of client.subscriptions.listLocations(subscriptionId, call)) {
        if (name === undefined || metadata?.regionType === 'Logical') continue;
        found.push({ name, displayName: displayName ?? name, ...(metadata?.geographyGroup === undefined ? {} : { geographyGroup: metadata.geographyGroup }), recommended: metadata?.regionCategory === 'Recommended' });
      }
      return found;
    },
    signal,
  );
  return result;
}
