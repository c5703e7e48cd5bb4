import type { Json, JsonObject } from '../../model/json.ts';
import { textAt } from '../json-path.ts';
import { immutable } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { ConditionalRule, SettleRules } from '../settle-rules.ts';

const gateway = 'Microsoft.WindowsAzure.ApiManagement.Gateway.';
const protocols: readonly string[] = [
  'Security.Protocols.Tls10',
  'Security.Protocols.Tls11',
  'Security.Backend.Protocols.Tls10',
  'Security.Backend.Protocols.Tls11',
  'Security.Backend.Protocols.Ssl30',
  'Protocols.Server.Http2',
];
const classic: readonly string[] = ['Security.Protocols.Ssl30', 'Security.Ciphers.TripleDes168'];
const closed: JsonObject = {
  additionalLocations: null, apiVersionConstraint: { minApiVersion: null }, certificates: null, privateEndpointConnections: null, publicIpAddressId: null,
  publicNetworkAccess: 'Enabled', targetProvisioningState: '', virtualNetworkConfiguration: null, virtualNetworkType: 'None',
  publicIPAddresses: null, privateIPAddresses: null, outboundPublicIPAddresses: null,
};

/** Old protocols are off; the tiers with machines of their own name two more of them. The keys hold dots, which no path can say. */
function protocolsOff(body: JsonObject): JsonObject {
  const tier = textAt(body, 'sku.name', '');
  const names = /^Consumption$|V2$/i.test(tier) ? protocols : [...protocols, ...classic];
  const properties = body['properties'];
  const sent: Json | undefined = typeof properties === 'object' && properties !== null && 'customProperties' in properties ? properties['customProperties'] : undefined;
  const off = Object.fromEntries(names.map((name) => [`${gateway}${name}`, 'False']));
  return {
    properties: {
      customProperties: { ...off, ...(typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? (sent as JsonObject) : {}) },
    },
  };
}

const name = '{NAME}.azure-api.net';

/** @see https://learn.microsoft.com/rest/api/apimanagement/api-management-service/create-or-update */
export function service(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.ApiManagement/service',
    apiVersion: '2024-05-01',
    title: 'api management',
    stack: 'gateway',
    naming: namingRule({
      abbreviation: 'apim',
      minLength: 1,
      maxLength: 50,
      fitLength: 40,
      pattern: /^[A-Za-z](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/,
      unique: 'global',
    }),
    holdsData: true,
    immutable: [immutable('properties.virtualNetworkConfiguration.subnetResourceId', 'a service is moved to another network by an operation of its own')],
    required: ['properties.publisherEmail', 'properties.publisherName', 'sku.name', 'properties.additionalLocations[].location'],
    allowed: {
      'sku.name': ['Developer', 'Standard', 'Premium', 'Basic', 'Consumption', 'Isolated', 'BasicV2', 'StandardV2', 'PremiumV2'],
      'properties.virtualNetworkType': ['None', 'External', 'Internal'],
    },
    diagnostics: 'logs',
    // Kept for 48 hours. @see https://learn.microsoft.com/azure/api-management/soft-delete
    softDelete: {
      list: 'Microsoft.ApiManagement/deletedservices',
      record: 'Microsoft.ApiManagement/locations/{location}/deletedservices/{name}',
      formerId: 'properties.serviceId',
      recover: { restore: true },
      recoversAsItWas: true,
      purge: { kind: 'record', method: 'DELETE' },
    },
    checks: { name: { asks: 'post', path: 'Microsoft.ApiManagement/checkNameAvailability', apiVersion: '2022-08-01' } },
    settle: serviceRules(),
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '200 async-operation', delete: '202 async-operation' },
    },
  });
}

function serviceRules(): SettleRules {
  return {
    defaults: { identity: null, zones: null, properties: closed },
    conditional: serviceCases(),
    dropped: ['properties.enableClientCertificate', 'properties.restore'],
    outputs: {
      'etag': '"{etag}"',
      'properties.createdAtUtc': '{time}',
      'properties.gatewayUrl': `https://${name}`,
      'properties.hostnameConfigurations': [
        {
          type: 'Proxy',
          hostName: name,
          encodedCertificate: null,
          keyVaultId: null,
          certificatePassword: null,
          negotiateClientCertificate: false,
          certificate: null,
          defaultSslBinding: true,
          identityClientId: null,
          certificateSource: 'BuiltIn',
          certificateStatus: null,
        },
      ],
    },
    computed: protocolsOff,
    location: 'display',
  };
}

function serviceCases(): readonly ConditionalRule[] {
  return [
    {
      when: { apiVersion: '>=2023-05-01' },
      defaults: { properties: { configurationApi: null, developerPortalStatus: 'Disabled', legacyPortalStatus: 'Disabled' } },
    },
    {
      when: { 'sku.name': ['BasicV2', 'StandardV2', 'PremiumV2'] },
      defaults: { properties: { natGatewayState: 'Enabled', platformVersion: 'undetermined' } },
    },
    {
      when: { 'sku.name': 'Consumption' },
      defaults: { properties: { natGatewayState: 'Disabled', platformVersion: 'mtv1', disableGateway: false } },
    },
    {
      when: { 'sku.name': ['Developer', 'Basic', 'Standard', 'Premium'] },
      defaults: { properties: { natGatewayState: 'Disabled', platformVersion: 'stv2', disableGateway: false } },
    },
    {
      when: { 'sku.name': ['Developer', 'Basic', 'Standard', 'Premium'] },
      outputs: {
        'properties.gatewayRegionalUrl': 'https://{NAME}-{location}-01.regional.azure-api.net',
        'properties.portalUrl': 'https://{NAME}.portal.azure-api.net',
        'properties.developerPortalUrl': 'https://{NAME}.developer.azure-api.net',
        'properties.managementApiUrl': 'https://{NAME}.management.azure-api.net',
        'properties.scmUrl': 'https://{NAME}.scm.azure-api.net',
      },
    },
    { when: { 'properties.publicNetworkAccess': ['True', true] }, outputs: { 'properties.publicNetworkAccess': 'Enabled' } },
  ];
}
