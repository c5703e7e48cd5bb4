import type { DeploymentInput } from './deployment-input.ts';
import type { Value } from './expression.ts';
import type { Session } from './session.ts';

/** Where an expression stands; some functions are refused in some places. */
export type Placement = 'parameter' | 'variable' | 'early' | 'body' | 'output' | 'function';

/** One copy loop around an expression. */
export interface CopyFrame {
  /** Absent for the loop of an output. */
  readonly name?: string;
  /** Zero-based iteration, or unknown when the loop runs later. */
  readonly index: Value;
  /** `resource` and `output` loops answer `copyIndex()` without a name. */
  readonly kind: 'resource' | 'output' | 'property' | 'variable';
}

/** Calls a function that the template defines; throws for a wrong number or type of arguments. */
export type UserFunction = (args: readonly Value[], caller: Scope) => Value;

/** A `reference` or `list*` call that was met, in order of evaluation. */
export interface ReferenceCall {
  /** As given: an id, a name or a symbolic name. */
  readonly target: string;
  readonly apiVersion?: string;
  /** The function's name for `list*`. */
  readonly action?: string;
  /** True when every resource of the named copy loop is meant. */
  readonly all?: boolean;
}

/** A resource of the template (or outside of it) that a name stands for. */
export interface ResolvedResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion?: string | undefined;
  /** True when the template declares it. */
  readonly own: boolean;
  readonly key?: string | undefined;
}

/** What answers `reference` and `list*`; undefined means that it is not known. */
export interface ReferenceSource {
  readonly reference: (target: ResolvedResource, apiVersion: string | undefined, full: boolean) => Value | undefined;
  readonly list: (target: ResolvedResource, name: string, apiVersion: string, body: Value | undefined) => Value | undefined;
  /** What stands for a part that a value has not, when what answered `reference` cannot know it; undefined where it is missing indeed. */
  readonly absent?: (owner: Value, key: string) => Value | undefined;
  /** What the template itself says about a resource whose reference is not known. */
  readonly declared?: (target: ResolvedResource, full: boolean) => Value | undefined;
}

/** Everything that an expression can read. */
export interface Scope {
  readonly session: Session;
  readonly input: DeploymentInput;
  readonly placement: Placement;
  readonly parameter: (name: string) => Value;
  readonly variable: (name: string) => Value;
  readonly userFunction: (name: string) => UserFunction | undefined;
  /** True for languageVersion 2.0: user functions may read variables and call each other. */
  readonly symbolic: boolean;
  readonly lambdas: ReadonlyMap<string, Value>;
  /** Innermost last. */
  readonly copies: readonly CopyFrame[];
  /** What a name in `reference`, `list*` or `resourceInfo` stands for; several for a copy loop; throws when nothing. */
  readonly resolve?: (target: string) => readonly ResolvedResource[];
  readonly references?: ReferenceSource;
  readonly record?: (call: ReferenceCall) => void;
}

/** The scope inside of one more copy loop. */
export function withCopy(scope: Scope, frame: CopyFrame): Scope {
  return { ...scope, copies: [...scope.copies, frame] };
}
