import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../model/json.ts';
import { assign, signIn } from './access/test-identity.fake.ts';
import { writeFaultFile } from './faults/fault-file.ts';
import { parseFaultRule } from './faults/parse-fault-rule.ts';
import type { Answer, TestAzure } from './local-azure.fake.ts';
import { readAnswer, storageAccount, subscriptionPath, template } from './local-azure.fake.ts';
import type { LocalResponse } from './request.ts';

type Maker = (azure: TestAzure) => Answer;

const rg = `${subscriptionPath}/resourceGroups/rg`;
const location = 'westeurope';
const network = `${rg}/providers/Microsoft.Network`;

/** Makes a resource that must be taken, and waits for it. */
function made(azure: TestAzure, path: string, body: JsonObject): string {
  const answered = azure.send('PUT', path, { location, ...body });
  if (answered.status >= 300) throw new Error(`${path}: ${JSON.stringify(answered.body)}`);
  azure.advance(60_000);
  return path;
}

function settle(azure: TestAzure, settings: JsonObject): void {
  mkdirSync(azure.worldFolder, { recursive: true });
  writeFileSync(join(azure.worldFolder, 'settings.json'), JSON.stringify(settings));
}

function validated(azure: TestAzure, resources: readonly JsonObject[]): Answer {
  return azure.send('PUT', `${rg}/providers/Microsoft.Resources/deployments/d`, { properties: { mode: 'Incremental', template: template(resources), parameters: {} } });
}

/** The answer under a fault rule, to a write of something. */
function underRule(rule: string, path = `${rg}/providers/Microsoft.Storage/storageAccounts/stone`): Maker {
  return (azure) => {
    mkdirSync(azure.worldFolder, { recursive: true });
    writeFaultFile(azure.worldFolder, { seed: 1, rules: [parseFaultRule(rule)] });
    return azure.send('PUT', path, storageAccount('stone'));
  };
}

function signInUnderRule(rule: string): Maker {
  return ({ azure, worldFolder }) => {
    mkdirSync(worldFolder, { recursive: true });
    writeFaultFile(worldFolder, { seed: 1, rules: [parseFaultRule(rule)] });
    return readAnswer(azure.handle({ method: 'POST', url: 'https://login.microsoftonline.com/common/oauth2/v2.0/token', headers: {}, network: true, body: 'grant_type=client_credentials' }) as LocalResponse);
  };
}

const subnets = (...list: readonly JsonObject[]): JsonObject => ({ properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: list } });
const subnet = (name: string, addressPrefix: string, more: JsonObject = {}): JsonObject => ({ name, properties: { addressPrefix, ...more } });
const plan = (sku: string, more: JsonObject = {}): JsonObject => ({ kind: 'linux', sku: { name: sku }, properties: { reserved: true, ...more } });
const webPlan = (name: string) => `${rg}/providers/Microsoft.Web/serverfarms/${name}`;
const machine = (vmSize: string, more: JsonObject = {}): JsonObject => ({ properties: { hardwareProfile: { vmSize }, ...more } });
const vnet = `${network}/virtualNetworks/net`;
const nic = (azure: TestAzure, properties: JsonObject) => made(azure, `${network}/networkInterfaces/nic`, { properties: { ipConfigurations: [{ name: 'one', properties }] } });
const netWithSubnet = (azure: TestAzure) => made(azure, vnet, subnets(subnet('inner', '10.0.0.0/24')));
const gone = (azure: TestAzure, path: string) => {
  azure.send('DELETE', path);
  azure.advance(60_000);
};
const api: JsonObject = { sku: { name: 'Developer', capacity: 1 }, properties: { publisherEmail: 'me@example.com', publisherName: 'me' } };

