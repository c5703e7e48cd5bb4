const quota = 'no subscription of this world has quotas';
const network = 'what Network refuses about subnets, addresses and bound resources is not played';
const apps = 'what Container Apps refuses about images, secrets, certificates and counts is not played';
const signIn = 'this sign-in has no policies and no refresh tokens, and its secrets do not end';
const library = 'thrown by the client library before anything is sent';
const graph = 'no directory is played: Microsoft Graph has no address here';
const busy = 'whether another write is under way is not played, and a fault rule answers with one flat error in the usual frame';
const kept = 'only vaults are kept after their deletion; other types are gone at once';
const inner = 'a rule of the service about values that the world keeps as they are sent';

/** Failures that are not brought about in the local Azure, by the code of their row, each with its reason. */
export const failuresLeft: Readonly<Record<string, string>> = {
  'BadRequest (ExtendedCode 59911)': 'which features a region lacks is not in the metadata',
  '(no ARM error) Flex runtime version not in the catalogue': 'the write succeeds; what fails is the app, and no app runs here',
  'Unauthorized (quota)': quota,
  'Unauthorized (ExtendedCode 52041)': quota,
  'InvalidTemplateDeployment > ValidationForResourceFailed > SubscriptionIsOverQuotaForSku': quota,
  '429 (ExtendedCode 59206)': busy,
  SkuNotAvailable: 'which sizes a region has left is not played',
  'InvalidTemplateDeployment > QuotaExceeded': quota,
  MarketplacePurchaseEligibilityFailed: 'marketplace purchases are not played',
  InUseSubnetCannotBeDeleted: network,
  InUseNetworkSecurityGroupCannotBeDeleted: network,
  PublicIPAddressCannotBeDeleted: network,
  NicInUse: network,
  InvalidAddressPrefixFormat: network,
  NetcfgSubnetRangesOverlap: network,
  'BadRequest (missing delegation)': network,
  MiCreateFailedNonDelegatedSubnet: network,
  PrivateEndpointConnectionStatusNotPending: 'connections of private endpoints are approved at once here',
  'RetryableError > ReferencedResourceNotProvisioned': busy,
  'RetryableError > RetryableErrorDueToAnotherOperation': busy,
  ParentResourceIsInFailedState: network,
  PreconditionFailed: 'a generic `If-None-Match: *` is refused with the sentence of Resource Manager; the one of DNS zones is not played',
  'LinkedAuthorizationFailed (other tenant)': 'there is one tenant and one subscription',
  LinkedAccessCheckFailed: network,
  Authorization_RequestDenied: graph,
  Request_ResourceNotFound: graph,
  ServicePrincipalNotFound: graph,
  MissingRegistrationForLocation: 'a namespace is registered for all of its regions',
  '(HTML body)': 'a fault rule answers with JSON; the unfolding of HTML is tested in unfold-failure.test.ts',
  MessagingGatewayBadRequest: inner,
  ServiceAlreadyExistsInSoftDeletedState: kept,
  AadOnlyAuthenticationIsEnabled: inner,
  MaxNumberOfGlobalEnvironmentsInSubExceeded: quota,
  InvalidParameterValueInContainerTemplate: apps,
  ContainerAppRegistriesPasswordSecretRefNotFound: apps,
  CertificateInUse: apps,
  DnsRecordIsReserved: network,
  'BadRequest (AFD rule)': inner,
  'Conflict (workspace name not unique)': kept,
  FlagMustBeSetForRestore: kept,
  NameUnavailable: 'App Configuration is outside of the catalogue',
  RBACAccessDenied: 'the recording has no body; rights on budgets are those of the scope here',
  FeatureNotSupportedForAccount: inner,
  ContainerImmutabilityPolicyFailure: inner,
  'OperationNotAllowed (disk attached)': 'what Compute refuses is not played',
  AADSTS7000222: signIn,
  AADSTS53003: signIn,
  AADSTS70043: signIn,
  'CredentialUnavailableError AzureCliCredential not installed': library,
  'CredentialUnavailableError AzureCliCredential not signed in': library,
  'CredentialUnavailableError AzureCliCredential claims': library,
  'CredentialUnavailableError AzureDeveloperCliCredential': library,
  'CredentialUnavailableError EnvironmentCredential': library,
  'CredentialUnavailableError ManagedIdentityCredential': library,
  'AggregateAuthenticationError ChainedTokenCredential': library,
};
