import { z } from 'zod';
import { environmentName, environmentNameForm } from '../../model/environment-name.ts';
import { projectNameProblem } from '../../model/project-name.ts';
import { stateSchema } from './state-setting.ts';

/** Clouds that a manifest may name. */
const cloudSchema = z.enum(['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud', 'local']);

const tagValue = z.union([z.string(), z.number(), z.boolean()]);

/** Plain data, never code; each field falls back to the top level. */
const environmentSchema = z.strictObject({
  cloud: cloudSchema.optional(),
  tenantId: z.guid().optional(),
  subscriptionId: z.guid().optional(),
  location: z.string().min(1).optional(),
  resourceGroup: z.strictObject({ name: z.string().min(1).optional(), create: z.boolean().optional() }).optional(),
  state: stateSchema.optional(),
  protected: z.boolean().optional(),
});

const packageSchema = z.strictObject({
  path: z.string().min(1),
  entry: z.string().min(1).optional(),
  type: z.string().optional(),
  tags: z.record(z.string(), tagValue).optional(),
});

/** `.atakora/manifest.json`. Any further field becomes a tag, so the top level is open; known fields are checked. */
export const manifestSchema = z.looseObject({
  $schema: z.string().optional(),
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{8,64}$/, 'must be 8 to 64 lower-case letters, digits or dashes'),
  organization: z.string().min(1).max(100).optional(),
  project: z.string().superRefine((name, context) => {
    const problem = projectNameProblem(name);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  }),
  environment: z.string().regex(environmentName, `must be ${environmentNameForm}`).optional(),
  geography: z.string().min(1).optional(),
  location: z.string().min(1).optional(),
  subscriptionId: z.guid().optional(),
  tenantId: z.guid().optional(),
  cloud: cloudSchema.optional(),
  state: stateSchema.optional(),
  environments: z.record(z.string().regex(environmentName, `must be ${environmentNameForm}`), environmentSchema).optional(),
  packages: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and dashes'), packageSchema).optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Fields that are settings and never become tags. */
export const untaggedFields: ReadonlySet<string> = new Set(['$schema', 'schema', 'id', 'packages', 'environments', 'environment', 'state', 'subscriptionId', 'tenantId', 'cloud', 'location', 'project']);

/** Names of all known top-level fields, for spelling suggestions. */
export const knownFields: readonly string[] = Object.keys(manifestSchema.shape);
