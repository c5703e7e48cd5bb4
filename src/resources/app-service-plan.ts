import type { JsonObject } from '../model/json.ts';
import { describeKind } from './describe-kind.ts';
import { amongst, immutable, liveRules } from './live-rules.ts';
import { namingRule } from './naming-rules.ts';
import { displayRegion } from './region-names.ts';
import { newerPlanDefaults, planDefaults, planLimits, planNames } from './web/plan-body.ts';
import type { LocalFacts } from './local-facts.ts';
import type { ResourceKind } from './resource-kind.ts';
import { jsonAt, textAt } from './json-path.ts';

const tiers: readonly (readonly [RegExp, string, string])[] = [
  [/^FC/i, 'FlexConsumption', 'FC'],
  [/^EP/i, 'ElasticPremium', 'EP'],
  [/^Y1/i, 'Dynamic', 'Y'],
  [/^F1/i, 'Free', 'F'],
  [/^D1/i, 'Shared', 'D'],
  [/^WS/i, 'WorkflowStandard', 'WS'],
  [/^B\d/i, 'Basic', 'B'],
  [/^S\d/i, 'Standard', 'S'],
  [/^P0v3/i, 'Premium0V3', 'Pv3'],
  [/^P\dm?v3/i, 'PremiumV3', 'Pv3'],
  [/^P\dv2/i, 'PremiumV2', 'Pv2'],
];

function computedPlan(sent: JsonObject, facts: LocalFacts): JsonObject {
  const name = textAt(sent, 'sku.name', 'B1');
  const [, tier, family] = tiers.find(([pattern]) => pattern.test(name)) ?? [undefined, 'Standard', 'S'];
  const capacity = jsonAt(sent, 'sku.capacity') ?? (['FlexConsumption', 'Dynamic', 'Free', 'Shared'].includes(tier) ? 0 : 1);
  return {
    sku: { name, tier, size: name, family, capacity },
    properties: {
      ...planLimits(tier, name, capacity),
      name: facts.name,
      geoRegion: displayRegion(facts.location),
      kind: tier === 'FlexConsumption' ? 'functionapp' : tier === 'ElasticPremium' || tier === 'WorkflowStandard' ? 'elastic' : textAt(sent, 'kind', 'app'),
      numberOfSites: 0,
      planName: 'VirtualDedicatedPlan',
      resourceGroup: facts.resourceGroup,
      subscription: facts.subscriptionId,
      webSpace: `${facts.resourceGroup}-${displayRegion(facts.location).replaceAll(' ', '')}webspace`,
      createdTime: facts.createdAt,
    },
  };
}

/** One app on a Flex Consumption plan; several on the others. */
export const appServicePlan: ResourceKind = describeKind({
  type: 'Microsoft.Web/serverfarms',
  apiVersion: '2025-03-01',
  title: 'app service plan',
  stack: 'compute',
  scope: 'resourceGroup',
  naming: namingRule({
    abbreviation: 'asp',
    minLength: 1,
    maxLength: 60,
    fitLength: 40,
    pattern: /^[A-Za-z0-9-]{1,60}$/,
    unique: 'resourceGroup',
  }),
  immutable: [
    immutable('properties.reserved', 'the operating system of a plan is fixed when it is made'),
    immutable('properties.hyperV', 'the container type of a plan is fixed when it is made'),
    immutable('properties.zoneRedundant', 'zone redundancy is fixed when a plan is made'),
    immutable(
      'sku.tier',
      'Flex Consumption, Consumption and the plans with machines of their own cannot become each other',
      amongst('Free', 'Shared', 'Basic', 'Standard', 'Premium', 'PremiumV2', 'Premium0V3', 'PremiumV3', 'ElasticPremium'),
    ),
    immutable('sku.name', 'Flex Consumption, Consumption and the plans with machines of their own cannot become each other', planSizes()),
  ],
  interrupting: ['sku'],
  live: liveRules({
    ignoreCase: ['sku.name', 'sku.tier', 'kind'],
    answered: {
      // Plans without machines of their own have none; Windows containers are told as such; elastic plans count their workers.
      'sku.capacity': [{ sent: 1, live: 0, where: { 'sku.tier': ['Free', 'Shared', 'Dynamic', 'FlexConsumption'] } }],
      'properties.isXenon': [{ sent: false, live: true, where: { 'properties.hyperV': true } }],
      'properties.maximumElasticWorkerCount': [{ sent: 1, where: { 'sku.tier': 'ElasticPremium' } }],
    },
  }),
  diagnostics: 'metrics',
  settle: {
    defaults: { kind: 'app', sku: { name: 'B1' }, properties: planDefaults },
    conditional: [
      { when: { 'sku.name': '~EP' }, defaults: { kind: 'elastic' } },
      { when: { 'properties.reserved': true }, defaults: { kind: 'linux' } },
      { when: { 'sku.name': '~WS' }, defaults: { kind: 'elastic' } },
      { when: { apiVersion: '<2025-05-01' }, defaults: { properties: { vnetConnectionsMax: 2, vnetConnectionsUsed: 0 } } },
      { when: { apiVersion: '>=2024-11-01' }, defaults: { properties: newerPlanDefaults } },
    ],
    normalised: { 'sku.name': planNames, 'sku.tier': tiers.map(([, tier]) => tier) },
    computed: computedPlan,
    location: 'display',
    tags: false,
  },
  local: { duration: 'seconds', answers: { create: '200 none', update: '200 none', delete: '200 none' } },
});

function planSizes(): ReturnType<typeof amongst> {
  return amongst('F1', 'B1', 'B2', 'B3', 'S1', 'S2', 'S3', 'P1v2', 'P2v2', 'P3v2', 'P0v3', 'P1v3', 'P2v3', 'P3v3', 'EP1', 'EP2', 'EP3');
}
