import { displayRegion, plainRegion } from '../resources/region-names.ts';

/** An Azure region as people and names write it. */
export interface RegionName {
  /** Name in the API, such as `westeurope`. */
  readonly name: string;
  /** Two to five characters for Azure names, such as `weu`; unique among regions. */
  readonly short: string;
  /** Name in the portal, such as `West Europe`. */
  readonly display: string;
}

/** Short names by region of the public, United States Government and China clouds. */
const shortNames: Readonly<Record<string, string>> = {
  australiacentral: 'acl', australiacentral2: 'acl2', australiaeast: 'ae', australiasoutheast: 'ase', austriaeast: 'ate',
  belgiumcentral: 'bec', brazilsouth: 'brs', brazilsoutheast: 'bse', canadacentral: 'cnc', canadaeast: 'cne', centralindia: 'inc',
  centralus: 'cus', centraluseuap: 'ccy', chilecentral: 'clc', chinaeast: 'sha', chinaeast2: 'sha2', chinaeast3: 'sha3',
  chinanorth: 'bjb', chinanorth2: 'bjb2', chinanorth3: 'bjb3', denmarkeast: 'dke', eastasia: 'ea', eastus: 'eus', eastus2: 'eus2',
  eastus2euap: 'ecy', francecentral: 'frc', francesouth: 'frs', germanynorth: 'gn', germanywestcentral: 'gwc',
  indiasouthcentral: 'isc', indonesiacentral: 'idc', israelcentral: 'ilc', italynorth: 'itn', japaneast: 'jpe', japanwest: 'jpw',
  jioindiacentral: 'jic', jioindiawest: 'jiw', koreacentral: 'krc', koreasouth: 'krs', malaysiawest: 'myw', mexicocentral: 'mxc',
  newzealandnorth: 'nzn', northcentralus: 'ncus', northeurope: 'neu', norwayeast: 'nwe', norwaywest: 'nww', polandcentral: 'plc',
  qatarcentral: 'qac', southafricanorth: 'san', southafricawest: 'saw', southcentralus: 'scus', southeastasia: 'sea',
  southindia: 'ins', spaincentral: 'spc', swedencentral: 'sdc', switzerlandnorth: 'szn', switzerlandwest: 'szw', uaecentral: 'uac',
  uaenorth: 'uan', uksouth: 'uks', ukwest: 'ukw', usdodcentral: 'udc', usdodeast: 'ude', usgovarizona: 'uga', usgoviowa: 'ugi',
  usgovtexas: 'ugt', usgovvirginia: 'ugv', westcentralus: 'wcus', westeurope: 'weu', westindia: 'inw', westus: 'wus',
  westus2: 'wus2', westus3: 'wus3',
};

/**
 * The known regions, sorted by name.
 * @see https://learn.microsoft.com/azure/reliability/regions-list
 */
export const regionNames: readonly RegionName[] = Object.entries(shortNames).map(([name, short]) => ({ name, short, display: displayRegion(name) }));

/** Short name of a region, for Azure names. A region that is not listed gives its first three letters and its digits. */
export function regionShortName(location: string): string {
  const code = plainRegion(location);
  const plain = code.replace(/[^a-z0-9]/g, '');
  const letters = `${plain.replace(/\d/g, '').slice(0, 3)}${plain.replace(/\D/g, '').slice(-2)}`;
  return Object.hasOwn(shortNames, code) ? (shortNames[code] ?? letters) : letters || 'any';
}
