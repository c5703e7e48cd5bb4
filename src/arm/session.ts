import type { Expression, Value, ValueObject } from './expression.ts';
import { evaluationLimits } from './limits.ts';
import { parseExpression } from './parse-expression.ts';
import { ArmTemplateError } from './template-error.ts';
import { expressionOf, isArray, isUnknown } from './value.ts';

/** What is known about a value once it was measured. */
export interface Measure {
  /** Elements, and the characters of long texts; shared parts counted each time. */
  readonly size: number;
  readonly depth: number;
  /** False when something inside is unknown. */
  readonly known: boolean;
}

/** What the evaluations of one deployment share: counters that make every template end, and caches that keep copies linear. */
export interface Session {
  /** What was spent of the budget, see `evaluationLimits.steps`. */
  steps: number;
  depth: number;
  readonly parsed: Map<string, Expression>;
  /** Answers of functions that are the same all through a deployment. */
  readonly constants: Map<string, Value>;
  readonly measures: WeakMap<object, Measure>;
  readonly expressions: WeakMap<Expression, Measure>;
}

/** A session; one of a nested deployment goes on with the `steps` of the one around it. */
export function newSession(steps = 0): Session {
  return { steps, depth: 0, parsed: new Map(), constants: new Map(), measures: new WeakMap(), expressions: new WeakMap() };
}

/** Gives a session its whole budget of steps again: one evaluation of a resource or of all outputs may spend that much. */
export function renewBudget(session: Session): void {
  session.steps = 0;
}

/** Parses a text once a session. */
export function parseOnce(session: Session, text: string): Expression {
  const known = session.parsed.get(text);
  if (known !== undefined) return known;
  const parsed = parseExpression(text);
  session.parsed.set(text, parsed);
  return parsed;
}

/**
 * Runs one level of evaluation within the session's budget.
 * @throws ArmTemplateError `ATK2011` when steps or levels run out.
 */
export function spend<T>(session: Session, work: () => T): T {
  charge(session, 1);
  if (session.depth >= evaluationLimits.evaluationDepth) throw tooMuch(`nests more than ${evaluationLimits.evaluationDepth} levels`);
  session.depth += 1;
  try {
    return work();
  } finally {
    session.depth -= 1;
  }
}

/**
 * Takes work from the session's budget.
 * @throws ArmTemplateError `ATK2011` when it runs out.
 */
export function charge(session: Session, steps: number): void {
  session.steps += steps;
  if (session.steps > evaluationLimits.steps) throw tooMuch(`takes more than ${evaluationLimits.steps} steps`);
}

/** Work of reading a whole argument once: the characters of a text, the elements and characters of anything else. */
export function chargeReading(session: Session, value: Value): void {
  if (typeof value === 'string') charge(session, value.length >> 4);
  else if (typeof value === 'object' && value !== null) charge(session, measure(session, value).size >> 2);
}

/**
 * Size, depth and knownness of a value; every array and object is visited once a session, so the cost is linear in what was made.
 * @throws ArmTemplateError `ATK2011` when the value is larger or deeper than allowed.
 */
export function measure(session: Session, value: Value, level = 0): Measure {
  if (typeof value === 'string') return value.length < smallText ? scalar : checked({ size: value.length + 1, depth: 0, known: true });
  if (typeof value !== 'object' || value === null) return scalar;
  if (isUnknown(value)) return measureExpression(session, expressionOf(value));
  const before = session.measures.get(value);
  if (before !== undefined) return before;
  if (level > evaluationLimits.valueDepth) throw tooMuch(`makes a value of more than ${evaluationLimits.valueDepth} levels`);
  const total = { size: 1, depth: 0, known: true };
  if (isArray(value)) for (const inner of value) add(total, measure(session, inner, level + 1));
  else {
    for (const [key, inner] of Object.entries(value)) {
      total.size += key.length;
      add(total, measure(session, inner, level + 1));
    }
  }
  total.depth += 1;
  session.measures.set(value, checked(total));
  charge(session, elementsOf(value) >> 1);
  return total;
}

function elementsOf(value: readonly Value[] | ValueObject): number {
  return isArray(value) ? value.length : Object.keys(value).length;
}

/** True when nothing inside a value is unknown. */
export function isKnown(session: Session, value: Value): boolean {
  return typeof value !== 'object' || value === null || measure(session, value).known;
}

function add(total: { size: number; depth: number; known: boolean }, part: Measure): void {
  total.size += part.size;
  total.depth = Math.max(total.depth, part.depth);
  total.known &&= part.known;
}

/** Expressions below this size are measured again instead of remembered: a weak map of many thousands is what takes time then. */
const smallExpression = 8;

/** Size and depth of an expression, shared parts counted each time; every node is visited once a session, but for those of a few nodes. */
function measureExpression(session: Session, node: Expression): Measure {
  if (node.kind === 'string' || node.kind === 'integer') return scalar;
  if (node.kind === 'value') return measure(session, node.value);
  const before = session.expressions.get(node);
  if (before !== undefined) return before;
  const total = { size: 1, depth: 0, known: true };
  if (node.kind === 'call') for (const inner of node.arguments) add(total, measureExpression(session, inner));
  else add(total, measureExpression(session, node.target));
  if (node.kind === 'index') add(total, measureExpression(session, node.index));
  total.depth += 1;
  total.known = false;
  if (total.size >= smallExpression) session.expressions.set(node, checked(total));
  return total;
}

/** Texts below this length count as one: only long ones can make a value too large. */
const smallText = 256;

const scalar: Measure = { size: 1, depth: 0, known: true };

function checked(result: Measure): Measure {
  if (result.size > evaluationLimits.valueSize) throw tooMuch(`makes a value of more than ${evaluationLimits.valueSize} characters`);
  if (result.depth > evaluationLimits.valueDepth) throw tooMuch(`makes a value of more than ${evaluationLimits.valueDepth} levels`);
  return result;
}

/** The error for a template that takes more than the evaluator spends. */
export function tooMuch(what: string): ArmTemplateError {
  return new ArmTemplateError('ATK2011', `Evaluating the template ${what}.`);
}
