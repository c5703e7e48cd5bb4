import { regionNames } from '../define/region-names.ts';
import type { QuestionSources } from '../ui/wizard/question.ts';

/**
 * Regions of the public cloud by the part of the world that Azure counts them to.
 * @see https://learn.microsoft.com/rest/api/resources/subscriptions/list-locations (`geographyGroup`, as of 2026-07-24)
 */
const geographies: Readonly<Record<string, string>> = {
  Africa: 'southafricanorth southafricawest',
  'Asia Pacific': 'australiacentral australiacentral2 australiaeast australiasoutheast centralindia eastasia indiasouthcentral indonesiacentral japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiawest newzealandnorth southeastasia southindia westindia',
  Canada: 'canadacentral canadaeast',
  Europe: 'austriaeast belgiumcentral denmarkeast francecentral francesouth germanynorth germanywestcentral italynorth northeurope norwayeast norwaywest polandcentral spaincentral swedencentral switzerlandnorth switzerlandwest westeurope',
  Mexico: 'mexicocentral',
  'Middle East': 'israelcentral qatarcentral uaecentral uaenorth',
  'South America': 'brazilsouth brazilsoutheast chilecentral',
  UK: 'uksouth ukwest',
  US: 'centralus centraluseuap eastus eastus2 eastus2euap northcentralus southcentralus westcentralus westus westus2 westus3',
};

/** The region that most examples use. */
const usual = 'westeurope';

/** Regions that can be chosen: those of this person's projects first, then the usual one, then all by name. `known`: what the project says, also where it is no region of the public cloud. */
export function wizardRegions(recent: readonly string[], known: string | undefined): QuestionSources['regions'] {
  const groupOf = new Map(Object.entries(geographies).flatMap(([group, names]) => names.split(' ').map((name) => [name, group] as const)));
  // The other clouds have accounts of their own; this version asks for the public one.
  const all = regionNames.filter(({ name }) => !/^(china|usgov|usdod)/.test(name));
  const first = [...recent, usual];
  const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length);
  const sorted = all.toSorted((a, b) => rank(a.name) - rank(b.name));
  const others = known === undefined || all.some(({ name }) => name === known) ? [] : [{ name: known, displayName: regionNames.find(({ name }) => name === known)?.display ?? 'as the project says' }];
  return [
    ...others,
    ...sorted.map(({ display, name }) => {
      const geography = groupOf.get(name);
      return { name, displayName: display, ...(geography === undefined ? {} : { geography }) };
    }),
  ];
}
