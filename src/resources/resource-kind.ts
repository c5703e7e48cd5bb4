import type { Json, JsonObject } from '../model/json.ts';
import type { StackName } from '../model/stack-name.ts';
import type { KindChecks } from './kind-checks.ts';
import type { LocalFacts } from './local-facts.ts';
import type { Condition, SettleRules } from './settle-rules.ts';

/**
 * Everything that Atakora knows of one Azure resource type: one descriptor a file, listed in `catalogue.ts`.
 * Naming, templates, planning, refreshing and the local Azure all read it; none has a list of its own.
 */
export interface ResourceKind {
  /** ARM type with Microsoft's spelling, such as `Microsoft.Storage/storageAccounts`. */
  readonly type: string;
  /** For a child whose names are resources of a different kind each, such as `appsettings` of `Microsoft.Web/sites/config`: the name that this kind describes. */
  readonly named?: string;
  /** Pinned api version. */
  readonly apiVersion: string;
  /** Short word for people, such as `storage account`. */
  readonly title: string;
  /** Stack that it falls into by what it is. Extension kinds (role assignments, diagnostics) follow their target instead: see `providers`. */
  readonly stack: StackName;
  readonly scope: 'subscription' | 'resourceGroup' | 'child' | 'extension';
  /** Type of the parent, for children. */
  readonly parent?: string;
  readonly naming: NamingRule;
  readonly tags: TagSupport;
  /** Location in the body: required, the word `global`, or none (children, extensions). */
  readonly location: 'required' | 'global' | 'none';
  /** True when deleting it deletes what users stored and its definition does not bring back. Caches hold copies: false. */
  readonly holdsData: boolean;
  /** Properties whose change Azure refuses in place. Longest matching path wins. */
  readonly immutable: readonly ImmutableProperty[];
  /**
   * Properties without which Azure refuses a body, whatever the api version: `sku.name`, `properties.rules[].name`; ` | ` between paths of which one
   * is enough. Looked for only where the object around them is there; `properties` always counts as there.
   */
  readonly required: readonly string[];
  /** The same, for bodies of resources that are not there yet. */
  readonly requiredNew: readonly string[];
  /** Values that a property may have, letter case aside, by path, where Azure takes no other in any api version. */
  readonly allowed: Readonly<Record<string, readonly string[]>>;
  /** Order of a replacement; `create-first` only where a second one may stand beside the first. */
  readonly replaceOrder: 'delete-first' | 'create-first';
  /** Paths whose update restarts or interrupts the service. */
  readonly interrupting: readonly string[];
  /** Named outputs that users and providers refer to. */
  readonly outputs: Readonly<Record<string, KindOutput>>;
  /** How a live body differs from a sent one without anybody having changed anything. */
  readonly live: LiveRules;
  /** Key property of arrays of objects, by path without indexes: `properties.subnets` → `name`; `''` for sets of scalars without order. */
  readonly arrayKeys: Readonly<Record<string, string>>;
  /** Paths of values that are secret. */
  readonly sensitive: readonly string[];
  /** Log categories: `logs` (allLogs and AllMetrics), `logs-only`, `metrics`, `none`. */
  readonly diagnostics: 'logs' | 'logs-only' | 'metrics' | 'none';
  /** For types that stay recoverable after their deletion and hold their name meanwhile. */
  readonly softDelete?: SoftDelete;
  /** What can be asked of Azure before it is made. */
  readonly checks?: KindChecks;
  /** How the local Azure plays it. */
  readonly local: LocalBehaviour;
}

export interface NamingRule {
  /** Abbreviation of Microsoft's Cloud Adoption Framework; empty for children, whose name is what their definition says. */
  readonly abbreviation: string;
  readonly minLength: number;
  readonly maxLength: number;
  /** Length that computed names keep to, where a shorter one than Azure's limit is wise; absent: `maxLength`. */
  readonly fitLength?: number;
  /** Characters allowed in the name (whole name must match). */
  readonly pattern: RegExp;
  /** What joins the segments: `-` or nothing. */
  readonly separator: '-' | '';
  readonly lowerCase: boolean;
  /** Where the name must be unique. `global` names get a short hash. */
  readonly unique: 'global' | 'subscription' | 'resourceGroup' | 'parent';
  /** Documentation of the rule. */
  readonly source: string;
}

export interface TagSupport {
  readonly supported: boolean;
  /** 50 unless the type allows fewer (15). */
  readonly max: number;
  /** 512, 128 for storage accounts. */
  readonly nameMax: number;
  /** False where `:` is refused in tag names: `-` stands for it. */
  readonly colon: boolean;
}

