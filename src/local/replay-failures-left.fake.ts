const library = 'thrown by the client library before anything is sent';
const graph = 'no directory is played: Microsoft Graph has no address here, and clusters of containers are stored as they are sent';

/** Failures that are not brought about in the local Azure, by the code of their row, each with its reason. */
export const failuresLeft: Readonly<Record<string, string>> = {
  ParentResourceIsInFailedState: 'a resource that fails here leaves nothing behind that a child could be put below',
  Authorization_RequestDenied: graph,
  Request_ResourceNotFound: graph,
  ServicePrincipalNotFound: graph,
  RBACAccessDenied: 'the recording has no body; rights on budgets are those of the scope here',
  'CredentialUnavailableError AzureCliCredential not installed': library,
  'CredentialUnavailableError AzureCliCredential not signed in': library,
  'CredentialUnavailableError AzureCliCredential claims': library,
  'CredentialUnavailableError AzureDeveloperCliCredential': library,
  'CredentialUnavailableError EnvironmentCredential': library,
  'CredentialUnavailableError ManagedIdentityCredential': library,
  'AggregateAuthenticationError ChainedTokenCredential': library,
};
