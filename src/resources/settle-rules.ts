import type { Json, JsonObject } from '../model/json.ts';
import type { LocalFacts } from './local-facts.ts';

/**
 * How the body of a GET follows from the body of the PUT. Paths are dotted; `[]` stands for each item of an array and `{*}` for each
 * value of an object with free keys: `properties.subnets[].properties.delegations`.
 * Applied in this order: nulls, normalisations, identity, conditional rules, defaults, `within`, `dropped`, `nulled`, outputs, `computed`.
 */
export interface SettleRules extends RulePart {
  /** Rules that hold in some cases only. They come before the unconditional ones, so a special default wins. */
  readonly conditional?: readonly ConditionalRule[];
  /** How values come back in another form than they were sent in, by path. */
  readonly normalised?: Readonly<Record<string, Normalisation>>;
  /** What becomes of properties sent as null that no default stands in for: gone by default. */
  readonly nulls?: 'dropped' | 'kept';
  /** Values that Azure computes and the declarative forms cannot say, whatever was sent. Must give the same for a body that is settled already. */
  readonly computed?: (sent: JsonObject, facts: LocalFacts) => JsonObject;
  /** Form in which the region is returned: `plain` by default. */
  readonly location?: 'plain' | 'display' | 'sent';
  /** True when an empty object of tags is returned where none were sent. */
  readonly tags?: boolean;
  /** False for types whose GET has no `properties.provisioningState`. True by default. */
  readonly provisioning?: boolean;
}

/** The part of the rules that may hold in some cases only. */
export interface RulePart {
  /** Values that stand where nothing, or null, was sent. Objects are filled key by key, arrays are whole. */
  readonly defaults?: JsonObject;
  /** Defaults for objects that are there only if somebody made them: items of arrays (`properties.rules[]`), optional objects (`properties.cors`). */
  readonly within?: Readonly<Record<string, JsonObject>>;
  /** Paths that are never returned. */
  readonly dropped?: readonly string[];
  /** Paths that are answered with null, whatever was sent. */
  readonly nulled?: readonly string[];
  /** Values that Azure decides, by path; texts are forms: see `renderForm`. */
  readonly outputs?: Readonly<Record<string, Json>>;
}

export interface ConditionalRule extends RulePart {
  /** All must hold; looked up after defaults are filled in. */
  readonly when: Condition;
}

/**
 * By path: a value (letter case aside), a list of which one holds, `{absent}`/`{present}` for nothing or anything,
 * `~text` for a text that contains it. Besides paths: `apiVersion` compares dates (`>=2024-01-01`, `<2024-01-01`), `id` and `name` are the resource's own,
 * `answer` is `PUT` or `GET` (some services answer a PUT with another body than the GET that follows).
 */
export type Condition = Readonly<Record<string, Json>>;

/**
 * - `lower`: letter case lost; a list of texts: the spelling of the list, letter case aside
 * - `region`: `West Europe` → `westeurope`; `display-region`: the other way
 * - `number`, `boolean`, `text`: value sent in another JSON type
 * - `duration`: `P1Y` → `P365D`; `timestamp`: `.000Z` → `Z`
 * - `drop-empty`: empty text, array or object is gone; `null-empty`: it becomes null
 * - `keep-null`: null stays where the type drops nulls otherwise
 * - `arm-id`: the fixed words of an id in lower case
 * - `slash`, `no-slash`: the last character of an address
 */
export type Normalisation =
  | 'lower' | 'upper' | 'region' | 'display-region' | 'number' | 'boolean' | 'text' | 'duration' | 'timestamp'
  | 'drop-empty' | 'null-empty' | 'keep-null' | 'slash' | 'no-slash' | 'no-first-slash' | 'no-port' | 'arm-id' | 'sorted' | 'crlf' | readonly string[];
