import type { Ids } from '../engine/ports.ts';
import type { Caller } from './access/caller.ts';
import type { ProviderCatalogue } from './arm/provider-catalogue.ts';
import type { Expansions } from './deployments/expansions.ts';
import type { FaultPlan } from './faults/fault-rule.ts';
import type { LocalSettings } from './settings.ts';
import type { Database } from './world/database.ts';

/** What every part of the local Azure works with during one request. */
export interface LocalContext {
  readonly db: Database;
  readonly ids: Ids;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly settings: LocalSettings;
  readonly catalogue: ProviderCatalogue;
  readonly expansions: Expansions;
  /** The fault rules that hold at this moment. */
  readonly faults: () => FaultPlan;
  /** Who asks: the identity of the request's token, or the one that started the deployment that is being played. */
  readonly caller: Caller;
  /** What the activity log and the headers call the request, or the deployment that is being played; absent: each change for itself. */
  readonly correlationId?: string;
  /** The moment that is being played, ISO 8601 UTC: that of the request, or of the event that was due before it. */
  readonly at: string;
}

/** The moment `ms` milliseconds after another. */
export function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + Math.round(ms)).toISOString();
}
