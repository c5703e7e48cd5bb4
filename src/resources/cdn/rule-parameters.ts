import type { Json, JsonObject } from '../../model/json.ts';
import { mapAt, ofObjects } from '../body-paths.ts';
import { textAt } from '../json-path.ts';
import { fillDefaults } from '../settled-body.ts';

/** Parameters of an action that are null where nothing was sent, by the name of the parameters' type. */
const actionDefaults: Readonly<Record<string, JsonObject>> = {
  DeliveryRuleUrlRedirectActionParameters: { customQueryString: null, customPath: null, customHostname: null, customFragment: null },
  DeliveryRuleUrlRewriteActionParameters: { preserveUnmatchedPath: false },
  DeliveryRuleHeaderActionParameters: { value: null },
  DeliveryRuleRouteConfigurationOverrideActionParameters: { cacheConfiguration: null, originGroupOverride: null },
};

/**
 * The rule with what its actions and conditions leave out.
 * @see https://learn.microsoft.com/azure/frontdoor/standard-premium/concept-rule-set
 */
export function settledRule(body: JsonObject): JsonObject {
  const actions = mapAt(body, 'properties.actions[].parameters', ofObjects(settledAction));
  return mapAt(actions, 'properties.conditions[].parameters', ofObjects((parameters) => fillDefaults(parameters, { negateCondition: false, transforms: [] })));
}

function settledAction(parameters: JsonObject): JsonObject {
  const filled = fillDefaults(parameters, actionDefaults[textAt(parameters, 'typeName', '')] ?? {});
  const cache = { queryParameters: null, cacheDuration: null } satisfies Record<string, Json>;
  return mapAt(filled, 'cacheConfiguration', ofObjects((configuration) => fillDefaults(configuration, cache)));
}
