import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { fieldSteps, keyOf, tagOf } from './policy-subject.ts';

/** How a field of a body changes: `add` leaves a value that is there; `[*]` at the end of a field adds to, or removes from, an array. */
export type FieldOperation = 'add' | 'addorreplace' | 'remove';

/** A body with one field changed; the same body when the field is not one of the type. */
export function setField(body: JsonObject, type: string, field: string, operation: FieldOperation, value: Json): JsonObject {
  const tag = tagOf(field);
  const steps = tag === undefined ? fieldSteps(type, field) : ['tags', tag];
  if (steps === undefined || steps.length === 0) return body;
  const changed = change(body, steps, operation, value);
  return isJsonObject(changed) ? changed : body;
}

function change(target: Json | undefined, steps: readonly string[], operation: FieldOperation, value: Json): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return operation === 'remove' ? undefined : operation === 'add' && target !== undefined && target !== null ? target : value;
  if (step === '*') return changeElements(target, rest, operation, value);
  const object: JsonObject = isJsonObject(target) ? target : {};
  const key = keyOf(object, step) ?? step;
  const inner = change(object[key], rest, operation, value);
  if (inner !== undefined) return { ...object, [key]: inner };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function changeElements(target: Json | undefined, rest: readonly string[], operation: FieldOperation, value: Json): Json {
  const elements = Array.isArray(target) ? (target as readonly Json[]) : [];
  if (rest.length > 0) return elements.map((element) => change(element, rest, operation, value) ?? element);
  if (operation === 'remove') return elements.filter((element) => JSON.stringify(element) !== JSON.stringify(value));
  return elements.some((element) => JSON.stringify(element) === JSON.stringify(value)) ? elements : [...elements, value];
}
