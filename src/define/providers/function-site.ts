import type { Address } from '../../model/address.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { refTo } from '../../model/value.ts';
import { userAssignedIdentity } from '../../resources/user-assigned-identity.ts';
import { groupResourceId } from './arm-text.ts';
import type { FunctionPlan } from './function-plan.ts';
import type { SettingTargets } from './function-settings.ts';

/** What the body of a function app is made of. */
export interface SiteParts {
  readonly plan: FunctionPlan;
  readonly planAddress: Address;
  readonly location: string;
  /** Azure name of the identity that the app acts as. */
  readonly identityName: string;
  readonly at: SettingTargets;
  readonly settings: readonly Value[];
  /** Web pages that may call it from another host. */
  readonly allowedOrigins: readonly string[];
}

/** Most instances that a scale limit of a site may name. */
const scaleLimit = 200;

/** @see https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code */
export function siteBody(parts: SiteParts): ValueObject {
  const { plan, at } = parts;
  return {
    location: parts.location,
    kind: 'functionapp,linux',
    // The key is the id of the identity: keys of a template may be expressions, those of a value are text.
    identity: { type: 'UserAssigned', userAssignedIdentities: { [`[${groupResourceId(userAssignedIdentity.type, parts.identityName)}]`]: {} } },
    properties: {
      serverFarmId: refTo(parts.planAddress, 'id'),
      reserved: true,
      httpsOnly: true,
      clientAffinityEnabled: false,
      publicNetworkAccess: 'Enabled',
      keyVaultReferenceIdentity: refTo(at.identity, 'id'),
      ...(plan.family === 'flex' ? { functionAppConfig: flexConfig(plan, at) } : {}),
      siteConfig: {
        minTlsVersion: '1.2',
        scmMinTlsVersion: '1.2',
        ftpsState: 'Disabled',
        http20Enabled: true,
        ...(parts.allowedOrigins.length === 0 ? {} : { cors: { allowedOrigins: parts.allowedOrigins, supportCredentials: false } }),
        ...machineConfig(plan),
        appSettings: parts.settings,
      },
    },
  };
}

function flexConfig(plan: FunctionPlan, at: SettingTargets): ValueObject {
  return {
    deployment: {
      storage: {
        type: 'blobContainer',
        value: { $: 'concat', parts: [refTo(at.storage, 'blobEndpoint'), at.packages] },
        authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: refTo(at.identity, 'id') },
      },
    },
    runtime: { name: 'node', version: plan.nodeVersion },
    scaleAndConcurrency: {
      instanceMemoryMB: plan.memoryMb,
      maximumInstanceCount: plan.maximumInstances,
      ...(plan.alwaysReady > 0 && plan.http ? { alwaysReady: [{ name: 'http', instanceCount: plan.alwaysReady }] } : {}),
    },
  };
}

function machineConfig(plan: FunctionPlan): ValueObject {
  const linuxFxVersion = `Node|${plan.nodeVersion}`;
  switch (plan.family) {
    case 'flex':
      return {};
    case 'elastic':
      return { linuxFxVersion, minimumElasticInstanceCount: Math.max(1, Math.min(plan.alwaysReady, 20)), functionAppScaleLimit: Math.min(plan.maximumInstances, scaleLimit) };
    case 'dedicated':
      return { linuxFxVersion, alwaysOn: true };
  }
}
