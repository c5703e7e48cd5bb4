import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { refuse } from '../refusal.ts';
import { operatorName, operators } from './condition-operators.ts';
import type { PolicySurroundings } from './policy-expression.ts';
import { evaluateIn, withCurrent } from './policy-expression.ts';
import { fieldValue } from './policy-subject.ts';

/** One comparison that was made, in the shape of Azure's evaluation details. */
export interface EvaluatedExpression {
  readonly result: 'True' | 'False';
  readonly expressionKind: 'Field' | 'Value' | 'Count';
  readonly expression: string;
  readonly path?: string;
  readonly expressionValue?: Json;
  readonly targetValue: Json;
  readonly operator: string;
}

/**
 * True when a resource meets the condition of a policy rule; what was compared is added to `trail`.
 * @throws Refusal `InvalidPolicyRule` for a condition that is not built as required
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule
 */
export function meets(condition: Json | undefined, around: PolicySurroundings, trail: EvaluatedExpression[]): boolean {
  if (!isJsonObject(condition)) throw invalidRule('a condition must be an object');
  for (const key of Object.keys(condition)) {
    const inner = condition[key] ?? null;
    switch (key.toLowerCase()) {
      case 'not':
        return !meets(inner, around, trail);
      case 'allof':
        return listOf(inner, key).every((part) => meets(part, around, trail));
      case 'anyof':
        return listOf(inner, key).some((part) => meets(part, around, trail));
    }
  }
  return compares(condition, around, trail);
}

function compares(condition: JsonObject, around: PolicySurroundings, trail: EvaluatedExpression[]): boolean {
  const operator = Object.keys(condition).find((key) => operators[key.toLowerCase()] !== undefined);
  const test = operator === undefined ? undefined : operators[operator.toLowerCase()];
  if (operator === undefined || test === undefined) throw invalidRule(`the condition ${JSON.stringify(Object.keys(condition))} has no operator`);
  const targetValue = evaluateIn(condition[operator] ?? null, around);
  const note = (entry: Omit<EvaluatedExpression, 'result' | 'targetValue' | 'operator'>, holds: boolean) => {
    trail.push({ result: holds ? 'True' : 'False', ...entry, targetValue, operator: operatorName(operator) });
    return holds;
  };
  const { field, value, count } = condition;
  if (field !== undefined) return fieldHolds(field, around, (actual) => test(actual, targetValue), note);
  if (isJsonObject(count)) {
    const found = countOf(count, around);
    return note({ expressionKind: 'Count', expression: String(count['field'] ?? count['name'] ?? ''), expressionValue: found }, test(found, targetValue));
  }
  if (value === undefined) throw invalidRule('a condition compares a field, a value or a count');
  const actual = evaluateIn(value, around);
  return note({
    expressionKind: 'Value',
    expression: typeof value === 'string' ? value : JSON.stringify(value),
    expressionValue: actual,
  }, test(actual, targetValue));
}

type Note = (entry: Omit<EvaluatedExpression, 'result' | 'targetValue' | 'operator'>, holds: boolean) => boolean;

/** A field that walks arrays holds when it holds for every element; so it does for none. */
function fieldHolds(field: Json, around: PolicySurroundings, test: (actual: Json | undefined) => boolean, note: Note): boolean {
  const name = evaluateIn(field, around);
  if (typeof name !== 'string') throw invalidRule('the name of a field must be text');
  const found = fieldValue(around.subject, name, around.current);
  const path = name.includes('/') ? `properties.${name.slice(name.lastIndexOf('/') + 1)}` : name;
  const entry = { expressionKind: 'Field', expression: name, path } as const;
  if (found.kind === 'one') return note({ ...entry, ...(found.value === undefined ? {} : { expressionValue: found.value }) }, test(found.value));
  return found.values.every((value) => note({ ...entry, ...(value === undefined ? {} : { expressionValue: value }) }, test(value)));
}

function countOf(count: JsonObject, around: PolicySurroundings): number {
  const where = count['where'];
  const counts = (inner: PolicySurroundings) => where === undefined || meets(where, inner, []);
  if (typeof count['field'] === 'string') {
    const field = count['field'];
    const found = fieldValue(around.subject, field, around.current);
    const elements = found.kind === 'many' ? found.values : [];
    return elements.filter((element) => counts(withCurrent(around, field, element ?? null))).length;
  }
  const values = evaluateIn(count['value'] ?? [], around);
  const name = typeof count['name'] === 'string' ? count['name'] : '';
  return Array.isArray(values) ? (values as readonly Json[]).filter((element) => counts(withCurrent(around, name, element))).length : 0;
}

function listOf(value: Json, key: string): readonly Json[] {
  if (!Array.isArray(value)) throw invalidRule(`'${key}' must be an array`);
  return value as readonly Json[];
}

function invalidRule(reason: string) {
  return refuse(400, 'InvalidPolicyRule', `Failed to parse policy rule: ${reason}.`);
}
