/** Services whose zone redundancy depends on the region. */
export type ZonedService = 'flex-consumption' | 'app-service-plan' | 'cosmos' | 'storage';

/**
 * Regions that offer zone redundancy, by service. Lists grow; a region that is missing here is deployed without zones rather than refused.
 * Flex Consumption and plans: flags of the App Service region list, 2025-10-09. Cosmos DB: its locations list, 2024-09-19.
 * Storage: zone mappings of the provider, 2026-05-01.
 */
const regions: Readonly<Record<ZonedService, string>> = {
  'flex-consumption': `
australiaeast canadacentral centralindia eastasia eastus germanywestcentral israelcentral italynorth
norwayeast southafricanorth southeastasia swedencentral uaenorth uksouth westus3
`,
  'app-service-plan': `
australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral
eastasia eastus eastus2 francecentral germanywestcentral indonesiacentral israelcentral israelnorthwest
italynorth japaneast japanwest koreacentral malaysiawest mexicocentral newzealandnorth northeurope norwayeast
polandcentral qatarcentral southafricanorth southcentralus southeastasia spaincentral swedencentral
switzerlandnorth taiwannorth taiwannorthwest uaenorth uksouth westeurope westus2 westus3
`,
  cosmos: `
australiaeast brazilsouth canadacentral centralindia centralus eastasia eastus eastus2 francecentral
germanywestcentral israelcentral italynorth japaneast japanwest koreacentral mexicocentral newzealandnorth
northeurope norwayeast polandcentral qatarcentral southafricanorth southcentralus southeastasia spaincentral
swedencentral switzerlandnorth uaenorth uksouth westeurope westus2 westus3
`,
  storage: `
australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral
denmarkeast eastasia eastus eastus2 francecentral germanywestcentral indonesiacentral israelcentral italynorth
japaneast japanwest koreacentral malaysiawest mexicocentral newzealandnorth northeurope norwayeast
polandcentral qatarcentral southafricanorth southcentralus southeastasia spaincentral swedencentral
switzerlandnorth uaenorth uksouth westeurope westus2 westus3
`,
};

const sets = new Map<string, ReadonlySet<string>>(Object.entries(regions).map(([service, list]) => [service, new Set(list.trim().split(/\s+/))]));

/** True when a service can spread over zones in a region (its plain name, such as `westeurope`). */
export function offersZones(service: ZonedService, region: string): boolean {
  return sets.get(service)?.has(region) ?? false;
}
