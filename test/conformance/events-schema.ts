import { z } from 'zod';
import type { EngineEvent, StampedEvent } from '../../src/model/event.ts';
import type { Json } from '../../src/model/json.ts';

/*
 * The event stream's shape once more, as zod, from which docs/reference/events.schema.json is made. It lives with the tests because nothing
 * reads events at run time; the types below fail to compile when it and the model part ways.
 */

type Failure = { code: string; message: string; status?: number | undefined; target?: string | undefined; correlationId?: string | undefined; details?: Failure[] | undefined; advice?: Advice | undefined };
type Advice = { rule: string; code: string; sentence: string; hint: string; retry: 'no' | 'soon' | 'after Retry-After' | 'after minutes'; fix?: string | undefined; mend?: 'register-provider' | 'recover-namesake' | 'purge-namesake' | 'wait' | undefined };

const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
const advice: z.ZodType<Advice> = z
  .object({
    rule: z.string(),
    code: z.string(),
    sentence: z.string(),
    hint: z.string(),
    retry: z.enum(['no', 'soon', 'after Retry-After', 'after minutes']),
    fix: z.string().optional(),
    mend: z.enum(['register-provider', 'recover-namesake', 'purge-namesake', 'wait']).optional(),
  })
  .meta({ id: 'FailureAdvice' });
const failure: z.ZodType<Failure> = z
  .object({
    code: z.string(),
    message: z.string(),
    status: z.number().optional(),
    target: z.string().optional(),
    correlationId: z.string().optional(),
    get details() {
      return z.array(failure).optional();
    },
    advice: advice.optional(),
  })
  .meta({ id: 'AzureFailure' });
const location = z.object({ file: z.string(), line: z.number().optional(), column: z.number().optional() }).meta({ id: 'SourceLocation' });
const diagnostic = z
  .object({ code: z.string(), severity: z.enum(['error', 'warning']), summary: z.string(), hint: z.string(), location: location.optional(), address: z.string().optional() })
  .meta({ id: 'Diagnostic' });
const lockRecord = z
  .object({ id: z.string(), who: z.string(), host: z.string(), processId: z.number(), command: z.string(), run: z.string(), since: z.string(), heartbeat: z.string(), ciLink: z.string().optional(), startMark: z.string().optional() })
  .meta({ id: 'LockRecord' });

const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create') }),
  z.object({ kind: z.literal('update') }),
  z.object({ kind: z.literal('replace'), order: z.enum(['delete-first', 'create-first']), from: z.string().optional() }),
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('move'), from: z.string() }),
  z.object({ kind: z.literal('import') }),
  z.object({ kind: z.literal('forget') }),
  z.object({ kind: z.literal('no-op') }),
]);
const propertyChange = z.object({
  path: z.string(),
  kind: z.enum(['add', 'remove', 'change']),
  before: json.optional(),
  after: json.optional(),
  sensitive: z.literal(true).optional(),
  unknown: z.string().optional(),
  forcesReplacement: z.literal(true).optional(),
  drift: z.literal(true).optional(),
  potential: z.literal(true).optional(),
});
const change = z
  .object({
    address: z.string(),
    type: z.string(),
    azureName: z.string(),
    id: z.string(),
    action,
    reasons: z.array(z.object({ kind: z.string(), text: z.string(), path: z.string().optional() })),
    properties: z.array(propertyChange),
    stack: z.string(),
    owner: z.string(),
    waitsFor: z.array(z.string()),
    risk: z.enum(['safe', 'interrupts-service', 'loses-data']),
    protected: z.boolean(),
    origin: location.optional(),
    alsoFrom: z.array(location).optional(),
  })
  .meta({ id: 'Change' });
const plan = z
  .object({
    version: z.literal(1),
    kind: z.enum(['apply', 'destroy']),
    project: z.string(),
    environment: z.string(),
    cloud: z.string(),
    subscriptionId: z.string(),
    lineage: z.string().optional(),
    serial: z.number(),
    changes: z.array(change),
    outputs: z.array(z.object({ name: z.string(), kind: z.enum(['add', 'remove', 'change', 'same']) })),
    counts: z.object({ create: z.number(), update: z.number(), replace: z.number(), delete: z.number(), move: z.number(), import: z.number(), forget: z.number(), unchanged: z.number() }),
    packages: z.array(z.object({ address: z.string(), siteId: z.string(), path: z.string(), before: z.string().optional(), after: z.string(), action: z.enum(['publish', 'keep']) })).optional(),
    partial: z.object({ targets: z.array(z.string()), excludes: z.array(z.string()), pulledIn: z.array(z.string()), heldBack: z.array(z.string()), left: z.number() }).optional(),
    likelyMoves: z.array(z.object({ from: z.string(), to: z.string(), type: z.string(), likeness: z.number() })).optional(),
    diagnostics: z.array(diagnostic),
    hash: z.string(),
  })
  .meta({ id: 'Plan' });

