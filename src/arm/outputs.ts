import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { copyCount } from './copy-loop.ts';
import { evaluateJson, repeat } from './evaluate-json.ts';
import type { ExpandedDeployment } from './expand.ts';
import type { Value } from './expression.ts';
import { hasType, pascalType } from './parameter-value.ts';
import { expressionText, renderValue } from './render-value.ts';
import type { ReferenceSource, Scope } from './scope.ts';
import { measure } from './session.ts';
import { ArmTemplateError, withoutSecrets } from './template-error.ts';
import type { Template } from './template-structure.ts';
import { misfitInside } from './type-constraints.ts';
import { readDefinition } from './type-definition.ts';
import { isUnknown, typeName } from './value.ts';

/** One output of a deployment. */
export interface EvaluatedOutput {
  /** As declared. */
  readonly type: string;
  readonly value: Json;
  /** True when nobody may see the value. */
  readonly secure: boolean;
  /** False when the value is an expression that only the running deployment can evaluate. */
  readonly known: boolean;
}

/** Evaluates the outputs whose condition holds; see `evaluateOutputs`. */
export function evaluateOutputValues(expanded: ExpandedDeployment, references: ReferenceSource | undefined): Readonly<Record<string, EvaluatedOutput>> {
  const { evaluation, index } = expanded.internals;
  const scope: Scope = { ...evaluation.scope('output'), resolve: index.resolve, ...(references === undefined ? {} : { references }) };
  const entries: [string, EvaluatedOutput][] = [];
  for (const [name, definition] of Object.entries(evaluation.template.outputs)) {
    const output = guarded(name, evaluation.secrets, () => evaluateOutput(evaluation.template, name, definition, scope));
    if (output !== undefined) entries.push([name, output]);
  }
  return Object.fromEntries(entries);
}

function guarded<T>(name: string, secrets: readonly string[], work: () => T): T {
  try {
    return withoutSecrets(secrets, work);
  } catch (error) {
    if (!(error instanceof ArmTemplateError)) throw error;
    throw new ArmTemplateError('ATK2008', `The template output '${name}' is not valid: ${error.message}.`, {
      armCode: 'DeploymentOutputEvaluationFailed',
      path: error.path ?? `outputs.${name}`,
      placed: true,
    });
  }
}

function evaluateOutput(template: Template, name: string, definition: Json, scope: Scope): EvaluatedOutput | undefined {
  const path = `outputs.${name}`;
  if (!isJsonObject(definition)) throw failure('The output must be an object', path);
  if (definition['condition'] !== undefined && evaluateJson(definition['condition'], scope, `${path}.condition`) === false) return undefined;
  const declared = readDefinition(template, definition, path);
  const { nullable } = declared;
  const type = declared['type'] ?? (template.symbolic ? 'any' : undefined);
  if (typeof type !== 'string') throw failure('The output has no type', path);
  const value = outputValue(definition, scope, path);
  if (value === null && nullable !== true) throw failure('The value is null, and an output has a value', path);
  if (value !== null && !hasType(value, type)) throw failure(`Expected a value of type '${pascalType(type)}', but received a value of type '${typeName(value)}'`, path);
  const misfit = value === null || !template.symbolic ? undefined : misfitInside(value, declared, template, path);
  if (misfit !== undefined) throw failure(misfit, path);
  const { known } = measure(scope.session, value);
  return { type, value: known || isUnknown(value) ? renderValue(value) : expressionText(value), secure: type.toLowerCase().startsWith('secure'), known };
}

function outputValue(definition: JsonObject, scope: Scope, path: string): Value {
  const copy = definition['copy'];
  if (!isJsonObject(copy)) return evaluateJson(definition['value'] ?? null, scope, `${path}.value`);
  const count = copyCount(evaluateJson(copy['count'] ?? null, scope, `${path}.copy.count`), `${path}.copy`);
  return repeat(copy['input'] ?? null, count, { kind: 'output' }, scope, `${path}.copy.input`);
}

function failure(reason: string, path: string): ArmTemplateError {
  return new ArmTemplateError('ATK2008', reason, { path });
}
