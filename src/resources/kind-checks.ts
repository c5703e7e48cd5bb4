import type { Json, JsonObject } from '../model/json.ts';

/** What can be asked of Azure about a resource before it is made. */
export interface KindChecks {
  /** Whether a name that must be unique is free. */
  readonly name?: NameCheck;
  /** The quota of a region that each new one takes one of. */
  readonly quota?: QuotaCheck;
  /** Whether region and subscription offer it as it is meant. */
  readonly offer?: OfferCheck;
}

export interface NameCheck {
  /** `post`: below the subscription's `providers/`; `head`: from the root, with `{name}`: 404 is free, 200 is taken. */
  readonly asks: 'post' | 'head';
  readonly path: string;
  readonly apiVersion: string;
  /** `type` of the question, where the service wants one. */
  readonly type?: string;
}

export interface QuotaCheck {
  /** Below the subscription's `providers/`, with `{location}`. */
  readonly path: string;
  readonly apiVersion: string;
  /** Name of the row that counts. */
  readonly counter: string;
}

export interface OfferCheck {
  /** Below the subscription's `providers/`, with `{location}`. */
  readonly path: string;
  readonly apiVersion: string;
  /** Completes "is not possible in the region: …"; undefined when the answer has nothing against it. */
  readonly refused: (answer: Json, desired: JsonObject, location: string) => string | undefined;
}