const stamp = { schema: z.literal(1), seq: z.int().min(1), at: z.iso.datetime(), run: z.string() };
const applyAction = z.enum(['create', 'update', 'replace', 'delete']);
const phase = z.enum(['load', 'compose', 'synthesize', 'refresh', 'plan', 'what-if', 'preflight', 'recover', 'apply', 'destroy', 'record', 'find', 'remove']);
const item = { address: z.string(), resourceType: z.string(), azureName: z.string(), stack: z.string(), action: applyAction };

const preflightCheck = z.enum(['sign-in', 'permissions', 'providers', 'names', 'deleted', 'regions', 'quotas', 'validation', 'limits', 'secrets']);
const preflightFinding = z
  .object({ check: preflightCheck, severity: z.enum(['blocker', 'warning', 'could-not-check']), code: z.string(), summary: z.string(), hint: z.string(), address: z.string().optional(), location: location.optional() })
  .meta({ id: 'PreflightFinding' });
const whatIfFinding = z
  .object({ certainty: z.enum(['certain', 'potential', 'not-analysed']), id: z.string(), address: z.string().optional(), text: z.string(), path: z.string().optional(), before: json.optional(), after: json.optional() })
  .meta({ id: 'WhatIfFinding' });
const address = z.string();
const report = z
  .object({
    failed: z.array(z.object({ address, because: z.string(), mend: z.string(), location: z.string().optional(), elapsedMs: z.number().optional() })).optional(),
    skipped: z.array(z.object({ because: z.string(), addresses: z.array(address) })).optional(),
    unknown: z.array(z.object({ address, because: z.string(), find: z.string() })).optional(),
    slow: z.array(z.object({ address, elapsedMs: z.number(), usualMs: z.number() })).optional(),
  })
  .meta({ id: 'RunReport' });

const driftFinding = z
  .object({
    path: z.string(),
    kind: z.enum(['add', 'remove', 'change']),
    origin: z.enum(['your-change', 'azure-default', 'edit']),
    certainty: z.enum(['certain', 'potential', 'not-analysed']),
    applied: json.optional(),
    live: json.optional(),
    wanted: json.optional(),
    sensitive: z.literal(true).optional(),
    ignored: z.literal(true).optional(),
  })
  .meta({ id: 'DriftFinding' });
const driftedResource = z
  .object({
    address,
    type: z.string(),
    azureName: z.string(),
    id: z.string(),
    status: z.enum(['missing', 'made-again', 'changed', 'same']),
    findings: z.array(driftFinding),
    defaults: z.number(),
    notAnalysed: z.array(z.string()),
    origin: location.optional(),
    changedBy: z.object({ who: z.string(), at: z.string(), operation: z.string() }).optional(),
  })
  .meta({ id: 'DriftedResource' });
const driftReport = z
  .object({
    version: z.literal(1),
    project: z.string(),
    environment: z.string(),
    cloud: z.string(),
    subscriptionId: z.string(),
    lineage: z.string().optional(),
    serial: z.number(),
    definition: z.boolean(),
    resources: z.array(driftedResource),
    counts: z.object({ compared: z.number(), drifted: z.number(), edits: z.number(), missing: z.number(), yourChanges: z.number(), defaults: z.number(), ignored: z.number(), notAnalysed: z.number() }),
  })
  .meta({ id: 'DriftReport' });

const appHealth = z.discriminatedUnion('kind', [z.object({ kind: z.literal('running'), version: z.string() }), z.object({ kind: z.enum(['starting', 'failing', 'unchecked']), why: z.string() })]).meta({ id: 'AppHealth' });

const secretNeed = z
  .object({
    name: z.string(),
    vaultName: z.string(),
    vault: z.string(),
    description: z.string().optional(),
    required: z.boolean(),
    generated: z.boolean(),
    because: z.enum(['not-set', 'new-vault', 'disabled']),
    neededBy: z.array(z.object({ address: z.string(), component: z.string(), setting: z.string() })),
    location: z.string().optional(),
    command: z.string(),
  })
  .meta({ id: 'SecretNeed' });
