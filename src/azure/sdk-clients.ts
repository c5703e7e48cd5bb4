import type { ResourceManagementClient } from '@azure/arm-resources';
import type { DeploymentsClient } from '@azure/arm-resourcesdeployments';
import type { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import type { TokenCredential } from '@azure/identity';
import type { HttpClient, Pipeline } from '@azure/core-rest-pipeline';
import type { CloudName } from '../model/environment-settings.ts';
import { cloudEndpoints } from './clouds.ts';
import type { RetryOptions } from './retry-policy.ts';
import { replacedPolicy, retryPolicy } from './retry-policy.ts';

/** What the SDKs' clients are made of. */
export interface ClientOptions {
  readonly cloud: CloudName;
  readonly subscriptionId: string;
  readonly credential: TokenCredential;
  /** In place of the network. */
  readonly httpClient?: HttpClient;
  /** In place of the SDKs' own way of trying again. */
  readonly retry?: RetryOptions;
}

/** The clients of one subscription, each loaded when it is first used: reading resources does not pay for deployments. */
export interface SdkClients {
  resources(): Promise<ResourceManagementClient>;
  deployments(): Promise<DeploymentsClient>;
  subscriptions(): Promise<SubscriptionClient>;
}

export function sdkClients(options: ClientOptions): SdkClients {
  const { resourceManager } = cloudEndpoints(options.cloud);
  const { credential, subscriptionId } = options;
  const settings = {
    endpoint: resourceManager,
    credentials: { scopes: [`${resourceManager}/.default`] },
    userAgentOptions: { userAgentPrefix: 'atakora' },
    ...(options.httpClient === undefined ? {} : { httpClient: options.httpClient }),
  };
  return {
    resources: once(async () => retrying(new (await import('@azure/arm-resources')).ResourceManagementClient(credential, subscriptionId, settings), options.retry)),
    deployments: once(async () => retrying(new (await import('@azure/arm-resourcesdeployments')).DeploymentsClient(credential, subscriptionId, settings), options.retry)),
    subscriptions: once(async () => retrying(new (await import('@azure/arm-resources-subscriptions')).SubscriptionClient(credential, settings), options.retry)),
  };
}

/** The client with our retries instead of its own. */
function retrying<C extends { readonly pipeline: Pipeline }>(client: C, retry: RetryOptions | undefined): C {
  if (retry !== undefined) {
    client.pipeline.removePolicy({ name: replacedPolicy });
    client.pipeline.addPolicy(retryPolicy(retry), { phase: 'Retry' });
  }
  return client;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
