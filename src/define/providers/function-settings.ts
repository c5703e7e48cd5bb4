import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { Expression, Value } from '../../model/value.ts';
import { isExpression, refTo } from '../../model/value.ts';
import { vaultSecretName } from '../../model/secret-name.ts';
import { packagePathOf } from './app-package.ts';
import type { FunctionPlan } from './function-plan.ts';
import type { MergedRequirement, ProviderContext } from './provider.ts';
import { isValueObject } from './requirement-config.ts';

/** Addresses of what the settings of an app point to. */
export interface SettingTargets {
  readonly identity: Address;
  readonly storage: Address;
  /** Absent: nothing takes telemetry. */
  readonly insights: Address | undefined;
  readonly vault: Address;
  /** Blob container of the code package. */
  readonly packages: string;
}

/** Settings that Flex Consumption refuses or has a property for. */
const flexRefused = /^(?:WEBSITE_|ENABLE_ORYX_BUILD$|SCM_DO_BUILD_DURING_DEPLOYMENT$|FUNCTIONS_WORKER_RUNTIME|FUNCTIONS_EXTENSION_VERSION$)/;

/** Names that the provider fills itself. */
const reserved = /^(?:AzureWebJobsStorage(?:__.*)?|APPLICATIONINSIGHTS_.*|AZURE_CLIENT_ID)$/;

const identityOnly = 'managedidentity';

/**
 * All application settings, sorted by name: what the host needs, then what components ask for. Connections are service addresses
 * and an identity; there is no key anywhere.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
 */
export function applicationSettings(context: ProviderContext, plan: FunctionPlan, at: SettingTargets): readonly Value[] {
  const settings: Readonly<Record<string, Value>> = {
    ...hostSettings(at),
    ...(plan.family === 'flex' ? {} : machineSettings(at, packagePathOf(context.target, context.requirement.requirementKey) !== undefined)),
    ...hostOptions(plan, context.target.settings.monitoring.samplingPercent),
    ...Object.fromEntries(Object.entries(environmentOf(context.requirement)).map(([name, value]) => [name, settingValue(value, at.vault)])),
  };
  return Object.keys(settings)
    .sort()
    .map((name) => ({ name, value: settings[name] ?? '' }));
}

/** Variables that Azure or the provider would not take as they are. */
export function settingFindings(requirement: MergedRequirement, plan: FunctionPlan): readonly Diagnostic[] {
  return Object.entries(environmentOf(requirement)).flatMap(([name, value]): readonly Diagnostic[] => {
    const asker = requirement.requirements.find((asked) => isValueObject(asked.config['environment']) && Object.hasOwn(asked.config['environment'], name));
    const location = asker?.origin;
    if (reserved.test(name)) {
      return [diagnostic('error', 'ATK1308', `the variable ${name} is set by Atakora`, { hint: 'Leave it out of `environment`.', location })];
    }
    if (!/^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name)) {
      return [diagnostic('error', 'ATK1308', `"${name}" cannot be the name of a variable`, { hint: 'Use letters, digits and `_`.', location })];
    }
    if (plan.family === 'flex' && flexRefused.test(name)) {
      return [diagnostic('error', 'ATK1316', `Flex Consumption does not take the variable ${name}`, { hint: 'Leave it out, or choose another `plan`.', location })];
    }
    if (readsItself(value, requirement.requirementKey)) {
      return [diagnostic('error', 'ATK1305', `the variable ${name} needs the address of the app that it belongs to`, { hint: 'Leave it out: at run time the app finds its host name in WEBSITE_HOSTNAME.', location })];
    }
    return holdsSecretInside(value) ? [diagnostic('error', 'ATK1308', `the variable ${name} joins a secret with other text`, { hint: 'Give the secret a variable of its own.', location })] : [];
  });
}

/** Names in the vault of the secrets that an environment refers to. */
export function secretsOf(environment: Value | undefined): readonly string[] {
  const values = isValueObject(environment) ? Object.values(environment) : [];
  return [...new Set(values.flatMap((value) => (isSecret(value) ? [vaultSecretName(value.name)] : [])))].sort();
}

