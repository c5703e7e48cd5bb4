import type { DeploymentContext, DeploymentInput, DeploymentScope, SuppliedParameter } from './deployment-input.ts';
import type { ExpandedDeployment } from './expand.ts';
import type { Value, ValueObject } from './expression.ts';
import { expressionText, renderValue } from './render-value.ts';
import { isDeployment } from './nested-scope.ts';
import { scopeFromId } from './scope-id.ts';
import { measure } from './session.ts';
import { ArmTemplateError } from './template-error.ts';
import { isObject, propertyOf } from './value.ts';

/** The deployment that an evaluated resource of type `Microsoft.Resources/deployments` stands for; see `nestedDeployment`. */
export function nestedInput(expanded: ExpandedDeployment, body: ValueObject, key: string): DeploymentInput {
  const entry = expanded.internals.byKey.get(key)?.entry.declaration;
  const properties = propertyOf(body, 'properties') ?? null;
  if (entry === undefined || !isDeployment(entry.type) || !isObject(properties)) throw refused(`The resource '${key}' is no nested deployment`, entry?.jsonPath);
  const template = propertyOf(properties, 'template');
  if (!isObject(template)) throw refused(`The nested deployment '${entry.name}' has no template in place; templates behind a link are not read`, entry.jsonPath);
  const scope = scopeFromId(entry.scope, expanded.input.scope.tenantId);
  if (scope === undefined) throw refused(`The nested deployment '${entry.name}' has a scope that is no group, subscription, management group or tenant`, entry.jsonPath);
  const location = propertyOf(body, 'location');
  const mode = propertyOf(properties, 'mode');
  return {
    name: entry.name,
    ...(typeof location === 'string' ? { location } : {}),
    mode: typeof mode === 'string' && mode.toLowerCase() === 'complete' ? 'Complete' : 'Incremental',
    scope,
    template: renderValue(template),
    parameters: parametersOf(expanded, propertyOf(properties, 'parameters') ?? {}),
    context: contextIn(expanded.input, scope),
  };
}

function refused(sentence: string, path: string | undefined): ArmTemplateError {
  return new ArmTemplateError('ATK2001', `Deployment template validation failed: '${sentence}.'.`, { path: path ?? 'resources', placed: true });
}

/** Values that are known go as literals, others as expressions that stay unknown inside too. */
function parametersOf(expanded: ExpandedDeployment, given: Value): Readonly<Record<string, SuppliedParameter>> {
  if (!isObject(given)) return {};
  const { session } = expanded.internals.evaluation.scope('body');
  return Object.fromEntries(
    Object.entries(given).map(([name, parameter]): [string, SuppliedParameter] => {
      const reference = isObject(parameter) ? propertyOf(parameter, 'reference') : undefined;
      if (reference !== undefined) return [name, { reference: renderValue(reference) }];
      const value = isObject(parameter) ? propertyOf(parameter, 'value') : parameter;
      if (value === undefined) return [name, {}];
      return [name, measure(session, value).known ? { value: renderValue(value) } : { expression: expressionText(value) }];
    }),
  );
}

function contextIn(outer: DeploymentInput, scope: DeploymentScope): DeploymentContext {
  const { resourceGroup, subscription, managementGroup, ...rest } = outer.context;
  const same = (a: string | undefined, b: string | undefined) => a !== undefined && a.toLowerCase() === b?.toLowerCase();
  const sameSubscription = same(scope.subscriptionId, outer.scope.subscriptionId);
  const sameGroup = sameSubscription && same(scope.resourceGroup, outer.scope.resourceGroup);
  return {
    ...rest,
    ...(sameGroup && resourceGroup !== undefined ? { resourceGroup } : {}),
    ...(sameSubscription && subscription !== undefined ? { subscription } : {}),
    ...(same(scope.managementGroup, outer.scope.managementGroup) && managementGroup !== undefined ? { managementGroup } : {}),
  };
}
