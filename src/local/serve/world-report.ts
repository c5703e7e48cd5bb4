import { kindOf } from '../../resources/catalogue.ts';
import type { LocalContext } from '../context.ts';
import { schemaVersion } from '../world/schema.ts';

/** What a world holds, in numbers. */
export interface WorldReport {
  /** Version of the world's tables. */
  readonly version: number;
  /** Resource groups. */
  readonly groups: number;
  /** Resources other than groups. */
  readonly resources: number;
  readonly deployments: number;
  /** Deployments that have not ended. */
  readonly running: number;
  /** Names of vaults. */
  readonly vaults: readonly string[];
  /** What was deleted and can be recovered: type and name. */
  readonly deleted: readonly { readonly type: string; readonly name: string }[];
  /** Secrets in all vaults, the deleted ones left out. */
  readonly secrets: number;
  /** Types that nobody described: stored as they were sent, with how many there are. */
  readonly notModelled: readonly { readonly type: string; readonly count: number }[];
}

const groupType = 'microsoft.resources/resourcegroups';
const vaultType = 'microsoft.keyvault/vaults';

/** Counts a world as it is at this moment. */
export function reportWorld({ db }: LocalContext): WorldReport {
  const count = (sql: string): number => Number(db.get(sql)?.['count'] ?? 0);
  const types = db.all('select type, count(*) as count from resources group by type order by type').map((row) => ({ type: String(row['type']), count: Number(row['count']) }));
  const names = (sql: string): readonly string[] => db.all(sql).map((row) => String(row['name']));
  const resources = types.filter(({ type }) => type !== groupType);
  return {
    version: schemaVersion,
    groups: types.find(({ type }) => type === groupType)?.count ?? 0,
    resources: resources.reduce((sum, { count: some }) => sum + some, 0),
    deployments: count('select count(*) as count from deployments'),
    running: count("select count(*) as count from deployments where state in ('Accepted', 'Running')"),
    vaults: names(`select replace(id, rtrim(id, replace(id, '/', '')), '') as name from resources where type = '${vaultType}' order by name`),
    deleted: db.all('select type, name from deleted_resources order by type, name').map((row) => ({ type: kindOf(String(row['type']))?.type ?? String(row['type']), name: String(row['name']) })),
    secrets: count('select count(distinct vault || char(10) || lower(name)) as count from secrets where deleted_at is null'),
    // Management groups are Resource Manager's own.
    notModelled: resources.filter(({ type }) => kindOf(type) === undefined && !type.toLowerCase().startsWith('microsoft.management/managementgroups')),
  };
}
