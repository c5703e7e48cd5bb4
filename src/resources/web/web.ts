import type { Json, JsonObject } from '../../model/json.ts';
import { liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import type { LiveRules, ResourceKind } from '../resource-kind.ts';
import { nulls } from './site-body.ts';

/** Properties that are answered with null until somebody sets them. */
const noConfig: readonly string[] = [
  'acrUserManagedIdentityID', 'apiDefinition', 'apiManagementConfig', 'appSettings', 'autoHealRules', 'autoSwapSlotName', 'azureMonitorLogCategories',
  'connectionStrings', 'cors', 'documentRoot', 'handlerMappings', 'healthCheckPath', 'javaContainer', 'javaContainerVersion', 'javaVersion', 'limits',
  'machineKey', 'managedServiceIdentityId', 'metadata', 'publishingPassword', 'push', 'remoteDebuggingVersion', 'runtimeADUser',
  'runtimeADUserPassword', 'tracingOptions', 'websiteTimeZone', 'windowsFxVersion', 'xManagedServiceIdentityId',
];

const noSignIn: readonly string[] = [
  'aadClaimsAuthorization', 'additionalLoginParams', 'allowedAudiences', 'allowedExternalRedirectUrls', 'clientSecret',
  'clientSecretCertificateThumbprint', 'clientSecretSettingName', 'defaultProvider', 'enabled', 'facebookAppId', 'facebookAppSecret',
  'facebookAppSecretSettingName', 'facebookOAuthScopes', 'gitHubClientId', 'gitHubClientSecret', 'gitHubClientSecretSettingName', 'gitHubOAuthScopes',
  'googleClientId', 'googleClientSecret', 'googleClientSecretSettingName', 'googleOAuthScopes', 'issuer', 'microsoftAccountClientId',
  'microsoftAccountClientSecret', 'microsoftAccountClientSecretSettingName', 'microsoftAccountOAuthScopes', 'tokenStoreEnabled', 'twitterConsumerKey',
  'twitterConsumerSecret', 'twitterConsumerSecretSettingName', 'unauthenticatedClientAction',
];

/** The rule for everybody who is not named by another, which the service writes itself and keeps at the end. */
const everybodyElse: readonly Json[] = [{ priority: 2_147_483_647 }, { ipAddress: 'Any' }];

/** Elastic plans keep an instance ready; of a version of the .NET Framework only the runtime counts. */
const webLive: LiveRules = liveRules({
  answered: {
    'properties.minimumElasticInstanceCount': [{ sent: 0, live: 1 }],
    'properties.netFrameworkVersion': [
      { sent: 'v3.5', live: 'v3.0' },
      { sent: 'v3.5', live: 'v2.0' },
      { sent: 'v4.6', live: 'v4.0' },
      { sent: 'v4.8', live: 'v4.0' },
    ],
  },
  added: { 'properties.ipSecurityRestrictions': everybodyElse, 'properties.scmIpSecurityRestrictions': everybodyElse },
});

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/config */
export function web(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/config',
    named: 'web',
    apiVersion: '2025-03-01',
    title: 'app configuration',
    allowed: { 'properties.managedPipelineMode': ['Integrated', 'Classic'] },
    live: webLive,
    settle: {
      defaults: { properties: { ...nulls(noConfig), ...configDefaults() } },
      within: { 'properties.virtualApplications[]': { virtualDirectories: null } },
      outputs: { location: '{Location}', 'properties.publishingUsername': '${rootName}', 'properties.siteAuthSettings.clientId': null },
      location: 'display',
      provisioning: false,
    },
    local: {
      answers: { update: '200 none', patch: '200 none' },
      implicit: ['web'],
      putKeepsOmitted: ['properties.elasticWebAppScaleLimit'],
    },
  });
}

const everybody: readonly Json[] = [{ ipAddress: 'Any', action: 'Allow', priority: 1, name: 'Allow all', description: 'Allow all access' }];

const defaultDocuments = [
  'Default.htm', 'Default.html', 'Default.asp', 'index.htm', 'index.html',
  'iisstart.htm', 'default.aspx', 'index.php', 'hostingstart.html',
];

function configDefaults(): JsonObject {
  return {
    acrUseManagedIdentityCreds: false,
    alwaysOn: false,
    appCommandLine: '',
    autoHealEnabled: false,
    azureStorageAccounts: {},
    customAppPoolIdentityAdminState: false,
    customAppPoolIdentityTenantState: false,
    defaultDocuments,
    detailedErrorLoggingEnabled: false,
    experiments: { rampUpRules: [] },
    fileChangeAuditEnabled: false,
    ftpsState: 'AllAllowed',
    functionAppScaleLimit: 0,
    functionsRuntimeScaleMonitoringEnabled: false,
    httpLoggingEnabled: false,
    ipSecurityRestrictions: everybody,
    linuxFxVersion: '',
    loadBalancing: 'LeastRequests',
    logsDirectorySizeLimit: 35,
    managedPipelineMode: 'Integrated',
    minTlsVersion: '1.2',
    minimumElasticInstanceCount: 0,
    nodeVersion: '',
    numberOfWorkers: 1,
    phpVersion: '5.6',
    powerShellVersion: '',
    preWarmedInstanceCount: 0,
    pythonVersion: '',
    remoteDebuggingEnabled: false,
    requestTracingEnabled: false,
    routingRules: [],
    scmIpSecurityRestrictions: everybody,
    scmIpSecurityRestrictionsUseMain: false,
    scmMinTlsVersion: '1.0',
    siteAuthEnabled: false,
    siteAuthSettings: { ...nulls(noSignIn), isAadAutoProvisioned: false },
    use32BitWorkerProcess: true,
    virtualApplications: [{ virtualPath: '/', physicalPath: 'site\\wwwroot', preloadEnabled: false, virtualDirectories: null }],
    vnetName: '',
    vnetPrivatePortsCount: 0,
    vnetRouteAllEnabled: false,
    webSocketsEnabled: false,
    winAuthAdminState: 0,
    winAuthTenantState: 0,
  };
}
