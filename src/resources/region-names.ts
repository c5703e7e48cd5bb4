/**
 * Regions as Azure shows them to people: all physical ones of the public cloud, of US Government and of China.
 * @see https://learn.microsoft.com/azure/reliability/regions-list
 */
const displayNames = [
  'Australia Central', 'Australia Central 2', 'Australia East', 'Australia Southeast', 'Austria East', 'Belgium Central', 'Brazil South',
  'Brazil Southeast', 'Canada Central', 'Canada East', 'Central India', 'Central US', 'Central US EUAP', 'Chile Central', 'China East',
  'China East 2', 'China East 3', 'China North', 'China North 2', 'China North 3', 'Denmark East', 'East Asia', 'East US', 'East US 2',
  'East US 2 EUAP', 'East US STG', 'France Central', 'France South', 'Germany North', 'Germany West Central', 'India South Central',
  'Indonesia Central', 'Israel Central', 'Italy North', 'Japan East', 'Japan West', 'Jio India Central', 'Jio India West', 'Korea Central',
  'Korea South', 'Malaysia West', 'Mexico Central', 'New Zealand North', 'North Central US', 'North Central US (Stage)', 'North Europe', 'Norway East', 'Norway West',
  'Poland Central', 'Qatar Central', 'South Africa North', 'South Africa West', 'South Central US', 'South Central US STG', 'South India',
  'Southeast Asia', 'Spain Central', 'Sweden Central', 'Switzerland North', 'Switzerland West', 'UAE Central', 'UAE North', 'UK South',
  'UK West', 'USDoD Central', 'USDoD East', 'USGov Arizona', 'USGov Iowa', 'USGov Texas', 'USGov Virginia', 'West Central US',
  'West Europe', 'West India', 'West US', 'West US 2', 'West US 3',
] as const;

const byPlainName: ReadonlyMap<string, string> = new Map(displayNames.map((name) => [plainRegion(name), name]));

/** The form without letter case and spaces that most services return: `West Europe` → `westeurope`. */
export function plainRegion(location: string): string {
  return location.replaceAll(/[ ()]/g, '').toLowerCase();
}

/** The form that Cosmos DB and App Service return: `westeurope` → `West Europe`. A region that is not known here stays as it was written. */
export function displayRegion(location: string): string {
  return byPlainName.get(plainRegion(location)) ?? location;
}
