import type { JsonObject } from '../../model/json.ts';
import { textAt } from '../json-path.ts';
import type { LocalFacts } from '../local-facts.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { atOnce, managementChild } from './management-child.ts';

/** @see https://learn.microsoft.com/rest/api/apimanagement/product/create-or-update */
export function product(): ResourceKind {
  return managementChild('service/products', 'api product', {
    defaults: { properties: { state: 'notPublished', subscriptionsLimit: null, terms: null, approvalRequired: null } },
  });
}

/** A secret value is never returned. @see https://learn.microsoft.com/azure/api-management/api-management-howto-properties */
export function namedValue(): ResourceKind {
  return managementChild(
    'service/namedValues',
    'named value',
    {
      defaults: { properties: { tags: null } },
      conditional: [{ when: { 'properties.secret': true }, dropped: ['properties.value'] }],
      provisioning: true,
    },
    {
      sensitive: ['properties.value'],
      local: {
        duration: 'seconds',
        asyncStyle: 'async-operation',
        answers: { create: '201 async-operation', update: '202 location', delete: '200 none' },
      },
    },
  );
}

/** @see https://learn.microsoft.com/azure/api-management/backends */
export function backend(): ResourceKind {
  return managementChild('service/backends', 'api backend', { defaults: { properties: { title: null } } });
}

const keys = { primaryKey: '{key32:primary}', secondaryKey: '{key32:secondary}' };

/** A scope is returned as an id: `/apis` of the service. */
function wholeScope(body: JsonObject, facts: LocalFacts): JsonObject {
  const scope = textAt(body, 'properties.scope', '');
  const service = facts.id.split('/').slice(0, -2).join('/');
  return scope.startsWith('/') && !/^\/subscriptions\//i.test(scope) ? { properties: { scope: `${service}${scope}` } } : {};
}

/** @see https://learn.microsoft.com/azure/api-management/api-management-subscriptions */
export function apiSubscription(): ResourceKind {
  return managementChild(
    'service/subscriptions',
    'api subscription',
    {
      defaults: {
        properties: {
          state: 'active',
          allowTracing: false,
          startDate: null,
          expirationDate: null,
          endDate: null,
          notificationDate: null,
          stateComment: null,
        },
      },
      dropped: ['properties.primaryKey', 'properties.secondaryKey'],
      outputs: { 'properties.createdDate': '{time}' },
      computed: wholeScope,
    },
    { sensitive: ['properties.primaryKey', 'properties.secondaryKey'], local: { answers: atOnce, actions: { listsecrets: keys } } },
  );
}

/** @see https://learn.microsoft.com/azure/api-management/policy-fragments */
export function policyFragment(): ResourceKind {
  return managementChild(
    'service/policyFragments',
    'policy fragment',
    { provisioning: true },
    {
      local: {
        duration: 'seconds',
        asyncStyle: 'async-operation',
        answers: { create: '201 async-operation', update: '200 none', delete: '200 none' },
      },
    },
  );
}