/** Failures that services make of what they are sent, of what is there, and of what the subscription may have; by the code of their row. */
export const serviceMakers: Readonly<Record<string, Maker>> = {
  'BadRequest (ExtendedCode 59911)': ({ send }) => send('PUT', webPlan('zoned'), { location: 'westus', sku: { name: 'P1v3' }, properties: { zoneRedundant: true } }),
  'Unauthorized (quota)': (azure) => {
    settle(azure, { quotas: { 'Microsoft.Web/Basic VMs': 0 } });
    return azure.send('PUT', webPlan('small'), { location, ...plan('B1') });
  },
  'Unauthorized (ExtendedCode 52041)': (azure) => {
    made(azure, webPlan('first'), plan('F1'));
    return azure.send('PUT', webPlan('second'), { location, ...plan('F1') });
  },
  'InvalidTemplateDeployment > ValidationForResourceFailed > SubscriptionIsOverQuotaForSku': (azure) => {
    settle(azure, { quotas: { 'Microsoft.Web/Basic VMs': 0 } });
    return validated(azure, [{ type: 'Microsoft.Web/serverfarms', apiVersion: '2023-12-01', name: 'small', location, ...plan('B1') }]);
  },
  '429 (ExtendedCode 59206)': underRule('429 PUT code=59206', `${rg}/providers/Microsoft.Web/sites/web`),
  SkuNotAvailable: (azure) => {
    settle(azure, { unavailable: ['Standard_B2s@eastus'] });
    return azure.send('PUT', `${rg}/providers/Microsoft.Compute/virtualMachines/vm`, { location: 'eastus', ...machine('Standard_B2s') });
  },
  'InvalidTemplateDeployment > QuotaExceeded': (azure) => {
    settle(azure, { quotas: { 'Microsoft.Compute/cores': 100 } });
    made(azure, `${rg}/providers/Microsoft.Compute/virtualMachines/big`, machine('Standard_D16s_v3'));
    made(azure, `${rg}/providers/Microsoft.Compute/virtualMachines/small`, machine('Standard_DS1_v2'));
    return validated(azure, [{ type: 'Microsoft.Compute/virtualMachineScaleSets', apiVersion: '2024-07-01', name: 'set', location, sku: { name: 'Standard_DS1_v2', capacity: 101 }, properties: {} }]);
  },
  MarketplacePurchaseEligibilityFailed: (azure) => {
    settle(azure, { marketplace: false });
    return validated(azure, [{ type: 'Microsoft.Compute/virtualMachines', apiVersion: '2024-07-01', name: 'vm', location, plan: { name: 'p', publisher: 'q', product: 'r' }, ...machine('Standard_DS1_v2') }]);
  },
  InUseSubnetCannotBeDeleted: (azure) => {
    netWithSubnet(azure);
    nic(azure, { subnet: { id: `${vnet}/subnets/inner` } });
    made(azure, `${vnet}/subnets/inner`, subnet('inner', '10.0.0.0/24'));
    return azure.send('DELETE', `${vnet}/subnets/inner`);
  },
  InUseNetworkSecurityGroupCannotBeDeleted: (azure) => {
    const group = made(azure, `${network}/networkSecurityGroups/rules`, { properties: {} });
    made(azure, vnet, subnets(subnet('inner', '10.0.0.0/24', { networkSecurityGroup: { id: group } })));
    return azure.send('DELETE', group);
  },
  PublicIPAddressCannotBeDeleted: (azure) => {
    const address = made(azure, `${network}/publicIPAddresses/ip`, { sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } });
    nic(azure, { publicIPAddress: { id: address } });
    return azure.send('DELETE', address);
  },
  NicInUse: (azure) => {
    netWithSubnet(azure);
    const id = nic(azure, { subnet: { id: `${vnet}/subnets/inner` } });
    made(azure, `${rg}/providers/Microsoft.Compute/virtualMachines/vm`, machine('Standard_B2s', { networkProfile: { networkInterfaces: [{ id }] } }));
    return azure.send('DELETE', id);
  },
  InvalidAddressPrefixFormat: ({ send }) => send('PUT', vnet, { location, ...subnets(subnet('inner', '10.0.0/24')) }),
  NetcfgSubnetRangesOverlap: (azure) => {
    made(azure, vnet, subnets(subnet('one', '10.0.0.0/24')));
    return azure.send('PUT', `${vnet}/subnets/two`, { properties: { addressPrefix: '10.0.0.128/25' } });
  },
  'BadRequest (missing delegation)': (azure) => {
    netWithSubnet(azure);
    const farm = made(azure, webPlan('plan'), plan('B1'));
    return azure.send('PUT', `${rg}/providers/Microsoft.Web/sites/inside`, { location, kind: 'app', properties: { serverFarmId: farm, virtualNetworkSubnetId: `${vnet}/subnets/inner` } });
  },
  MiCreateFailedNonDelegatedSubnet: (azure) => {
    netWithSubnet(azure);
    return azure.send('PUT', `${rg}/providers/Microsoft.Sql/managedInstances/mi`, { location, sku: { name: 'GP_Gen5' }, properties: { subnetId: `${vnet}/subnets/inner` } });
  },
  PrivateEndpointConnectionStatusNotPending: (azure) => {
    const account = made(azure, `${rg}/providers/Microsoft.Storage/storageAccounts/stone`, storageAccount('stone'));
    const state = (status: string) => ({ properties: { privateLinkServiceConnectionState: { status, description: '' } } });
    made(azure, `${account}/privateEndpointConnections/c`, state('Approved'));
    return azure.send('PUT', `${account}/privateEndpointConnections/c`, state('Rejected'));
  },
  'RetryableError > ReferencedResourceNotProvisioned': underRule('429 PUT code=ReferencedResourceNotProvisioned message="Cannot proceed with operation because resource /subscriptions/0/x used by resource y is not in Succeeded state. Resource is in Updating state and the last operation that updated/is updating the resource is PutSubnetOperation."'),
  'RetryableError > RetryableErrorDueToAnotherOperation': underRule('429 PUT code=RetryableErrorDueToAnotherOperation message="Operation PutSubnetOperation (0) is updating resource /subscriptions/0/x. The call can be retried in 11 seconds."'),
  PreconditionFailed: (azure) => {
    const zone = made(azure, `${network}/dnsZones/example.com`, { location: 'global', properties: {} });
    const url = `https://management.azure.com${made(azure, `${zone}/A/www`, { properties: { TTL: 60 } })}?api-version=2018-05-01`;
    return readAnswer(azure.azure.handle({ method: 'PUT', url, headers: { 'if-none-match': '*', authorization: 'Bearer test' }, body: '{}' }) as LocalResponse);
  },
  'LinkedAuthorizationFailed (other tenant)': ({ send }) =>
    send('PUT', `${network}/networkInterfaces/nic`, { location, properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: `${vnet.replace(/^\/subscriptions\/[^/]+/, '/subscriptions/12121212-0000-4000-8000-000000000001')}/subnets/inner` } } }] } }),
  LinkedAccessCheckFailed: (azure) => {
    const address = made(azure, `${network}/publicIPAddresses/ip`, { sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } });
    azure.send('PUT', `${subscriptionPath}/resourcegroups/mine`, { location });
    const someone = signIn(azure);
    assign(azure, someone.objectId, 'Contributor', `${subscriptionPath}/resourceGroups/mine`);
    return someone.send('PUT', `${subscriptionPath}/resourceGroups/mine/providers/Microsoft.Network/networkInterfaces/nic`, { location, properties: { ipConfigurations: [{ name: 'one', properties: { publicIPAddress: { id: address } } }] } });
  },
  '(HTML body)': (azure) => {
    mkdirSync(azure.worldFolder, { recursive: true });
    writeFaultFile(azure.worldFolder, { seed: 1, rules: [parseFaultRule('503 GET html=true')] });
    const { status, headers, body } = azure.azure.handle({ method: 'GET', url: `https://management.azure.com${rg}?api-version=2022-09-01`, headers: {} }) as LocalResponse;
    return { status, headers, body: { html: body ?? '' } };
  },
  MessagingGatewayBadRequest: (azure) => {
    const bus = made(azure, `${rg}/providers/Microsoft.ServiceBus/namespaces/premium-bus`, { sku: { name: 'Premium', tier: 'Premium', capacity: 1 }, properties: {} });
    return azure.send('PUT', `${bus}/queues/q`, { properties: { maxMessageSizeInKilobytes: 256 } });
  },
  ServiceAlreadyExistsInSoftDeletedState: (azure) => {
    const path = made(azure, `${rg}/providers/Microsoft.ApiManagement/service/gone-api`, api);
    gone(azure, path);
    return azure.send('PUT', path, { location, ...api });
  },
  AadOnlyAuthenticationIsEnabled: (azure) => {
    const server: JsonObject = { location, properties: { administratorLogin: 'me', administratorLoginPassword: 'Pa55-word-1' } };
    const path = made(azure, `${rg}/providers/Microsoft.Sql/servers/entra-only`, server);
    made(azure, `${path}/azureADOnlyAuthentications/Default`, { properties: { azureADOnlyAuthentication: true } });
    return azure.send('PUT', path, server);
  },
  MaxNumberOfGlobalEnvironmentsInSubExceeded: (azure) => {
    settle(azure, { quotas: { 'Microsoft.App/ManagedEnvironmentCount': 1 } });
    made(azure, `${rg}/providers/Microsoft.App/managedEnvironments/first`, { properties: {} });
    return validated(azure, [{ type: 'Microsoft.App/managedEnvironments', apiVersion: '2024-03-01', name: 'second', location, properties: {} }]);
  },
  InvalidParameterValueInContainerTemplate: (azure) => {
    settle(azure, { unavailable: ['r.azurecr.io/shop:2'] });
    const environment = made(azure, `${rg}/providers/Microsoft.App/managedEnvironments/here`, { properties: {} });
    return azure.send('PUT', `${rg}/providers/Microsoft.App/containerApps/app`, { location, properties: { environmentId: environment, template: { containers: [{ name: 'c', image: 'r.azurecr.io/shop:2' }] } } });
  },
  ContainerAppRegistriesPasswordSecretRefNotFound: (azure) => {
    const environment = made(azure, `${rg}/providers/Microsoft.App/managedEnvironments/here`, { properties: {} });
    const configuration = { secrets: [], registries: [{ server: 'r.azurecr.io', username: 'r', passwordSecretRef: 'pull' }] };
    return azure.send('PUT', `${rg}/providers/Microsoft.App/containerApps/app`, { location, properties: { environmentId: environment, configuration, template: { containers: [{ name: 'c', image: 'r.azurecr.io/c:1' }] } } });
  },
  CertificateInUse: (azure) => {
    const environment = made(azure, `${rg}/providers/Microsoft.App/managedEnvironments/here`, { properties: {} });
    const certificate = made(azure, `${environment}/certificates/tls`, { properties: {} });
    const ingress = { external: true, targetPort: 80, customDomains: [{ name: 'www.example.com', certificateId: certificate, bindingType: 'SniEnabled' }] };
    made(azure, `${rg}/providers/Microsoft.App/containerApps/app`, { properties: { environmentId: environment, configuration: { ingress }, template: { containers: [{ name: 'c', image: 'nginx' }] } } });
    return azure.send('DELETE', certificate);
  },
  DnsRecordIsReserved: (azure) => {
    const configuration = { name: 'ip', properties: { dnsSettings: { domainNameLabel: 'shop' } } };
    made(azure, `${rg}/providers/Microsoft.Compute/virtualMachineScaleSets/set`, { sku: { name: 'Standard_B2s', capacity: 1 }, properties: { virtualMachineProfile: { networkProfile: { networkInterfaceConfigurations: [{ name: 'n', properties: { ipConfigurations: [{ name: 'i', properties: { publicIPAddressConfiguration: configuration } }] } }] } } } });
    return azure.send('PUT', `${network}/publicIPAddresses/ip`, { location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static', dnsSettings: { domainNameLabel: 'shop' } } });
  },
  'BadRequest (AFD rule)': (azure) => {
    const profile = made(azure, `${rg}/providers/Microsoft.Cdn/profiles/edge`, { location: 'global', sku: { name: 'Standard_AzureFrontDoor' }, properties: {} });
    const set = made(azure, `${profile}/ruleSets/set`, { properties: {} });
    const condition = { name: 'RequestMethod', parameters: { typeName: 'DeliveryRuleRequestMethodConditionParameters', operator: 'Equal', matchValues: ['HEAD1'] } };
    return azure.send('PUT', `${set}/rules/rule`, { properties: { order: 1, conditions: [condition], actions: [] } });
  },
  'Conflict (workspace name not unique)': (azure) => {
    const path = (group: string) => `${subscriptionPath}/resourceGroups/${group}/providers/Microsoft.OperationalInsights/workspaces/logs`;
    azure.send('PUT', `${subscriptionPath}/resourcegroups/other`, { location });
    gone(azure, made(azure, path('rg'), { properties: { sku: { name: 'PerGB2018' } } }));
    return azure.send('PUT', path('other'), { location, properties: { sku: { name: 'PerGB2018' } } });
  },
  FlagMustBeSetForRestore: (azure) => {
    const path = made(azure, `${rg}/providers/Microsoft.CognitiveServices/accounts/mind`, { sku: { name: 'S0' }, kind: 'OpenAI', properties: {} });
    gone(azure, path);
    return azure.send('PUT', path, { location, sku: { name: 'S0' }, kind: 'OpenAI', properties: {} });
  },
  NameUnavailable: (azure) => {
    const path = made(azure, `${rg}/providers/Microsoft.AppConfiguration/configurationStores/store`, { sku: { name: 'Standard' }, properties: {} });
    gone(azure, path);
    return azure.send('PUT', path, { location, sku: { name: 'Standard' }, properties: {} });
  },
  FeatureNotSupportedForAccount: (azure) => {
    const account = made(azure, `${rg}/providers/Microsoft.Storage/storageAccounts/stone`, storageAccount('stone'));
    return azure.send('PUT', `${account}/fileServices/default`, { properties: { protocolSettings: { smb: { multichannel: { enabled: true } } } } });
  },
  ContainerImmutabilityPolicyFailure: (azure) => {
    const account = made(azure, `${rg}/providers/Microsoft.Storage/storageAccounts/stone`, storageAccount('stone'));
    const container = made(azure, `${account}/blobServices/default/containers/files`, { properties: {} });
    const policy = made(azure, `${container}/immutabilityPolicies/default`, { properties: { immutabilityPeriodSinceCreationInDays: 7 } });
    azure.send('POST', `${policy}/lock`);
    return azure.send('DELETE', policy);
  },
  'OperationNotAllowed (disk attached)': (azure) => {
    const disk = made(azure, `${rg}/providers/Microsoft.Compute/disks/data`, { sku: { name: 'Standard_LRS' }, properties: { creationData: { createOption: 'Empty' }, diskSizeGB: 32 } });
    made(azure, `${rg}/providers/Microsoft.Compute/virtualMachines/vm`, machine('Standard_B2s', { storageProfile: { dataDisks: [{ lun: 0, createOption: 'Attach', managedDisk: { id: disk } }] } }));
    return azure.send('DELETE', disk);
  },
  AADSTS7000222: signInUnderRule(`401 POST path=login.* code=AADSTS7000222 message="The provided client secret keys for app 'a' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds."`),
  AADSTS53003: signInUnderRule('400 POST path=login.* code=AADSTS53003 message="Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."'),
  AADSTS70043: signInUnderRule('400 POST path=login.* code=AADSTS70043 message="The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on 2026-06-29T10:00:00Z and the maximum allowed lifetime for this request is 28800."'),
};
