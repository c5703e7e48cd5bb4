import { z } from 'zod';
import { featureName, featureNameForm } from '../model/feature-name.ts';

const days = (least: number, most: number) => z.int().min(least).max(most);
const flag = z.boolean();

const packagePath = z.string().refine(isInsideProject, 'must be a path inside the project, such as "dist/app"');

/** A relative path that never climbs out of where it starts. */
function isInsideProject(path: string): boolean {
  const steps = path.split(/[\\/]/);
  let depth = 0;
  return path.trim() !== '' && !/^(?:[\\/]|[A-Za-z]:)/.test(path) && steps.every((step) => (depth += step === '..' ? -1 : step === '.' || step === '' ? 0 : 1) >= 0);
}

/**
 * Settings of an environment as a layer may give them: every field optional, none unknown. The resolved whole is
 * `EnvironmentSettings`, whose fields say what each means; `network.access: 'private'` is read so that it can be refused with its reason.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure retention
 * @see https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview days of a vault
 * @see https://learn.microsoft.com/azure/cosmos-db/provision-throughput-autoscale throughput
 */
export const settingsSchema = z.strictObject({
  functionApp: z
    .strictObject({
      plan: z.string().regex(/^(?:FC1|EP[1-3]|P[0-3]v3)$/, 'must be FC1, EP1 to EP3 or P0v3 to P3v3'),
      nodeVersion: z.enum(['22', '24']),
      instanceMemoryMb: z.union([z.literal(512), z.literal(2048), z.literal(4096)], 'must be 512, 2048 or 4096'),
      maximumInstances: z.int().min(1).max(1000),
      alwaysReady: z.int().min(0).max(1000),
      zoneRedundant: flag,
      package: z.union([packagePath, z.record(z.string(), packagePath)], 'must be a path inside the project, such as "dist/app", or one for each app by its key'),
    })
    .partial()
    .optional(),
  storage: z
    .strictObject({
      sku: z.enum(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS']),
      versioning: flag,
      softDeleteDays: days(1, 365),
    })
    .partial()
    .optional(),
  cosmos: z
    .strictObject({
      mode: z.enum(['serverless', 'autoscale']),
      maxThroughput: z.int().min(1000).multipleOf(1000, 'must be a multiple of 1000'),
      consistency: z.enum(['Session', 'Strong', 'BoundedStaleness', 'ConsistentPrefix', 'Eventual']),
      backup: z.enum(['Continuous7Days', 'Continuous30Days']),
      regions: z.array(z.string().min(1)),
      zoneRedundant: flag,
    })
    .partial()
    .optional(),
  monitoring: z
    .strictObject({
      retentionDays: days(30, 730),
      dailyQuotaGb: z.union([z.literal(-1), z.number().positive()], 'must be -1 for no cap, or GB a day'),
      samplingPercent: z.number().gt(0, 'must be more than 0').max(100),
    })
    .partial()
    .optional(),
  vault: z.strictObject({ softDeleteDays: days(7, 90), purgeProtection: flag }).partial().optional(),
  network: z.strictObject({ access: z.enum(['public', 'private']) }).partial().optional(),
  // Open, since components name flags of their own: one that nobody names is refused when the definition is known.
  features: z.record(z.string().regex(featureName, `must be ${featureNameForm}`), flag).optional(),
  protectStores: flag.optional(),
});

/** Field names below a path of the schema, for proposing the nearest; empty for paths without fixed names. */
export function settingNames(path: readonly string[]): readonly string[] {
  let fields: Readonly<Record<string, unknown>> = settingsSchema.shape;
  for (const step of path) {
    const next = fields[step];
    const inner = next instanceof z.ZodOptional ? next.unwrap() : next;
    if (!(inner instanceof z.ZodObject)) {
      return [];
    }
    fields = inner.shape;
  }
  return Object.keys(fields);
}
