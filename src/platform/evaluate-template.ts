import type { DeploymentInput, DeploymentScope } from '../arm/deployment-input.ts';
import { describePrediction } from '../arm/answer-case.ts';
import type { Prediction } from '../arm/predict.ts';
import { predictDeployment } from '../arm/predict.ts';
import type { DeclaredParameter } from '../arm/required-parameters.ts';
import { declaredParameters, missingParameters } from '../arm/required-parameters.ts';
import { checkLimits } from '../arm/limits.ts';
import { scopeId } from '../arm/scope-id.ts';
import { withSecretsHidden } from '../arm/secure-prediction.ts';
import { ArmTemplateError } from '../arm/template-error.ts';
import { readTemplate } from '../arm/template-structure.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { CommandContext } from './command-context.ts';
import { textFlag } from './command-context.ts';
import { scopeOfFlags, surroundingsOfFlags } from './evaluation-scope.ts';
import type { ParameterFile } from './parameter-file.ts';
import { parameterMismatch, readParameterFile } from './parameter-file.ts';
import type { JsonFile } from './template-file.ts';
import { locationIn, readJsonFile } from './template-file.ts';

/**
 * The deployment of a template as Azure's GET would show it, with the resources that it expands to. What only a running deployment
 * knows stays an expression; so does every secure parameter.
 * @throws AtakoraError with file, line and column of what is wrong with the template or its parameters.
 */
export function evaluateTemplateFile(context: CommandContext, file: string): JsonObject {
  const template = readJsonFile(context, file);
  const parameterFile = textFlag(context, 'parameters');
  const given = parameterFile === undefined ? undefined : readParameterFile(context, parameterFile);
  const scope = scopeOfFlags(context, template.json);
  return placed(template, given, () => {
    const [over] = checkLimits(template.json);
    if (over !== undefined) throw new AtakoraError(over.code, over.summary, { location: { file } });
    const declared = declaredParameters(readTemplate(template.json));
    const mismatch = parameterMismatch(template, missingParameters(declared, given?.parameters ?? {}), declared.map(({ name }) => name), given);
    if (mismatch !== undefined) throw mismatch;
    const surroundings = surroundingsOfFlags(context, scope);
    const input = { ...surroundings, context: { ...surroundings.context, externalInputs: given?.externalInputs ?? {} }, scope, template: template.json, parameters: given?.parameters ?? {} };
    return documentOf(input, scope, predictSafely(input, declared));
  });
}

/** Secure values take part as unknowns; where a template cannot be expanded without them they are struck from the result. */
function predictSafely(input: DeploymentInput, declared: readonly DeclaredParameter[]): JsonObject {
  return withSecretsHidden(input, declared, (safe): JsonObject => {
    const prediction: Prediction = predictDeployment(safe);
    return describePrediction(prediction, input.template);
  });
}

function documentOf(input: DeploymentInput, scope: DeploymentScope, { properties, resources, asserts }: JsonObject): JsonObject {
  return {
    id: `${scopeId(scope)}/providers/Microsoft.Resources/deployments/${input.name}`,
    name: input.name,
    type: 'Microsoft.Resources/deployments',
    ...(input.location === undefined ? {} : { location: input.location }),
    properties: { mode: input.mode ?? 'Incremental', ...(properties as JsonObject) },
    resources: (resources ?? []) as Json,
    ...(asserts === undefined ? {} : { asserts }),
  };
}

/** Runs `work`; an error of the template language gets the place in the file that it is about. */
function placed<T>(template: JsonFile, given: ParameterFile | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArmTemplateError)) throw error;
    const { path = '' } = error;
    const sentence = path === '' || error.message.includes(`'${path}'`) ? error.message : `${error.message} (${path})`;
    throw new AtakoraError(error.code, sentence, { location: placeOf(template, given, error.code, path), cause: error });
  }
}

/** A refused value stands in the parameter file when it came from there. */
function placeOf(template: JsonFile, given: ParameterFile | undefined, code: string, path: string): ReturnType<typeof locationIn> {
  const name = code === 'ATK2002' ? /^parameters\.(.+)$/.exec(path)?.[1]?.toLowerCase() : undefined;
  const own = name === undefined ? undefined : Object.keys(given?.parameters ?? {}).find((key) => key.toLowerCase() === name);
  if (given === undefined || own === undefined) return locationIn(template, path);
  return locationIn(given.source, `${given.path === '' ? '' : `${given.path}.`}${own}.value`);
}
