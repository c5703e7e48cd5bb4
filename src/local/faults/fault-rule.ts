/**
 * One thing that goes wrong, or slowly, in a world. Rules of requests act on calls as they arrive; rules of resources act on what a
 * deployment makes.
 */
export interface FaultRule {
  /** The rule as it was written; how people tell rules apart. */
  readonly text: string;
  readonly effect: FaultEffect;
  /** All that are given must hold. */
  readonly match: FaultMatch;
  /** Share of the matching cases in which it acts, above 0 up to 1. */
  readonly chance: number;
  /** Matching cases that are let through first. */
  readonly skip: number;
  /** How often it acts at most; absent: without end. */
  readonly times?: number;
}

/** Patterns take `*` for any run of characters and ignore letter case. */
export interface FaultMatch {
  /** `GET`, `PUT` …; absent: any. */
  readonly method?: string;
  /** Pattern of host and path without query, such as `*.vault.azure.net/secrets/*`. */
  readonly path?: string;
  /** Pattern of the ARM type. */
  readonly type?: string;
  /** Pattern of the resource's last name. */
  readonly name?: string;
}

export type FaultEffect =
  /** The answer comes later; a span is drawn from evenly. */
  | { readonly kind: 'latency'; readonly fromMs: number; readonly toMs: number }
  /** The request is refused unread. */
  | { readonly kind: 'status'; readonly status: number; readonly code: string; readonly message: string; readonly retryAfterS?: number; /** Answers with a page instead of JSON. */ readonly html?: boolean }
  /** The connection breaks: `before` anything happened, or `after` it did and only the answer is lost. */
  | { readonly kind: 'drop'; readonly moment: 'before' | 'after' }
  /** The resource fails to be provisioned. */
  | { readonly kind: 'fail'; readonly code: string; readonly message: string }
  /** The resource never ends being provisioned. */
  | { readonly kind: 'stuck' }
  /** Provisioning takes that much longer. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** What the health address of an app answers. */
  | { readonly kind: 'health'; readonly healthy: boolean };

/** Effects that act on a request; the others act on a resource. */
export const requestEffects: ReadonlySet<FaultEffect['kind']> = new Set(['latency', 'status', 'drop']);

/** The rules of a world and the seed that their chances are drawn from. */
export interface FaultPlan {
  readonly seed: number;
  readonly rules: readonly FaultRule[];
}
