import type { Address } from './address.ts';
import type { FindingKind } from './cleanup.ts';
import type { DeploymentTarget } from './synthesis.ts';
import type { OutputRecord, ResourceRecord } from './state.ts';

/**
 * One line of the append-only journal beside a state. Lines are made durable before (starts) or after (ends) the change they name,
 * so that a process killed at any instant can be taken up. Folding them over the state gives the next state.
 */
export type JournalEntry =
  | {
      readonly type: 'intent';
      readonly at: string;
      readonly run: string;
      readonly kind: 'apply' | 'destroy';
      readonly planHash: string;
      /** Lineage (made up now for a first apply) and serial of the state that the run starts from. */
      readonly lineage: string;
      readonly serial: number;
      readonly by: string;
      readonly tool: string;
      readonly cloud: string;
      readonly tenantId: string;
      readonly subscriptionId: string;
      /** Every pending change: what the run means to do. */
      readonly changes: readonly { readonly address: Address; readonly action: string; readonly id: string }[];
    }
  /** Written before the deployment is sent; `records` are what the state holds once each resource has succeeded. */
  | {
      readonly type: 'deployment-start';
      readonly at: string;
      readonly run: string;
      readonly stack: string;
      readonly deployment: string;
      readonly scope: DeploymentTarget;
      readonly records: Readonly<Record<string, ResourceRecord>>;
      /** Outputs that the state keeps when it succeeds; their values come from Azure. Absent: none. */
      readonly outputs?: readonly { readonly name: string; readonly expression: string }[];
    }
  | { readonly type: 'resource-done'; readonly at: string; readonly run: string; readonly address: Address; readonly record: ResourceRecord; readonly durationMs: number }
  | { readonly type: 'resource-failed'; readonly at: string; readonly run: string; readonly address: Address; readonly code: string }
  | { readonly type: 'deployment-end'; readonly at: string; readonly run: string; readonly deployment: string; readonly result: 'succeeded' | 'failed' | 'canceled' | 'never-started'; readonly outputs: Readonly<Record<string, OutputRecord>> }
  | { readonly type: 'delete-start'; readonly at: string; readonly run: string; readonly address: Address; readonly id: string; readonly apiVersion: string }
  | { readonly type: 'delete-done'; readonly at: string; readonly run: string; readonly address: Address; readonly kept?: string }
  | { readonly type: 'outputs-removed'; readonly at: string; readonly run: string; readonly names: readonly string[] }
  /** Written before a package is sent to the app at that address; without a `package-done` nobody knows what the app runs. */
  | { readonly type: 'package-start'; readonly at: string; readonly run: string; readonly address: Address; readonly siteId: string; readonly hash: string }
  | { readonly type: 'package-done'; readonly at: string; readonly run: string; readonly address: Address; readonly hash: string; readonly durationMs: number }
  /** Facts taken into the state without a change of Azure, such as a record whose origin moved. `from`: the address that it had, and has no more. */
  | { readonly type: 'record'; readonly at: string; readonly run: string; readonly address: Address; readonly record: ResourceRecord; readonly from?: Address }
  | { readonly type: 'end'; readonly at: string; readonly run: string; readonly result: RunResult };

/** How a run ended. `interrupted`: killed; found by the next command. */
export type RunResult = 'succeeded' | 'failed' | 'canceled' | 'detached' | 'interrupted';

/**
 * One line of the journal about what a clean-up removes: before it goes, and after. These lines change no state and wait for nobody; what
 * a clean-up that was cut off had begun is read from them.
 */
export type RemovalEntry =
  | { readonly type: 'removal-start'; readonly at: string; readonly run: string; readonly kind: FindingKind; readonly id: string }
  | { readonly type: 'removal-end'; readonly at: string; readonly run: string; readonly kind: FindingKind; readonly id: string; readonly result: 'removed' | 'gone' | 'failed' | 'skipped' | 'unknown' };

/** Whatever stands in a journal. */
export type JournalLine = JournalEntry | RemovalEntry;

/** True for lines of a clean-up. */
export function isRemoval(line: JournalLine): line is RemovalEntry {
  return line.type === 'removal-start' || line.type === 'removal-end';
}
