import type { AzureQuestions, ConnectedAzure } from '../engine/azure-questions.ts';
import type { DeploymentRequest } from '../engine/ports.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { DeploymentTarget } from '../model/synthesis.ts';
import { advised } from './advise-failure.ts';
import type { FailurePlace } from './failure-facts.ts';
import { failureOf, mendIn } from './sdk-call.ts';

/** Regions that a template gives its resources, by full name in lower case. */
type Regions = ReadonlyMap<string, string>;

/**
 * The same connection, whose failures know where they were met: subscription, tenant, and of deployments the group and the region of the
 * resource. That fills the commands that are offered against them.
 */
export function placedFailures(azure: ConnectedAzure, place: FailurePlace): ConnectedAzure {
  const regions = new Map<string, Regions>();
  const at = (scope: DeploymentTarget): FailurePlace => ({ ...place, ...(scope.kind === 'resourceGroup' ? { group: scope.resourceGroup } : { location: scope.location }) });
  const ofDeployment = (failure: AzureFailure, scope: DeploymentTarget, name: string): AzureFailure => placed(failure, at(scope), regions.get(name));
  const { getDeployment, listOperations, startDeployment, questions } = azure;
  return {
    ...placing(azure, place),
    questions: placedQuestions(questions, place, at),
    lists: placing(azure.lists, place),
    apps: placing(azure.apps, place),
    startDeployment: (request, signal) => {
      regions.set(request.name, regionsOf(request));
      return placing({ startDeployment }, at(request.scope), regions.get(request.name)).startDeployment(request, signal);
    },
    getDeployment: async (scope, name, signal) => {
      const status = await placing({ getDeployment }, at(scope)).getDeployment(scope, name, signal);
      return status?.failure === undefined ? status : { ...status, failure: ofDeployment(status.failure, scope, name) };
    },
    listOperations: async (scope, name, signal) => {
      const operations = await placing({ listOperations }, at(scope)).listOperations(scope, name, signal);
      return operations.map((operation) => (operation.failure === undefined ? operation : { ...operation, failure: ofDeployment({ ...(operation.targetId === undefined ? {} : { target: operation.targetId }), ...operation.failure }, scope, name) }));
    },
  };
}

function placedQuestions(questions: AzureQuestions, place: FailurePlace, at: (scope: DeploymentTarget) => FailurePlace): AzureQuestions {
  const { whatIf, validate } = questions;
  return {
    ...placing(questions, place),
    whatIf: (request, signal) => placing({ whatIf }, at(request.scope), regionsOf(request)).whatIf(request, signal),
    validate: async (request, signal) => {
      const failure = await placing({ validate }, at(request.scope)).validate(request, signal);
      return failure === undefined ? undefined : placed(failure, at(request.scope), regionsOf(request));
    },
  };
}

/** Calls of a port whose errors are advised anew with the place. What is answered at once, such as another port, stays as it is. */
function placing<T extends object>(port: T, place: FailurePlace, regions?: Regions): T {
  const told = (error: unknown): never => {
    throw placedError(error, place, regions);
  };
  const entries = Object.entries(port).map(([name, value]: readonly [string, unknown]) => {
    if (typeof value !== 'function') return [name, value];
    return [
      name,
      (...given: readonly unknown[]): unknown => {
        const answer = (value as (...all: readonly unknown[]) => unknown)(...given);
        return answer instanceof Promise ? answer.catch(told) : answer;
      },
    ];
  });
  return Object.fromEntries(entries) as T;
}

function placedError(error: unknown, place: FailurePlace, regions: Regions | undefined): unknown {
  const failure = failureOf(error);
  if (!(error instanceof AtakoraError) || failure?.advice === undefined) return error;
  const cause = placed(failure, place, regions);
  const before = mendIn(failure);
  const hint = before !== undefined && error.hint === before ? mendIn(cause) : undefined;
  return Object.assign(new AtakoraError(error.code, error.message, { source: 'azure', cause, hint: hint ?? error.hint }), error.stack === undefined ? {} : { stack: error.stack });
}

function placed(failure: AzureFailure, place: FailurePlace, regions: Regions | undefined): AzureFailure {
  const { advice: _before, ...rest } = failure;
  const name = failure.target?.split('/providers/').at(-1)?.split('/').filter((_segment, at) => at >= 2 && at % 2 === 0).join('/').toLowerCase();
  const location = name === undefined ? undefined : regions?.get(name);
  return advised(rest, location === undefined ? place : { ...place, location });
}

function regionsOf({ template }: Pick<DeploymentRequest, 'template'>): Regions {
  const resources: readonly Json[] = Array.isArray(template['resources']) ? template['resources'] : [];
  return new Map(
    resources.flatMap((body): readonly (readonly [string, string])[] => {
      const { name, location } = isJsonObject(body) ? body : {};
      return typeof name === 'string' && typeof location === 'string' && !location.startsWith('[') ? [[name.toLowerCase(), location.toLowerCase().replaceAll(' ', '')]] : [];
    }),
  );
}