function hostSettings(at: SettingTargets): Readonly<Record<string, Value>> {
  const clientId = refTo(at.identity, 'clientId');
  return {
    AzureWebJobsStorage__credential: identityOnly,
    AzureWebJobsStorage__clientId: clientId,
    AzureWebJobsStorage__blobServiceUri: refTo(at.storage, 'blobEndpoint'),
    AzureWebJobsStorage__queueServiceUri: refTo(at.storage, 'queueEndpoint'),
    AzureWebJobsStorage__tableServiceUri: refTo(at.storage, 'tableEndpoint'),
    ...(at.insights === undefined ? {} : telemetrySettings(at.insights, clientId)),
    // Tells Entra libraries in the code which identity to use.
    AZURE_CLIENT_ID: clientId,
  };
}

function telemetrySettings(insights: Address, clientId: Value): Readonly<Record<string, Value>> {
  return {
    APPLICATIONINSIGHTS_CONNECTION_STRING: refTo(insights, 'connectionString'),
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: { $: 'concat', parts: ['ClientId=', clientId, ';Authorization=AAD'] },
  };
}

/**
 * What an app with machines of its own needs and Flex Consumption refuses. What is published to the app itself runs from there; what
 * others put into the container is read from its blob by identity. Neither needs a file share, which only a key could open.
 * @see https://learn.microsoft.com/azure/azure-functions/run-functions-from-deployment-package
 */
function machineSettings(at: SettingTargets, published: boolean): Readonly<Record<string, Value>> {
  const worker = { FUNCTIONS_EXTENSION_VERSION: '~4', FUNCTIONS_WORKER_RUNTIME: 'node' };
  if (published) {
    return { ...worker, WEBSITE_RUN_FROM_PACKAGE: '1' };
  }
  return {
    ...worker,
    WEBSITE_RUN_FROM_PACKAGE: { $: 'concat', parts: [refTo(at.storage, 'blobEndpoint'), `${at.packages}/released-package.zip`] },
    WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: refTo(at.identity, 'id'),
  };
}

/** Settings that stand above the file `host.json` of the code. */
function hostOptions(plan: FunctionPlan, samplingPercent: number): Readonly<Record<string, Value>> {
  const sampling = 'AzureFunctionsJobHost__logging__applicationInsights__samplingSettings__';
  const percent = String(samplingPercent);
  const kept: Readonly<Record<string, Value>> =
    samplingPercent >= 100
      ? { [`${sampling}isEnabled`]: 'false' }
      : { [`${sampling}isEnabled`]: 'true', [`${sampling}initialSamplingPercentage`]: percent, [`${sampling}minSamplingPercentage`]: percent, [`${sampling}maxSamplingPercentage`]: percent };
  return { ...kept, ...(plan.timeoutSeconds === undefined ? {} : { AzureFunctionsJobHost__functionTimeout: clockTime(plan.timeoutSeconds) }) };
}

/** `hh:mm:ss`, as the host reads durations. */
function clockTime(seconds: number): string {
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function environmentOf(requirement: MergedRequirement): Readonly<Record<string, Value>> {
  const { environment } = requirement.config;
  return isValueObject(environment) ? environment : {};
}

/** Settings are text: numbers and truth values are written out, secrets become references to the vault. */
function settingValue(value: Value, vault: Address): Value {
  if (isSecret(value)) {
    return { $: 'concat', parts: ['@Microsoft.KeyVault(SecretUri=', refTo(vault, 'uri'), `secrets/${vaultSecretName(value.name)}/)`] };
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function isSecret(value: Value): value is Extract<Expression, { $: 'secret' }> {
  return isExpression(value) && value.$ === 'secret';
}

/** True for what Azure knows of an app only once the app, with all its settings, is there. */
function readsItself(value: Value, key: string): boolean {
  if (!isExpression(value)) {
    return false;
  }
  if (value.$ === 'concat') {
    return value.parts.some((part) => readsItself(part, key));
  }
  const own = [`functions.${key}`, ...(key === 'main' ? ['functions'] : [])];
  return value.$ === 'ref' && own.includes(value.target.replace(/^backend\./, '')) && (value.output === 'hostName' || value.output === 'url');
}

function holdsSecretInside(value: Value): boolean {
  return isExpression(value) && value.$ === 'concat' && value.parts.some((part) => isSecret(part) || holdsSecretInside(part));
}
