import type { Address } from './address.ts';
import type { AppHealth } from './app-health.ts';
import type { AzureFailure } from './azure-failure.ts';
import type { CleanupReport, FindingKind, RemovalStatus } from './cleanup.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { DriftReport } from './drift.ts';
import type { Json } from './json.ts';
import type { LockRecord } from './lock-record.ts';
import type { Plan } from './plan.ts';
import type { Preflight } from './preflight.ts';
import type { SecretNeed } from './secret-need.ts';
import type { WhatIfReport } from './what-if.ts';
import type { RunResult } from './journal.ts';
import type { ConsumerReport, RotationItem, RotationStatus } from './rotation.ts';

/** Version of the event stream's schema, written in every first event. */
export const eventSchema = 1;

export type Phase = 'load' | 'compose' | 'synthesize' | 'refresh' | 'plan' | 'what-if' | 'preflight' | 'recover' | 'apply' | 'destroy' | 'record' | 'find' | 'remove';

/** What happened, in the past tense, as plain data without text made for a screen (but for `log`). Views render nothing else. */
export type EngineEvent =
  | { readonly type: 'start'; readonly command: string; readonly tool: string; readonly project?: string; readonly environment?: string; readonly cloud?: string; readonly local?: boolean }
  | { readonly type: 'phase'; readonly phase: Phase; readonly status: 'started' | 'finished'; readonly elapsedMs?: number; readonly detail?: string }
  | { readonly type: 'log'; readonly level: 'debug' | 'info' | 'warning'; readonly text: string }
  /** A value that the user did not give and that was taken from somewhere: shown as `using region westeurope, from the manifest`. */
  | { readonly type: 'assumption'; readonly what: string; readonly value: string; readonly from: string }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly type: 'plan'; readonly plan: Plan }
  /** What was looked at before the question, and what was found. */
  | ({ readonly type: 'preflight'; readonly elapsedMs: number } & Preflight)
  /** Where Azure's forecast is not what the plan says. */
  | ({ readonly type: 'what-if'; readonly elapsedMs: number } & WhatIfReport)
  /** What is in Azure was taken into the state (`--refresh=only`): values that changed, records of what is gone. `serial` is that of the state now. */
  | { readonly type: 'refreshed'; readonly serial: number; readonly changed: readonly Address[]; readonly removed: readonly Address[]; readonly unchanged: number }
  /** What differs in Azure from what was applied, and who made it differ. */
  | { readonly type: 'drift'; readonly report: DriftReport }
  /** What old runs left behind in the environment, and what was left alone. */
  | { readonly type: 'cleanup'; readonly report: CleanupReport }
  /** The removal of one finding. `gone`: it was not there any more; `skipped`: left alone after a second look, or because what refers to it stays. */
  | { readonly type: 'removal'; readonly kind: FindingKind; readonly id: string; readonly name: string; readonly resourceType?: string; readonly status: RemovalStatus; readonly elapsedMs?: number; readonly because?: string; readonly failure?: AzureFailure }
  | { readonly type: 'prompt'; readonly question: string; readonly answer: string; readonly by: 'user' | 'flag' | 'default' }
  | { readonly type: 'lock'; readonly status: 'waiting' | 'acquired' | 'released' | 'lost' | 'held'; readonly by?: LockRecord }
  /** `startedAt` (ISO 8601 UTC), here and below: when an earlier process began it, which this one takes up. */
  | { readonly type: 'apply'; readonly status: 'started'; readonly kind: 'apply' | 'destroy'; readonly resources: readonly ApplyItem[]; readonly startedAt?: string }
  /** `earlier`, here and below: it was so before this process took the run up; told so that views start where the run is. */
  | { readonly type: 'stack'; readonly stack: string; readonly status: 'started' | 'succeeded' | 'failed' | 'skipped' | 'resumed'; readonly startedAt?: string; readonly earlier?: true; readonly deployment?: string; readonly scope?: string; readonly elapsedMs?: number; readonly because?: string; readonly failure?: AzureFailure }
  | { readonly type: 'resource'; readonly address: Address; readonly resourceType: string; readonly azureName: string; readonly stack: string; readonly action: ApplyItem['action']; readonly status: 'queued' | 'started' | 'progress' | 'succeeded' | 'failed' | 'skipped'; readonly startedAt?: string; readonly earlier?: true; readonly elapsedMs?: number; readonly because?: string; readonly failure?: AzureFailure }
  /** The code of an app. `skipped`: not sent, or nobody saw it arrive. `health`: what the app says of itself once it has the package. */
  | { readonly type: 'package'; readonly address: Address; readonly hash: string; readonly status: 'started' | 'kept' | 'published' | 'failed' | 'skipped'; readonly bytes?: number; readonly elapsedMs?: number; readonly because?: string; readonly health?: AppHealth }
  /** Secrets that are rotated, or would be; before the question, and all of `--dry-run`. */
  | { readonly type: 'rotations'; readonly items: readonly RotationItem[] }
  /** How far the rotation of a secret is. `version`: the one that it is about. `until`: how long it can be read. `because`: why, or of which run. */
  | { readonly type: 'rotation'; readonly secret: string; readonly status: RotationStatus; readonly version?: string; readonly until?: string; readonly because?: string }
  /** An app that reads a secret that is rotated. */
  | ({ readonly type: 'consumer'; readonly secret: string } & ConsumerReport)
  /** Declared secrets without a usable value, of all stacks. `unchecked`: why a vault could not be asked. */
  | { readonly type: 'secrets'; readonly missing: readonly SecretNeed[]; readonly unchecked?: string }
  /** A value on its way into its vault, by name. `kept`: somebody has set it meanwhile. */
  | { readonly type: 'secret'; readonly name: string; readonly vault: Address; readonly status: 'started' | 'written' | 'kept' | 'failed' | 'skipped'; readonly generated?: true; readonly elapsedMs?: number; readonly because?: string }
  | { readonly type: 'retry'; readonly what: string; readonly afterMs: number; readonly because: string }
  | { readonly type: 'output'; readonly name: string; readonly value: Json; readonly sensitive?: true }
  | { readonly type: 'summary'; readonly command: string; readonly result: RunResult | 'planned' | 'no-changes' | 'drifted' | 'declined'; readonly exitCode: number; readonly elapsedMs: number; readonly done: number; readonly failed: number; readonly skipped: number; readonly unknown: number; /** Packages that apps got. */ readonly published?: number; /** What changed in the state alone. */ readonly recorded?: { readonly moved?: number; readonly imported?: number; readonly forgotten?: number }; readonly next: readonly string[]; readonly report?: RunReport }
  | { readonly type: 'error'; readonly code: string; readonly message: string; readonly hint: string; readonly location?: string; readonly address?: string; readonly failure?: AzureFailure; /** Path of the crash report, for a bug of Atakora. */ readonly report?: string };

