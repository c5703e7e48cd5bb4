/** A node of a template expression; `start` and `end` are offsets into the text between the outer brackets' string, in UTF-16 units. */
export type Expression = StringNode | IntegerNode | CallNode | PropertyNode | IndexNode | ValueNode;

export interface StringNode {
  readonly kind: 'string';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A whole number; a bigint when it lies outside of JavaScript's safe integers. */
export interface IntegerNode {
  readonly kind: 'integer';
  readonly value: number | bigint;
  readonly start: number;
  readonly end: number;
}

/** `name(arguments)`, or `namespace.name(arguments)` for a function that the template defines. */
export interface CallNode {
  readonly kind: 'call';
  /** As written; compared ignoring case. */
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly start: number;
  readonly end: number;
}

/** `target.name`. */
export interface PropertyNode {
  readonly kind: 'property';
  readonly target: Expression;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** `target[index]`. */
export interface IndexNode {
  readonly kind: 'index';
  readonly target: Expression;
  readonly index: Expression;
  readonly start: number;
  readonly end: number;
}

/** An already known value inside a reduced expression; never made by the parser. */
export interface ValueNode {
  readonly kind: 'value';
  readonly value: Value;
}

/**
 * What an expression evaluates to: JSON, plus two things that JSON has not.
 * Whole numbers are JavaScript numbers while they are safe integers and bigints between that and 64 bits;
 * a part that only a running deployment knows is an `Unknown`.
 */
export type Value = null | boolean | number | bigint | string | readonly Value[] | ValueObject | Unknown;

export interface ValueObject {
  readonly [key: string]: Value;
}

/** The property under which an unknown holds its expression. */
export const reduced: unique symbol = Symbol('reduced expression');

/** A value that is known only while the deployment runs, kept as the expression that would give it. */
export interface Unknown {
  readonly [reduced]: Expression;
  /** What the template itself declares for it, when it stands for a resource of the same deployment. */
  readonly declared?: Value;
}