const rotationItem = z
  .object({
    secret: z.string(),
    vaultName: z.string(),
    reason: z.enum(['asked', 'due', 'cut-off', 'grace']),
    value: z.enum(['generated', 'input', 'none']),
    ageDays: z.number().optional(),
    everyDays: z.number().optional(),
    apps: z.array(z.string()),
    cutOffRun: z.string().optional(),
    command: z.string().optional(),
  })
  .meta({ id: 'RotationItem' });
const rotationStatus = z.enum(['started', 'resumed', 'written', 'current', 'replaced', 'disabled', 'restored', 'rolled-back', 'stuck', 'overtaken', 'interrupted', 'failed']);

const findingKind = z.enum(['resources', 'groups', 'vaults', 'deployments', 'packages', 'runs', 'state-versions']);
const cleanupReport = z
  .object({
    environment: z.string(),
    at: z.string(),
    olderThanMs: z.number(),
    keep: z.number(),
    kinds: z.array(findingKind),
    findings: z.array(
      z
        .object({
          kind: findingKind,
          id: z.string(),
          name: z.string(),
          type: z.string().optional(),
          group: z.string().optional(),
          run: z.string().optional(),
          at: z.string(),
          ageFrom: z.enum(['created', 'run', 'deployed', 'deleted', 'written']),
          because: z.string(),
          dependents: z.array(z.string()),
          alsoGoes: z.array(z.string()).optional(),
          losesData: z.literal(true).optional(),
        })
        .meta({ id: 'CleanupFinding' }),
    ),
    leftAlone: z.array(
      z.object({ kind: findingKind, id: z.string(), name: z.string(), type: z.string().optional(), reason: z.enum(['younger', 'age-unknown', 'unclear', 'locked', 'protected', 'managed', 'used', 'pending', 'running', 'kept', 'held']), because: z.string() }).meta({ id: 'LeftAlone' }),
    ),
    notSearched: z.array(z.object({ kind: findingKind, because: z.string() })),
    notes: z.array(z.string()),
  })
  .meta({ id: 'CleanupReport' });

