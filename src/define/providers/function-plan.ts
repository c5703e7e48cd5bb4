import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { ValueObject } from '../../model/value.ts';
import { offersZones } from '../../resources/zone-regions.ts';
import { objectsIn, numberIn, textIn } from './requirement-config.ts';
import type { MergedRequirement } from './provider.ts';

/** What a function app runs on, as the requirement and the environment's settings say. */
export interface FunctionPlan {
  readonly family: 'flex' | 'elastic' | 'dedicated';
  /** `FC1`, `EP1`, `P1v3`. */
  readonly sku: string;
  readonly nodeVersion: string;
  readonly memoryMb: number;
  readonly maximumInstances: number;
  readonly alwaysReady: number;
  readonly zoneRedundant: boolean;
  /** Longest run of a function in seconds; absent: the host's own limit. */
  readonly timeoutSeconds?: number;
  /** True when a function is called by HTTP. */
  readonly http: boolean;
}

/** Linux Elastic Premium goes to 20 machines in every region. */
const elasticMaximum = 20;

/** Machines that a zone redundant plan has at least: one in each zone. */
const zoneMinimum = 3;

const flexMemory: readonly number[] = [512, 2048, 4096];

/** The plan of a function app. A sku that is none of the known is taken for a dedicated one and reported by `planFindings`. */
export function functionPlan(requirement: MergedRequirement, target: EnvironmentTarget): FunctionPlan {
  const { config } = requirement;
  const { functionApp } = target.settings;
  const sku = textIn(config, 'plan') ?? functionApp.plan;
  const timeoutSeconds = numberIn(config, 'timeoutSeconds');
  const zoned = offersZones(sku === 'FC1' ? 'flex-consumption' : 'app-service-plan', target.location);
  return {
    family: sku === 'FC1' ? 'flex' : sku.startsWith('EP') ? 'elastic' : 'dedicated',
    sku,
    nodeVersion: textIn(config, 'nodeVersion') ?? functionApp.nodeVersion,
    memoryMb: numberIn(config, 'memoryMb') ?? functionApp.instanceMemoryMb,
    maximumInstances: numberIn(config, 'maximumInstances') ?? functionApp.maximumInstances,
    alwaysReady: numberIn(config, 'alwaysReady') ?? functionApp.alwaysReady,
    zoneRedundant: functionApp.zoneRedundant && zoned,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    http: objectsIn(config, 'functions').some((entry) => entry['trigger'] === 'http'),
  };
}

/** Body of the plan resource. */
export function planBody(plan: FunctionPlan, location: string): ValueObject {
  const { sku, zoneRedundant } = plan;
  if (plan.family === 'flex') {
    return { location, kind: 'functionapp', sku: { name: sku, tier: 'FlexConsumption' }, properties: { reserved: true, zoneRedundant } };
  }
  const capacity = Math.max(zoneRedundant ? zoneMinimum : 1, plan.alwaysReady);
  if (plan.family === 'elastic') {
    const maximumElasticWorkerCount = Math.max(capacity, Math.min(plan.maximumInstances, elasticMaximum));
    return { location, kind: 'elastic', sku: { name: sku, tier: 'ElasticPremium', capacity }, properties: { reserved: true, zoneRedundant, maximumElasticWorkerCount } };
  }
  return { location, kind: 'linux', sku: { name: sku, tier: sku === 'P0v3' ? 'Premium0V3' : 'PremiumV3', capacity }, properties: { reserved: true, zoneRedundant } };
}

/** Choices of plan that Azure would refuse. */
export function planFindings(plan: FunctionPlan, requirement: MergedRequirement, target: EnvironmentTarget): readonly Diagnostic[] {
  const what = `functions.${requirement.requirementKey}`;
  const location = requirement.requirements[0]?.origin;
  const sovereign = target.cloud === 'AzureUSGovernment' || target.cloud === 'AzureChinaCloud';
  const findings: readonly (Diagnostic | false)[] = [
    !/^(?:FC1|EP[1-3]|P[0-3]v3)$/.test(plan.sku) && diagnostic('error', 'ATK1308', `"${plan.sku}" is no plan for ${what}`, { hint: 'Use FC1, EP1 to EP3 or P0v3 to P3v3.', location }),
    !/^\d+$/.test(plan.nodeVersion) && diagnostic('error', 'ATK1308', `"${plan.nodeVersion}" is no major version of Node.js`, { hint: 'Write it like "24".', location }),
    plan.family === 'flex' && sovereign && diagnostic('error', 'ATK1316', `${what} uses Flex Consumption, which ${target.cloud} does not offer`, { hint: 'Set `functionApp.plan` of the environment to EP1 or P1v3.', location }),
    plan.family === 'flex' && !flexMemory.includes(plan.memoryMb) && diagnostic('error', 'ATK1308', `${what} asks for instances of ${plan.memoryMb} MB`, { hint: `Use one of ${flexMemory.join(', ')}.`, location }),
    plan.family === 'flex' && (plan.maximumInstances < 1 || plan.maximumInstances > 1000) && diagnostic('error', 'ATK1308', `${what} asks for up to ${plan.maximumInstances} instances`, { hint: 'Flex Consumption goes from 1 to 1000.', location }),
    plan.alwaysReady > plan.maximumInstances && diagnostic('error', 'ATK1316', `${what} keeps ${plan.alwaysReady} instances ready but may have only ${plan.maximumInstances}`, { location }),
  ];
  return findings.filter((finding) => finding !== false);
}
