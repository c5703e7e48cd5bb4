import { cosmosProvider } from './cosmos.ts';
import { functionsProvider } from './functions.ts';
import { groupProvider } from './group.ts';
import { identityProvider } from './identity.ts';
import { insightsProvider } from './insights.ts';
import { logsProvider } from './logs.ts';
import type { Provider } from './provider.ts';
import { storageProvider } from './storage.ts';
import { vaultProvider } from './vault.ts';

/** The providers that every backend has; a user's own of the same resource type goes before. */
export const builtinProviders: readonly Provider[] = [
  groupProvider,
  identityProvider,
  vaultProvider,
  logsProvider,
  insightsProvider,
  storageProvider,
  cosmosProvider,
  functionsProvider,
];
