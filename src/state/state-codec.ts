import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AtakoraError } from '../model/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { canonicalJson, prettyJson } from '../model/canonical-json.ts';
import { type StateDocument, stateVersion } from '../model/state.ts';
import { damaged } from './damaged.ts';
import { repeatedKey } from './repeated-key.ts';
import { migrateState, type StateMigrations, stateMigrations } from './state-migrations.ts';

/** Whose state it must be, and what to call the place in messages. */
export interface ExpectedState {
  /** Manifest id. */
  readonly project: string;
  /** Environment key. */
  readonly environment: string;
  /** Path of the file, for messages. */
  readonly place: string;
}

const json: z.ZodType<Json> = z.lazy(() => z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]));
const jsonObject = z.custom<JsonObject>(isJsonObject, 'must be an object');

const resourceRecord = z.strictObject({
  id: z.string().startsWith('/'),
  type: z.string().min(1),
  apiVersion: z.string().min(1),
  name: z.string().min(1),
  stack: z.string().min(1),
  owner: z.string(),
  dependsOn: z.array(z.string()),
  desired: jsonObject,
  desiredHash: z.string(),
  live: jsonObject.optional(),
  generation: z.int().min(1),
  createdRun: z.string(),
  updatedRun: z.string(),
  status: z.enum(['applied', 'pending', 'tainted', 'failed']),
  protect: z.boolean(),
  origin: z.string().optional(),
  made: z.boolean().optional(),
});

const stateDocument = z.strictObject({
  version: z.literal(stateVersion),
  lineage: z.string().min(1),
  serial: z.int().min(1),
  project: z.string().min(1),
  environment: z.string().min(1),
  cloud: z.string(),
  tenantId: z.string(),
  subscriptionId: z.string(),
  run: z.string(),
  tool: z.string(),
  resources: z.record(z.string(), resourceRecord),
  outputs: z.record(z.string(), z.strictObject({ value: json, stack: z.string(), expression: z.string() })),
  packages: z.record(z.string(), z.string()),
  updatedAt: z.string(),
  updatedBy: z.string(),
  digest: z.string().optional(),
});

/** A state as its file holds it: indented JSON with sorted keys and its digest, the same bytes for the same state. */
export function printState(state: StateDocument): string {
  return prettyJson({ ...(state as unknown as JsonObject), digest: digestOf(state as unknown as JsonObject) });
}

/** SHA-256 over what the document says. It keeps nobody out, but nothing changes by accident or by hand unseen. */
function digestOf(document: JsonObject): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}

/**
 * Reads a state's file. Older versions are migrated; nothing is ever repaired. Only the very bytes that were printed are taken, except
 * from a file without a digest: programs before there was one wrote those.
 * @throws AtakoraError `ATK1701` when it is truncated, damaged or was edited, `ATK1702` when a newer version wrote it, `ATK1703` when it
 * is that of another project or environment.
 */
export function parseState(text: string, expected: ExpectedState, migrations: StateMigrations = stateMigrations): StateDocument {
  try {
    return parseDocument(text, expected, migrations);
  } catch (error) {
    throw error instanceof RangeError ? damaged(expected.place, 'it is nested deeper than a state can be', error) : error;
  }
}

function parseDocument(text: string, expected: ExpectedState, migrations: StateMigrations): StateDocument {
  const object = parseObject(text, expected.place);
  const migrated = migrateState(object, expected.place, migrations);
  const parsed = stateDocument.safeParse(migrated);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(expected.place, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it has not the form of a state'}`);
  }
  const { digest, ...document } = parsed.data;
  const state = document as unknown as StateDocument;
  assertNoTwins(state, expected.place);
  if (state.project !== expected.project || state.environment !== expected.environment) {
    throw new AtakoraError(
      'ATK1703',
      `${expected.place} is the state of project ${state.project}, environment ${state.environment}; expected project ${expected.project}, environment ${expected.environment}`,
    );
  }
  if (digest !== undefined) {
    const { digest: _stored, ...asStored } = object;
    if (digestOf(asStored) !== digest || prettyJson(object) !== text) {
      throw damaged(expected.place, 'it was edited after it was written');
    }
  }
  return state;
}

/** Parses JSON text that must be an object in which no key stands twice; `JSON.parse` alone would silently drop the first of two. */
function parseObject(text: string, place: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(place, text.trim() === '' ? 'it is empty' : 'it is not valid JSON; it may be truncated', cause);
  }
  if (!isJsonObject(value)) {
    throw damaged(place, 'it is not a JSON object');
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) {
    throw damaged(place, `"${repeated}" stands in it twice`);
  }
  return value;
}

function assertNoTwins(state: StateDocument, place: string): void {
  const byId = new Map<string, string>();
  for (const [address, record] of Object.entries(state.resources)) {
    const other = byId.get(record.id.toLowerCase());
    if (other !== undefined) {
      throw damaged(place, `${other} and ${address} have the same resource id`);
    }
    byId.set(record.id.toLowerCase(), address);
  }
}