/** One stamped event. */
export const stampedEvent = z.discriminatedUnion('type', [
  z.object({ ...stamp, type: z.literal('start'), command: z.string(), tool: z.string(), project: z.string().optional(), environment: z.string().optional(), cloud: z.string().optional(), local: z.boolean().optional() }),
  z.object({ ...stamp, type: z.literal('phase'), phase, status: z.enum(['started', 'finished']), elapsedMs: z.number().optional(), detail: z.string().optional() }),
  z.object({ ...stamp, type: z.literal('log'), level: z.enum(['debug', 'info', 'warning']), text: z.string() }),
  z.object({ ...stamp, type: z.literal('assumption'), what: z.string(), value: z.string(), from: z.string() }),
  z.object({ ...stamp, type: z.literal('diagnostic'), diagnostic }),
  z.object({ ...stamp, type: z.literal('plan'), plan }),
  z.object({ ...stamp, type: z.literal('preflight'), elapsedMs: z.number(), outcomes: z.array(z.object({ check: preflightCheck, result: z.enum(['passed', 'blocker', 'warning', 'could-not-check']), elapsedMs: z.number() })), findings: z.array(preflightFinding) }),
  z.object({ ...stamp, type: z.literal('refreshed'), serial: z.number(), changed: z.array(z.string()), removed: z.array(z.string()), unchanged: z.number() }),
  z.object({ ...stamp, type: z.literal('drift'), report: driftReport }),
  z.object({
    ...stamp,
    type: z.literal('what-if'),
    elapsedMs: z.number(),
    findings: z.array(whatIfFinding),
    agreed: z.number(),
    hidden: z.partialRecord(z.enum(['ignored', 'no-effect', 'default', 'output', 'normalised', 'computed', 'unmanaged', 'left-to-others']), z.number()),
    remarks: z.array(z.object({ level: z.enum(['error', 'warning', 'info']), code: z.string(), message: z.string(), target: z.string().optional() })),
  }),
  z.object({ ...stamp, type: z.literal('cleanup'), report: cleanupReport }),
  z.object({ ...stamp, type: z.literal('removal'), kind: findingKind, id: z.string(), name: z.string(), resourceType: z.string().optional(), status: z.enum(['started', 'removed', 'gone', 'failed', 'skipped', 'unknown']), elapsedMs: z.number().optional(), because: z.string().optional(), failure: failure.optional() }),
  z.object({ ...stamp, type: z.literal('prompt'), question: z.string(), answer: z.string(), by: z.enum(['user', 'flag', 'default']) }),
  z.object({ ...stamp, type: z.literal('lock'), status: z.enum(['waiting', 'acquired', 'released', 'lost', 'held']), by: lockRecord.optional() }),
  z.object({ ...stamp, type: z.literal('apply'), status: z.literal('started'), kind: z.enum(['apply', 'destroy']), resources: z.array(z.object({ ...item, usualMs: z.number().optional() })), startedAt: z.string().optional() }),
  z.object({ ...stamp, type: z.literal('stack'), stack: z.string(), status: z.enum(['started', 'succeeded', 'failed', 'skipped', 'resumed']), startedAt: z.string().optional(), earlier: z.literal(true).optional(), deployment: z.string().optional(), scope: z.string().optional(), elapsedMs: z.number().optional(), because: z.string().optional(), failure: failure.optional() }),
  z.object({ ...stamp, type: z.literal('resource'), ...item, status: z.enum(['queued', 'started', 'progress', 'succeeded', 'failed', 'skipped']), startedAt: z.string().optional(), earlier: z.literal(true).optional(), elapsedMs: z.number().optional(), because: z.string().optional(), failure: failure.optional() }),
  z.object({ ...stamp, type: z.literal('package'), address: z.string(), hash: z.string(), status: z.enum(['started', 'kept', 'published', 'failed', 'skipped']), bytes: z.number().optional(), elapsedMs: z.number().optional(), because: z.string().optional(), health: appHealth.optional() }),
  z.object({ ...stamp, type: z.literal('rotations'), items: z.array(rotationItem) }),
  z.object({ ...stamp, type: z.literal('rotation'), secret: z.string(), status: rotationStatus, version: z.string().optional(), until: z.string().optional(), because: z.string().optional() }),
  z.object({ ...stamp, type: z.literal('consumer'), secret: z.string(), address: z.string(), status: z.enum(['refreshed', 'absent', 'left', 'asked']), health: appHealth.optional(), reads: z.string().optional(), elapsedMs: z.number().optional() }),
  z.object({ ...stamp, type: z.literal('secrets'), missing: z.array(secretNeed), unchecked: z.string().optional() }),
  z.object({ ...stamp, type: z.literal('secret'), name: z.string(), vault: z.string(), status: z.enum(['started', 'written', 'kept', 'failed', 'skipped']), generated: z.literal(true).optional(), elapsedMs: z.number().optional(), because: z.string().optional() }),
  z.object({ ...stamp, type: z.literal('retry'), what: z.string(), afterMs: z.number(), because: z.string() }),
  z.object({ ...stamp, type: z.literal('output'), name: z.string(), value: json, sensitive: z.literal(true).optional() }),
  z.object({ ...stamp, type: z.literal('summary'), command: z.string(), result: z.enum(['succeeded', 'failed', 'canceled', 'detached', 'interrupted', 'planned', 'no-changes', 'drifted', 'declined']), exitCode: z.int(), elapsedMs: z.number(), done: z.number(), failed: z.number(), skipped: z.number(), unknown: z.number(), published: z.number().optional(), recorded: z.object({ moved: z.number().optional(), imported: z.number().optional(), forgotten: z.number().optional() }).optional(), next: z.array(z.string()), report: report.optional() }),
  z.object({ ...stamp, type: z.literal('error'), code: z.string(), message: z.string(), hint: z.string(), location: z.string().optional(), address: z.string().optional(), failure: failure.optional(), report: z.string().optional() }),
]);

/** The published JSON Schema of one line of `--json` output. */
export function eventsSchema(): Json {
  const { $schema, ...schema } = z.toJSONSchema(stampedEvent, { target: 'draft-2020-12' });
  return {
    ...($schema === undefined ? {} : { $schema }),
    title: 'Atakora event',
    description: 'One line of the output of `atakora plan`, `apply` and `destroy` with --json. Fields are only ever added; a change of meaning changes `schema`.',
    ...(schema as { readonly [key: string]: Json }),
  };
}

type Keys<T> = T extends { readonly type: infer Type } ? { readonly [Key in keyof T as Key extends keyof T ? `${Type & string}.${Key & string}` : never]: true } : never;
type Merged<T> = (T extends unknown ? (all: T) => void : never) extends (all: infer All) => void ? keyof All : never;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Every event arm of the model has the same properties here, and every type of event is here: else these lines do not compile. */
export const sameProperties: Same<Merged<Keys<StampedEvent>>, Merged<Keys<z.infer<typeof stampedEvent>>>> = true;
export const sameTypes: Same<EngineEvent['type'], z.infer<typeof stampedEvent>['type']> = true;
