import type { TokenCredential } from '@azure/identity';
import type { CloudName } from '../model/environment-settings.ts';
import { cloudEndpoints } from './clouds.ts';

/**
 * The usual chain of sign-ins: environment variables, workload and managed identity, Azure CLI, PowerShell, developer CLI. The identity
 * library is loaded when the first token is asked for.
 */
export function defaultCredential(cloud: CloudName, tenantId?: string): TokenCredential {
  let chain: Promise<TokenCredential> | undefined;
  const load = async (): Promise<TokenCredential> => {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new DefaultAzureCredential({ ...(tenantId === undefined ? {} : { tenantId }), authorityHost: cloudEndpoints(cloud).authority });
  };
  return {
    getToken: async (scopes, options) => {
      chain ??= load();
      return (await chain).getToken(scopes, options);
    },
  };
}

/** What the local Azure takes as a sign-in. */
export const localCredential: TokenCredential = {
  getToken: () => Promise.resolve({ token: 'local', expiresOnTimestamp: Date.UTC(2100, 0, 1) }),
};
