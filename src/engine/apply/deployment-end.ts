import type { Address } from '../../model/address.ts';
import type { AzureFailure } from '../../model/azure-failure.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { DeploymentTarget } from '../../model/synthesis.ts';
import type { RunContext } from './run-context.ts';

/** A deployment that Azure has accepted. */
export interface WatchedDeployment {
  readonly name: string;
  readonly stack: string;
  readonly scope: DeploymentTarget;
  /** What the state holds of each resource once it has succeeded. */
  readonly records: ReadonlyMap<Address, ResourceRecord>;
  /** Addresses whose end is in the journal already. */
  readonly settled: ReadonlySet<Address>;
  /** Outputs that the state keeps; value from the deployment. */
  readonly outputs: readonly { readonly name: string; readonly expression: string }[];
  /** When an earlier process sent it; absent for one of this process. ISO 8601 UTC. */
  readonly sentAt?: string;
}

/** How a resource failed. `unfinished`: the deployment ended while it was still being made. */
export interface FailedResource {
  readonly failure: AzureFailure;
  readonly unfinished: boolean;
  readonly durationMs?: number;
}

/** What became of the resources of a deployment that did not succeed. Those that did are recorded and told already. */
export interface BrokenDeployment {
  readonly because: string;
  readonly failure?: AzureFailure;
  readonly failed: ReadonlyMap<Address, FailedResource>;
  /** Never attempted. */
  readonly left: readonly Address[];
}

/** `missing`: Azure knows no such deployment. `unknown`: it was not seen to its end, and its journal stays open. */
export type DeploymentEnd =
  | { readonly kind: 'succeeded' }
  | ({ readonly kind: 'failed' | 'canceled' } & BrokenDeployment)
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown'; readonly because: string };

/** Tells what a broken deployment did not do, and why. */
export function tellBroken({ records }: Pick<WatchedDeployment, 'records'>, end: BrokenDeployment & { readonly kind: 'failed' | 'canceled' }, { progress }: RunContext): void {
  for (const [address, { failure, unfinished, durationMs }] of end.failed) {
    if (unfinished && end.kind === 'canceled') progress.unknown(address, 'it was being made when the deployment was canceled');
    else progress.failed(address, failure, durationMs);
  }
  for (const address of end.left) progress.skipped(address, causeOf(address, records, end));
}

/** The failure that a resource waited for; else any, else the end of the deployment itself. */
function causeOf(address: Address, records: WatchedDeployment['records'], { failed, because }: BrokenDeployment): string {
  const open = [...(records.get(address)?.dependsOn ?? [])];
  const met = new Set<Address>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (failed.has(at)) return `${at} failed`;
    if (met.has(at)) continue;
    met.add(at);
    open.push(...(records.get(at)?.dependsOn ?? []));
  }
  return because;
}