export interface ImmutableProperty {
  /** Path in the body such as `properties.partitionKey` or `location`. */
  readonly path: string;
  /** Completes "cannot be changed: …". */
  readonly why: string;
  /** Changes of a text value that Azure does make in place, letter case aside. Absent: none. */
  readonly inPlace?: readonly InPlaceChange[];
}

export interface InPlaceChange {
  readonly from: string;
  readonly to: string;
}

/** `property`: path in the live resource below `properties` unless it starts at the root; `id` and `name` exist for every kind without being listed. */
export interface KindOutput {
  /** Path read from `reference(id, apiVersion, 'Full')`: `properties.documentEndpoint`. */
  readonly path: string;
  readonly title: string;
}

/** What Azure keeps of a deleted resource: where it is told, how a PUT brings it back, how it goes for good. */
export interface SoftDelete {
  /** All of them, below the subscription's `providers`: `Microsoft.KeyVault/deletedVaults`. */
  readonly list: string;
  /** One of them: `Microsoft.KeyVault/locations/{location}/deletedVaults/{name}`. Absent where only the list tells. */
  readonly record?: string;
  /** Path in a record of the id that the resource had. */
  readonly formerId: string;
  /** Put into `properties` of the resource, once; empty where making it again in the same place brings it back. */
  readonly recover: JsonObject;
  /** True where the PUT that brings it back changes nothing of it: the next one does. */
  readonly recoversAsItWas?: boolean;
  /** A call of its record; or, `recover-first`, only once it stands again: then its deletion with `force=true`. */
  readonly purge: { readonly kind: 'record'; readonly method: 'POST' | 'DELETE'; readonly action?: string } | { readonly kind: 'recover-first' };
}

export interface LiveRules {
  /** Paths that Azure never returns. */
  readonly writeOnly: readonly string[];
  /** Paths whose letter case Azure changes (besides locations and ids, which are always compared so). */
  readonly ignoreCase: readonly string[];
  /** Paths of arrays whose order Azure does not keep. */
  readonly unordered: readonly string[];
  /** Paths that Azure returns in a form of its own and that are compared only for being there. */
  readonly opaque: readonly string[];
  /** Paths that Azure leaves out at times, with what is below them. */
  readonly omitted: readonly string[];
  /** Values that Azure answers with instead of what was sent, for reasons that the body does not show, by path. */
  readonly answered: Readonly<Record<string, readonly AnsweredValue[]>>;
  /** Elements that Azure keeps in an array by itself, told by some of their properties, by path. With `{}` any may be there besides those that were sent. */
  readonly added: Readonly<Record<string, readonly Json[]>>;
}

/** One value that is answered instead of another; a side that is absent stands for any value. */
export interface AnsweredValue {
  readonly sent?: Json;
  readonly live?: Json;
  /** What holds in the live body. */
  readonly where?: Condition;
}

export interface LocalBehaviour {
  /** Usual time class of a creation; the local Azure scales it to milliseconds unless told otherwise. */
  readonly duration: 'instant' | 'seconds' | 'minutes';
  /** How Azure answers a PUT of a new one. */
  readonly asyncStyle: 'none' | 'async-operation' | 'location' | 'provisioning-state';
  /**
   * Body that a GET returns for a body that was PUT: server defaults filled in, read-only outputs computed. Pure and deterministic:
   * what Azure would make up at random (principal ids, keys) is derived from `facts.guid(label)`.
   */
  readonly settle: (sent: JsonObject, facts: LocalFacts) => JsonObject;
  /** The rules that `settle` was made of: what is a default, another form, an output. */
  readonly rules: SettleRules;
  /** First answers of the service; a field that is absent leaves it to `asyncStyle`. */
  readonly answers: ServiceAnswers;
  /** What `POST {id}/{action}` returns, by action in lower case: forms (see `renderForm`) with `{key:LABEL}` (64 random bytes in Base64) and `{key32:LABEL}` besides. */
  readonly actions: Readonly<Record<string, JsonObject | 'properties'>>;
  /** Names that this child has from the moment its parent is there; `*`: whatever is asked for. */
  readonly implicit: readonly string[];
  /** Paths that a PUT leaves as they were when it omits them; everything else is replaced. */
  readonly putKeepsOmitted: readonly string[];
}

/** Status and style of a first answer, such as `201 async-operation`. */
export type ServiceAnswer = `${200 | 201 | 202 | 204} ${'none' | 'async-operation' | 'location' | 'provisioning-state'}`;

export interface ServiceAnswers {
  readonly create?: ServiceAnswer;
  /** PUT of a resource that is there. */
  readonly update?: ServiceAnswer;
  readonly patch?: ServiceAnswer;
  readonly delete?: ServiceAnswer;
}
