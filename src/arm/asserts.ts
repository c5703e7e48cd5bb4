import type { Json } from '../model/json.ts';
import { evaluateJson } from './evaluate-json.ts';
import type { ExpandedDeployment } from './expand.ts';
import { armLimits } from './limits.ts';
import { renderValue } from './render-value.ts';
import type { ReferenceSource, Scope } from './scope.ts';
import { about, validationError, withoutSecrets } from './template-error.ts';
import { isUnknown, typeName } from './value.ts';

/**
 * The assertions of a template (`"asserts": {"NAME": "[…]"}`, Bicep's experimental `assert`): true, false, or an expression where only
 * a running deployment knows it. One that is false is an answer, not an error, as in Microsoft's evaluator, whose test command
 * counts them. Undefined for a template without.
 * @throws ArmTemplateError `ATK2001` for an assertion that is no boolean, `ATK2010` for too many
 * @see https://github.com/Azure/bicep/issues/11967
 */
export function evaluateAsserts(expanded: ExpandedDeployment, references?: ReferenceSource): Readonly<Record<string, boolean | string>> | undefined {
  const { evaluation, index } = expanded.internals;
  const { asserts } = evaluation.template;
  if (asserts === undefined) return undefined;
  const names = Object.keys(asserts);
  if (names.length > armLimits.asserts) throw validationError('ATK2010', `The template has '${names.length}' assertions, and '${armLimits.asserts}' are allowed.`, 'asserts');
  const scope: Scope = { ...evaluation.scope('output'), resolve: index.resolve, ...(references === undefined ? {} : { references }) };
  return Object.fromEntries(names.map((name): [string, boolean | string] => [
    name,
    withoutSecrets(evaluation.secrets, () => evaluateAssert(name, asserts[name] ?? null, scope)),
  ]));
}

function evaluateAssert(name: string, json: Json, scope: Scope): boolean | string {
  const path = `asserts.${name}`;
  return about(path, (reason) => `The template assertion '${name}' is not valid: ${reason}. Please see https://aka.ms/arm-template-expressions for usage details.`, () => {
    const value = evaluateJson(json, scope, path);
    if (typeof value === 'boolean') return value;
    if (isUnknown(value)) return String(renderValue(value));
    throw validationError('ATK2001', `The template assertion '${name}' must be a boolean, and is a value of type '${typeName(value)}'.`, path);
  });
}
