import { offersZones } from '../../resources/zone-regions.ts';
import { jsonAt } from '../../resources/json-path.ts';
import type { JsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import { Refusal } from '../refusal.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import type { LocalContext } from '../context.ts';
import { refuseAppService } from '../service-refusals.ts';
import { subnetDelegations } from './delegations.ts';
import { quotaOf } from './quotas.ts';
import { regionOfBody } from './resources-in-region.ts';
import type { WriteSubject } from './subject.ts';
import { numberOf, textOf } from './subject.ts';

/** What the sentence about quota calls the machines of a plan, by the beginning of its SKU. */
const tiers: readonly (readonly [RegExp, string])[] = [
  [/^F\d/i, 'Free VMs'],
  [/^D\d/i, 'Shared VMs'],
  [/^B\d/i, 'Basic VMs'],
  [/^S\d/i, 'Standard VMs'],
  [/^P\d+m?v3$/i, 'PremiumV3 VMs'],
  [/^P\d+m?v4$/i, 'PremiumV4 VMs'],
  [/^P\dv2$/i, 'PremiumV2 VMs'],
  [/^P\d/i, 'Premium VMs'],
  [/^EP\d/i, 'ElasticPremium VMs'],
  [/^Y\d/i, 'Dynamic VMs'],
  [/^FC\d/i, 'FlexConsumption VMs'],
  [/^WS\d/i, 'WorkflowStandard VMs'],
  [/^I\d/i, 'Isolated VMs'],
];

/** Zones, quota and the free plan, before a plan is made. Other regions than the recorded ones may have zones by now; the list is that of 2025-10-09. */
export function checkPlanOffer(subject: WriteSubject): void {
  const { body, before } = subject;
  const region = regionOfBody(body);
  const sku = textOf(body, 'sku.name') ?? '';
  const service = /^FC\d/i.test(sku) ? 'flex-consumption' : 'app-service-plan';
  if (jsonAt(body, 'properties.zoneRedundant') === true && region !== '' && !offersZones(service, region)) {
    throw refuseAppService({
      status: 400,
      code: 'BadRequest',
      extendedCode: '59911',
      template: 'Requested features are not supported in region. Please try another region.',
    });
  }
  if (before === undefined) {
    checkFreePlan(subject, region, sku);
    checkPlanQuota(subject, region, sku);
  }
}

/** One free Linux plan in a region. */
function checkFreePlan({ context, path, body }: WriteSubject, region: string, sku: string): void {
  if (!/^F1$/i.test(sku) || !isLinux(body)) return;
  const others = plansIn(context, region).filter((plan) => /^F1$/i.test(textOf(plan, 'sku.name') ?? '') && isLinux(plan));
  const limit = quotaOf(context, 'Microsoft.Web/Free Linux plans', region) ?? 1;
  if (others.length < limit || path.group === undefined) return;
  throw refuseAppService({
    status: 401,
    code: 'Unauthorized',
    extendedCode: '52041',
    template: 'This subscription has reached the limit of {0} Free Linux app service plan(s) it can create in this region. Please choose a different sku or region.',
    parameters: [String(limit)],
  });
}

function checkPlanQuota({ context, body }: WriteSubject, region: string, sku: string): void {
  const name = tiers.find(([pattern]) => pattern.test(sku))?.[1];
  const limit = name === undefined ? undefined : quotaOf(context, `Microsoft.Web/${name}`, region);
  if (name === undefined || limit === undefined) return;
  const used = plansIn(context, region)
    .filter((plan) => tiers.find(([pattern]) => pattern.test(textOf(plan, 'sku.name') ?? ''))?.[1] === name)
    .reduce((sum, plan) => sum + (numberOf(plan, 'sku.capacity') ?? 1), 0);
  const needed = numberOf(body, 'sku.capacity') ?? 1;
  if (used + needed <= limit) return;
  const said = [
    'Operation cannot be completed without additional quota. ',
    'Additional details - Location:  ',
    `Current Limit (${name}): ${limit} `,
    `Current Usage: ${used}`,
    `Amount required for this deployment (${name}): ${needed} `,
    `(Minimum) New Limit that you should request to enable this deployment: ${used + needed}. `,
    'Note that if you experience multiple scaling operations failing (in addition to this one) and need to accommodate the aggregate quota requirements of these operations, you will need to request a higher quota limit than the one currently displayed.',
  ];
  throw refuseAppService({
    status: 401,
    code: 'Unauthorized',
    extendedCode: '52020',
    template: said.join('\r\n'),
    preflightCode: 'SubscriptionIsOverQuotaForSku',
  });
}

function isLinux(plan: JsonObject): boolean {
  return jsonAt(plan, 'properties.reserved') === true || (textOf(plan, 'kind') ?? '').toLowerCase().includes('linux');
}

function plansIn(context: LocalContext, region: string): readonly JsonObject[] {
  return keysOfType(context.db, 'microsoft.web/serverfarms', '').flatMap((key) => {
    const sent = findResource(context.db, key)?.sent;
    return sent !== undefined && regionOfBody(sent) === region ? [sent] : [];
  });
}

/** A site that reaches into a network needs a subnet that is delegated to its plan's service. The sentence has the names swapped, as Azure's. */
export function checkSiteSubnet({ context, body }: WriteSubject): void {
  const subnet = textOf(body, 'properties.virtualNetworkSubnetId');
  const path = subnet === undefined ? undefined : parseArmPath(subnet);
  if (subnet === undefined || path?.kind !== 'resource') return;
  const delegations = subnetDelegations(context, subnet);
  if (delegations === undefined) return;
  const plan = findResource(context.db, resourceIdKey(textOf(body, 'properties.serverFarmId') ?? ''));
  const service = /^FC\d/i.test(textOf(plan?.sent, 'sku.name') ?? '') ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms';
  if (delegations.some((name) => name.toLowerCase() === service.toLowerCase())) return;
  const [network = '', name = ''] = path.names;
  const message = `Subnet ${network} in VNET ${name} is missing a delegation to ${service}. Please add the delegation and try again.`;
  throw new Refusal(400, { code: 'BadRequest', message }, {}, { Code: 'BadRequest', Message: message });
}
