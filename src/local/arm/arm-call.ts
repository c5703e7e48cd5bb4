import type { JsonObject } from '../../model/json.ts';

/** A call of Azure Resource Manager, parsed. */
export interface ArmCall {
  readonly method: string;
  /** Path segments, none of them empty; the id of what is meant when there is an even number. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly apiVersion: string;
  readonly body: JsonObject;
  /** The body as it was sent: errors of templates name lines and columns of it. */
  readonly text?: string;
  /** Conditions of a write, as the headers give them. */
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}
