import type { DeploymentContext, DeploymentInput, DeploymentScope, SuppliedParameter } from './deployment-input.ts';
import type { ExpandedDeployment } from './expand.ts';
import type { Value, ValueObject } from './expression.ts';
import { refuseExtensionConfigs } from './extensions.ts';
import { expressionText, renderValue } from './render-value.ts';
import { isDeployment } from './nested-scope.ts';
import { scopeFromId } from './scope-id.ts';
import { measure } from './session.ts';
import { ArmTemplateError } from './template-error.ts';
import { isObject, propertyOf } from './value.ts';

/**
 * The deployment that an evaluated resource of type `Microsoft.Resources/deployments` stands for; see `nestedDeployment`.
 * @throws ArmTemplateError `ATK2012` when its template or parameters lie behind a link, `ATK2013` when it configures extensions.
 */
export function nestedInput(expanded: ExpandedDeployment, body: ValueObject, key: string): DeploymentInput {
  const entry = expanded.internals.byKey.get(key)?.entry.declaration;
  const properties = propertyOf(body, 'properties') ?? null;
  if (entry === undefined || !isDeployment(entry.type) || !isObject(properties)) throw refused(`The resource '${key}' is no nested deployment`, entry?.jsonPath);
  const template = propertyOf(properties, 'template');
  const link = propertyOf(properties, 'templateLink') ?? null;
  if (!isObject(template) && link !== null) throw elsewhere(entry.name, 'template', link, `${entry.jsonPath}.properties.templateLink`);
  if (!isObject(template)) throw refused(`The nested deployment '${entry.name}' has no template`, entry.jsonPath);
  const parametersLink = propertyOf(properties, 'parametersLink') ?? null;
  if (parametersLink !== null) throw elsewhere(entry.name, 'parameter file', parametersLink, `${entry.jsonPath}.properties.parametersLink`);
  const configs = propertyOf(properties, 'extensionConfigs');
  refuseExtensionConfigs(entry.name, isObject(configs) ? Object.keys(configs) : [], `${entry.jsonPath}.properties.extensionConfigs`);
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

/** What a link points at is a file or a template spec somewhere else. */
function elsewhere(name: string, what: string, link: Value, path: string): ArmTemplateError {
  const target = isObject(link) ? (propertyOf(link, 'relativePath') ?? propertyOf(link, 'uri') ?? propertyOf(link, 'id') ?? null) : null;
  const shown = typeof target === 'string' ? ` '${target}'` : '';
  return new ArmTemplateError('ATK2012', `Deployment template validation failed: 'The nested deployment '${name}' links to the ${what}${shown}, which is not at hand: only templates and parameters in place are read.'.`, { path, placed: true });
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
