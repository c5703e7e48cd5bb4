import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { DeploymentInput } from './deployment-input.ts';
import type { ExpandedDeployment } from './expand.ts';
import { bodyScope } from './expand.ts';
import type { ValueObject } from './expression.ts';
import { nestedInput } from './nested-deployment.ts';
import type { EvaluatedOutput } from './outputs.ts';
import { evaluateOutputValues } from './outputs.ts';
import { renderValue } from './render-value.ts';
import { evaluateBody } from './resource-body.ts';
import type { ReferenceSource } from './scope.ts';
import { renewBudget } from './session.ts';
import { evaluationError, withoutSecrets } from './template-error.ts';
import { fromJson } from './value.ts';

/** What a running deployment knows: the state of resources. Ids come as the template writes them; compare them ignoring case. */
export interface Runtime {
  /** The properties of a resource, or with `full` the whole of it. Undefined when it is not known yet. */
  readonly reference: (id: string, apiVersion: string | undefined, full: boolean) => Json | undefined;
  /** What a `list*` action of a resource answers. Undefined when it is not known. */
  readonly list: (id: string, functionName: string, apiVersion: string, body?: Json) => Json | undefined;
  /**
   * Asked when an expression reads a part that `owner` has not: what stands for it, or undefined to refuse the expression.
   * `owner` is a value that `reference` answered, one inside of it, or an earlier answer of this function.
   */
  readonly absent?: (owner: unknown, key: string) => Json | undefined;
}

/** A runtime as the evaluator asks it. */
function sourceOf(runtime: Runtime): ReferenceSource {
  return {
    ...(runtime.absent === undefined ? {} : { absent: runtime.absent }),
    reference: (target, apiVersion, full) => {
      const answer = runtime.reference(target.id, apiVersion, full);
      return answer === undefined ? undefined : fromJson(answer);
    },
    list: (target, name, apiVersion, body) => {
      const answer = body === undefined ? runtime.list(target.id, name, apiVersion) : runtime.list(target.id, name, apiVersion, renderValue(body));
      return answer === undefined ? undefined : fromJson(answer);
    },
  };
}

/** The body of a resource as a value; see `evaluateResource`. */
export function resourceValue(expanded: ExpandedDeployment, key: string, references?: ReferenceSource): ValueObject {
  const found = expanded.internals.byKey.get(key);
  if (found === undefined) throw evaluationError(`The deployment has no resource with the key '${key}'`);
  if (references === undefined && found.body !== undefined) return found.body;
  const scope = bodyScope(found.entry, expanded.internals.index);
  return withoutSecrets(expanded.internals.evaluation.secrets, () => evaluateBody(found.entry.declaration, references === undefined ? scope : { ...scope, references }));
}

/**
 * The body of a resource as its provider gets it: `{type, name, apiVersion, location, …}` without what only the deployment reads.
 * Without a runtime, unknown parts stay as expressions in brackets.
 * @throws ArmTemplateError `ATK2004` when a part cannot be evaluated with what the runtime answers.
 */
export function evaluateResource(expanded: ExpandedDeployment, key: string, runtime?: Runtime): JsonObject {
  renewBudget(expanded.internals.evaluation.session);
  const rendered = renderValue(resourceValue(expanded, key, runtime === undefined ? undefined : sourceOf(runtime)));
  return isJsonObject(rendered) ? rendered : {};
}

/**
 * The outputs of a deployment under the names that the template gives them. An object or array with an unknown part becomes one expression.
 * @throws ArmTemplateError `ATK2008` with Azure's code `DeploymentOutputEvaluationFailed` for an output that fails, is null or has the wrong type.
 */
export function evaluateOutputs(expanded: ExpandedDeployment, runtime?: Runtime): Readonly<Record<string, EvaluatedOutput>> {
  renewBudget(expanded.internals.evaluation.session);
  return evaluateOutputValues(expanded, runtime === undefined ? undefined : sourceOf(runtime));
}

/**
 * The input of a nested deployment, to be expanded in turn. Without inner scope its template holds only literals, among them
 * secure parameters of the outer template: do not log it. Facts about another resource group are left out, so add them.
 * @throws ArmTemplateError `ATK2001` when the resource is no nested deployment, `ATK2012` when it links to a template elsewhere.
 */
export function nestedDeployment(expanded: ExpandedDeployment, key: string, runtime?: Runtime): DeploymentInput {
  renewBudget(expanded.internals.evaluation.session);
  return nestedInput(expanded, resourceValue(expanded, key, runtime === undefined ? undefined : sourceOf(runtime)), key);
}