/** What a run did not do, and why; what took long. Empty lists are left out. */
export interface RunReport {
  readonly failed?: readonly FailedItem[];
  /** By reason: the failure that they waited for, a stop, a canceled deployment. */
  readonly skipped?: readonly { readonly because: string; readonly addresses: readonly Address[] }[];
  /** Started, and nobody saw the end. `find`: the command that finds out. */
  readonly unknown?: readonly { readonly address: Address; readonly because: string; readonly find: string }[];
  /** Took clearly longer than the median of this project's own earlier runs. */
  readonly slow?: readonly { readonly address: Address; readonly elapsedMs: number; readonly usualMs: number }[];
}

/** A failed change: what happened, what to do, and the line of the definition. */
export interface FailedItem {
  readonly address: Address;
  readonly because: string;
  readonly mend: string;
  /** `atakora/backend.ts:12:3`. */
  readonly location?: string;
  readonly elapsedMs?: number;
}

/** One change that an apply is about to make. */
export interface ApplyItem {
  readonly address: Address;
  readonly resourceType: string;
  readonly azureName: string;
  readonly stack: string;
  readonly action: 'create' | 'update' | 'replace' | 'delete';
  /** Median of this project's own earlier runs for the same type and action, when there are any. */
  readonly usualMs?: number;
}

/** An event as the stamper passes it on: redacted, frozen, numbered from 1, timed (ISO 8601 UTC). */
export type StampedEvent = EngineEvent & { readonly schema: typeof eventSchema; readonly seq: number; readonly at: string; readonly run: string };
