import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { DeploymentInput } from './deployment-input.ts';
import { evaluateText } from './evaluate-json.ts';
import type { Value } from './expression.ts';
import type { Parameters } from './parameters.ts';
import { resolveParameters } from './parameters.ts';
import type { Placement, Scope } from './scope.ts';
import type { Session } from './session.ts';
import { newSession } from './session.ts';
import { evaluationError } from './template-error.ts';
import type { Template } from './template-structure.ts';
import { readTemplate } from './template-structure.ts';
import { readUserFunctions } from './user-functions.ts';
import type { Variables } from './variables.ts';
import { resolveVariables } from './variables.ts';

/** What the expressions of one deployment are evaluated with, before and beside its resources. */
export interface Evaluation {
  readonly input: DeploymentInput;
  readonly template: Template;
  readonly parameters: Parameters;
  readonly variables: Variables;
  readonly scope: (placement: Placement) => Scope;
  readonly session: Session;
  /** Texts that no message may show: the given values of secure parameters. */
  readonly secrets: readonly string[];
}

/**
 * Reads a deployment's template and prepares its parameters, variables and functions; nothing is evaluated yet.
 * A nested deployment goes on with the `steps` that those around it have spent.
 * @throws ArmTemplateError `ATK2001` for a malformed template, `ATK2002` for parameters that it has not.
 */
export function createEvaluation(input: DeploymentInput, steps = 0): Evaluation {
  const template = readTemplate(input.template);
  const functions = readUserFunctions(template);
  const session = newSession(steps);
  const base: Scope = {
    session,
    input,
    placement: 'body',
    parameter: (name) => parameters.value(name),
    variable: (name) => variables.value(name),
    userFunction: (name) => functions.get(name.toLowerCase()),
    symbolic: template.symbolic,
    lambdas: new Map(),
    copies: [],
  };
  const scope = (placement: Placement): Scope => ({ ...base, placement });
  const parameters = resolveParameters(template, input.parameters, () => ({ ...scope('parameter'), variable: refuseVariable }));
  const variables = resolveVariables(template, () => scope('variable'));
  return { input, template, parameters, variables, scope, session, secrets: secretsOf(input, template) };
}

function secretsOf(input: DeploymentInput, template: Template): readonly string[] {
  const secure = new Set(Object.entries(template.parameters).flatMap(([name, definition]) => (isJsonObject(definition) && /^secure/i.test(String(definition['type'])) ? [name.toLowerCase()] : [])));
  const given = Object.entries(input.parameters).filter(([name]) => secure.has(name.toLowerCase()));
  return given.flatMap(([, { value }]) => textsIn(value ?? null)).filter((text) => text !== '');
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap((inner: Json) => textsIn(inner)) : [];
}

function refuseVariable(): never {
  throw evaluationError("The template function 'variables' is not expected at this location. Please see https://aka.ms/arm-template-expressions for usage details.");
}

/** The value of one template string among a deployment's parameters, variables and functions. */
export function evaluateInDeployment(input: DeploymentInput, text: string, placement: Placement = 'body'): Value {
  const evaluation = createEvaluation(input);
  evaluation.variables.evaluateAll();
  return evaluateText(text, evaluation.scope(placement));
}
