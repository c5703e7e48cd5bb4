import type { TokenCredential } from '@azure/identity';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { CloudName } from '../model/environment-settings.ts';
import { cloudEndpoints } from './clouds.ts';
import { defaultCredential, localCredential } from './credential.ts';
import { callSdk } from './sdk-call.ts';
import { sdkClients } from './sdk-clients.ts';
import { identityOf } from './token-identity.ts';

export interface ListSubscriptionsOptions {
  readonly cloud: CloudName;
  /** Absent: the tenant that the sign-in is in by itself. */
  readonly tenantId?: string | undefined;
  readonly httpClient?: HttpClient;
  readonly credential?: TokenCredential;
}

/** What a sign-in sees. */
export interface SeenSubscriptions {
  /** Absent where the token does not say. */
  readonly who?: string;
  /** Those that can be deployed to, in Azure's order. */
  readonly subscriptions: readonly { readonly id: string; readonly name: string; readonly tenantId: string }[];
}

/** The subscriptions of a sign-in. @throws AtakoraError `ATK1801` when nobody is signed in, `ATK1804` without a network, other `ATK18xx` when Azure refuses. */
export async function listSubscriptions({ cloud, httpClient, tenantId, ...options }: ListSubscriptionsOptions, signal?: AbortSignal): Promise<SeenSubscriptions> {
  const credential = options.credential ?? (cloud === 'local' ? localCredential : defaultCredential(cloud, tenantId));
  const client = await sdkClients({ cloud, subscriptionId: '', credential, ...(httpClient === undefined ? {} : { httpClient }) }).subscriptions();
  const { result } = await callSdk(
    'list subscriptions',
    async (call) => {
      const found: { readonly id: string; readonly name: string; readonly tenantId: string }[] = [];
      for await (const { displayName, state, subscriptionId, tenantId: tenant } of client.subscriptions.list(call)) {
        if (subscriptionId === undefined || (state !== undefined && state !== 'Enabled' && state !== 'Warned' && state !== 'PastDue')) continue;
        found.push({ id: subscriptionId, name: displayName ?? subscriptionId, tenantId: tenant ?? tenantId ?? '' });
      }
      return found;
    },
    signal,
  );
  const token = await credential.getToken(`${cloudEndpoints(cloud).resourceManager}/.default`, signal === undefined ? {} : { abortSignal: signal });
  const { who } = token === null ? {} : identityOf(token.token);
  return { ...(who === undefined ? {} : { who }), subscriptions: result };
}
