import { describeOutputResources, describeOutputs } from '../../arm/deployment-properties.ts';
import { evaluateOutputs } from '../../arm/runtime.ts';
import { scopeId } from '../../arm/scope-id.ts';
import { ArmTemplateError } from '../../arm/template-error.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import type { ErrorBody } from '../refusal.ts';
import { Refusal, errorBody, refuse } from '../refusal.ts';
import type { DeploymentHead } from '../world/deployment-store.ts';
import { deploymentProperties, deploymentRequest, endDeployment, findDeployment, operationsOf } from '../world/deployment-store.ts';
import { acceptDeployment } from './accept-deployment.ts';
import { failRow, finishRow, isOpen } from './advance-rows.ts';
import { removeOthers } from './complete-mode.ts';
import { placeOf } from './deployment-place.ts';
import { contextOf } from './deployment-request.ts';
import type { Expansion } from './expansions.ts';
import { expansionOf, isSkipped } from './expansions.ts';
import { targetNamed } from './operation-target.ts';
import { deployedBefore } from './rollback.ts';
import { forgetSecureOutputs, keepSecureOutputs } from './secure-outputs.ts';
import { worldRuntime } from './world-runtime.ts';

/** Ends a deployment of which nothing is working any more: failures, deletions of mode `Complete`, outputs. */
export function closeDeployment(context: LocalContext, head: DeploymentHead): void {
  const failed = operationsOf(context.db, head.key).filter(({ state }) => state === 'failed');
  if (failed.length > 0) {
    const details = failed.map(({ error, statusCode = 'Conflict', target: about = {} }): ErrorBody => ({
      code: statusCode,
      target: String(about['id'] ?? ''),
      // Azure puts the answer of the provider here as indented text.
      message: JSON.stringify(errorBody(error ?? { code: 'InternalServerError', message: '' }), null, 2).replaceAll('\n', '\r\n'),
    }));
    return end(context, head, 'Failed', { error: deploymentFailed(details) as unknown as Json });
  }
  const expansion = expansionOf(context.expansions, context.db, head);
  if (expansion === undefined) return;
  try {
    const { mode, scope } = expansion.expanded.input;
    if (mode === 'Complete') removeOthers(context, scopeId(scope), new Set(expansion.resources.filter((resource) => !isSkipped(resource)).map(({ id }) => resourceIdKey(id))));
    const evaluated = evaluateOutputs(expansion.expanded, worldRuntime(context));
    keepSecureOutputs(context.db, head, evaluated);
    const outputs = describeOutputs(evaluated);
    end(context, head, 'Succeeded', {
      ...(Object.keys(outputs).length === 0 ? {} : { outputs }),
      outputResources: describeOutputResources(deployedIds(context, head, expansion)),
    });
  } catch (error) {
    end(context, head, 'Failed', { error: outputFailure(error) as unknown as Json });
  }
}

/** Ids of what the deployment has put, nested deployments opened; those that a condition ruled out count as well. */
function deployedIds(context: LocalContext, head: DeploymentHead, expansion: Expansion): readonly string[] {
  const targets = new Map(operationsOf(context.db, head.key).map(({ row, target = {} }) => [row, target['id']]));
  return expansion.resources.flatMap((resource, row): readonly string[] => {
    if (resource.existing) return [];
    const target = targets.get(row);
    const id = typeof target === 'string' ? target : resource.id;
    if (resource.type.toLowerCase() !== 'microsoft.resources/deployments') return [id];
    const inner = deploymentProperties(context.db, resourceIdKey(id)).ended['outputResources'];
    return Array.isArray(inner) ? inner.flatMap((made: Json) => (isJsonObject(made) && typeof made['id'] === 'string' ? [made['id']] : [])) : [];
  });
}

function end(context: LocalContext, head: DeploymentHead, state: 'Succeeded' | 'Failed', ended: JsonObject): void {
  const { accepted } = deploymentProperties(context.db, head.key);
  const scope = deploymentRequest(context.db, head.key)?.scope;
  endDeployment(context.db, head, state, context.at, ended);
  forgetSecureOutputs(context.db, head.key);
  context.expansions.made.delete(head.token);
  if (state === 'Failed' && scope !== undefined && isJsonObject(accepted['onErrorDeployment'])) rollBack(context, head, scope, accepted['onErrorDeployment']);
  tellParent(context, head, state, ended['error'] as unknown as ErrorBody | undefined);
}

function tellParent(context: LocalContext, head: DeploymentHead, state: 'Succeeded' | 'Failed' | 'Canceled', inner: ErrorBody | undefined): void {
  const parent = head.parent === undefined ? undefined : findDeployment(context.db, head.parent.key);
  if (head.parent === undefined || parent === undefined) return;
  if (state === 'Succeeded') return finishRow(context, parent, head.parent.row);
  const error: ErrorBody = {
    code: 'ResourceDeploymentFailure',
    target: head.id,
    message: `The resource write operation failed to complete successfully, because it reached terminal provisioning state '${state}'.`,
    ...(inner === undefined ? {} : { details: [inner] }),
  };
  failRow(context, parent, head.parent.row, { status: 409, error, target: targetNamed(head.id, 'Microsoft.Resources/deployments', head.name) });
}

/** Runs an earlier deployment once more. What cannot be started is told in the failed deployment's own view. */
function rollBack(context: LocalContext, head: DeploymentHead, scope: Parameters<typeof placeOf>[1], asked: JsonObject): void {
  const name = asked['deploymentName'];
  const place = typeof name === 'string' && name.toLowerCase() !== head.name.toLowerCase() ? placeOf(context, scope, name) : undefined;
  const before = place === undefined ? undefined : deployedBefore(context, place.key);
  if (place === undefined || before === undefined) return;
  const request = {
    name: before.head.name,
    mode: 'Incremental' as const,
    scope,
    template: before.template,
    parameters: before.parameters as Readonly<Record<string, { readonly value: Json }>>,
    context: contextOf(context, scope),
  };
  try {
    acceptDeployment(context, { place, request, tags: before.head.tags, correlationId: head.correlationId });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** Stops a deployment: nothing new starts; what is being made is made to its end, and nested deployments go on. */
export function cancelDeployment(context: LocalContext, head: DeploymentHead): void {
  if (!isOpen(head.state)) {
    throw refuse(409, 'DeploymentCannotBeCancelled', `The deployment '${head.name}' cannot be cancelled because it is in the state '${head.state}'.`);
  }
  endDeployment(context.db, head, 'Canceled', context.at, {});
  forgetSecureOutputs(context.db, head.key);
  context.expansions.made.delete(head.token);
  tellParent(context, head, 'Canceled', undefined);
}

function deploymentFailed(details: readonly ErrorBody[]): ErrorBody {
  return {
    code: 'DeploymentFailed',
    message: 'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.',
    details,
  };
}

function outputFailure(error: unknown): ErrorBody {
  if (error instanceof Refusal) return error.error;
  if (!(error instanceof ArmTemplateError)) return { code: 'InternalServerError', message: error instanceof Error ? error.message : String(error) };
  const name = /^outputs\.([^.[]+)/.exec(error.path ?? '')?.[1] ?? '';
  return {
    code: 'DeploymentOutputEvaluationFailed',
    message: `Unable to evaluate template outputs: '${name}'. Please see error details and deployment operations. Please see https://aka.ms/arm-common-errors for usage details.`,
    details: [{ code: 'DeploymentOutputEvaluationFailed', target: name, message: error.message }],
  };
}
