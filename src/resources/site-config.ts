import type { Json, JsonObject } from '../model/json.ts';
import { liveRules } from './live-rules.ts';
import type { LiveRules } from './resource-kind.ts';

/**
 * Settings of a site that its own GET answers with null, whatever was sent; they are read from `config/web` and `config/appsettings`.
 */
const hidden = [
  'apiDefinition', 'apiManagementConfig', 'appCommandLine', 'appSettings', 'autoHealEnabled', 'autoHealRules', 'autoSwapSlotName',
  'azureStorageAccounts', 'connectionStrings', 'cors', 'defaultDocuments', 'detailedErrorLoggingEnabled', 'documentRoot',
  'elasticWebAppScaleLimit', 'experiments', 'ftpsState', 'functionsRuntimeScaleMonitoringEnabled', 'handlerMappings', 'healthCheckPath',
  'http20ProxyFlag', 'httpLoggingEnabled', 'ipSecurityRestrictions', 'ipSecurityRestrictionsDefaultAction', 'javaContainer',
  'javaContainerVersion', 'javaVersion', 'keyVaultReferenceIdentity', 'limits', 'loadBalancing', 'localMySqlEnabled',
  'logsDirectorySizeLimit', 'managedPipelineMode', 'metadata', 'minTlsCipherSuite', 'minTlsVersion', 'netFrameworkVersion', 'nodeVersion',
  'phpVersion', 'powerShellVersion', 'preWarmedInstanceCount', 'publicNetworkAccess', 'publishingUsername', 'push', 'pythonVersion',
  'remoteDebuggingEnabled', 'remoteDebuggingVersion', 'requestTracingEnabled', 'scmIpSecurityRestrictions',
  'scmIpSecurityRestrictionsDefaultAction', 'scmIpSecurityRestrictionsUseMain', 'scmMinTlsVersion', 'scmType', 'tracingOptions',
  'use32BitWorkerProcess', 'virtualApplications', 'vnetName', 'vnetPrivatePortsCount', 'vnetRouteAllEnabled', 'webSocketsEnabled',
  'websiteTimeZone', 'windowsFxVersion',
] as const;

/** Their paths in the body of a site. */
const hiddenSiteConfig: readonly string[] = hidden.map((name) => `properties.siteConfig.${name}`);

/** The part of a settled site that replaces what was sent in them. */
export const nulledSiteConfig: JsonObject = Object.fromEntries(hidden.map((name): [string, Json] => [name, null]));

/** How the live body of a site or slot differs from the sent one. */
export const siteLive: LiveRules = liveRules({
  writeOnly: hiddenSiteConfig,
  omitted: ['properties.siteConfig', 'properties.hostNameSslStates.toUpdate', 'properties.hostNameSslStates.thumbprint'],
  answered: {
    // The plan decides, and what kind of app it is.
    'properties.reserved': [{ sent: false, live: true, where: { kind: '~linux' } }],
    'properties.hyperV': [{ sent: false, live: true, where: { kind: '~container,windows' } }],
    'properties.isXenon': [{ sent: false, live: true, where: { kind: '~container,windows' } }],
    // Elastic plans keep one ready.
    'properties.siteConfig.minimumElasticInstanceCount': [{ sent: 0, live: 1 }],
  },
  added: { 'properties.hostNameSslStates': [{}] },
});
