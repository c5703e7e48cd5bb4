import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Definition } from '../model/definition.ts';
import { AtakoraError } from '../model/errors.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import type { Promotion } from '../model/promotion.ts';
import type { Synthesis } from '../model/synthesis.ts';

const format = 1;

/** Bytes of a function package that the plan deploys. */
export interface SavedPackage {
  /** As the plan names it. */
  readonly hash: string;
  readonly base64: string;
}

/** A plan with all that is needed to apply it: neither code nor secrets. */
export interface SavedPlan {
  /** `atakora 0.1.0`; no other version applies it. */
  readonly tool: string;
  readonly run: string;
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly savedAt: string;
  readonly expiresAt: string;
  /** Manifest id. */
  readonly project: string;
  /** Environment key: `dev`, `dev@local`. */
  readonly environment: string;
  readonly cloud: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Run that wrote the state which the plan was made from; absent when there was none. */
  readonly stateRun?: string;
  readonly plan: Plan;
  readonly definition?: Definition;
  readonly synthesis?: Synthesis;
  readonly packages: readonly SavedPackage[];
  /** What was live elsewhere and is brought here. */
  readonly promotedFrom?: Promotion;
}

const headSchema = z.strictObject({ atakoraPlan: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const object = z.custom<JsonObject>(isJsonObject);
const contentSchema = z.strictObject({
  tool: z.string(),
  run: z.string(),
  by: z.string(),
  savedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  project: z.string(),
  environment: z.string(),
  cloud: z.string(),
  tenantId: z.string(),
  subscriptionId: z.string(),
  stateRun: z.string().optional(),
  plan: z.looseObject({ version: z.literal(1), kind: z.enum(['apply', 'destroy']), serial: z.int().min(0), changes: z.array(object), hash: z.string() }),
  definition: object.optional(),
  synthesis: object.optional(),
  packages: z.array(z.strictObject({ hash: z.string(), base64: z.base64() })),
  promotedFrom: z.strictObject({ environment: z.string(), run: z.string() }).optional(),
});

/** The file: one line that says what it is with the digest of the other, and one line of canonical JSON. */
export function printSavedPlan(saved: SavedPlan): string {
  const content = canonicalJson(saved as unknown as Json);
  return `${headLine(content)}\n${content}\n`;
}

function headLine(content: string): string {
  return JSON.stringify({ atakoraPlan: format, sha256: createHash('sha256').update(content).digest('hex') });
}

/**
 * Reads a saved plan; any byte that was changed is noticed.
 * @throws AtakoraError `ATK1512` when it is damaged or no saved plan, `ATK1513` when a newer version wrote it.
 */
export function parseSavedPlan(text: string, file: string): SavedPlan {
  const [head = '', content = '', ...rest] = text.split('\n');
  const known = headSchema.safeParse(parseJson(head));
  if (!known.success) {
    throw damaged(file, text.trim() === '' ? 'it is empty' : 'it does not begin like a saved plan');
  }
  if (known.data.atakoraPlan > format) {
    throw new AtakoraError('ATK1513', `${file} has format ${known.data.atakoraPlan} of saved plans; this program knows format ${format}`);
  }
  if (headLine(content) !== head || rest.length !== 1 || rest[0] !== '') {
    throw damaged(file, 'its content is not what was saved');
  }
  const parsed = contentSchema.safeParse(parseJson(content));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it has not the form of a saved plan'}`);
  }
  return parsed.data as unknown as SavedPlan;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function damaged(file: string, what: string): AtakoraError {
  return new AtakoraError('ATK1512', `${file} is not a plan that can be applied: ${what}`);
}
