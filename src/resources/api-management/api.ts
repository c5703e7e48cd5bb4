import type { JsonObject } from '../../model/json.ts';
import { mapAt } from '../body-paths.ts';
import { jsonAt, textAt } from '../json-path.ts';
import { liveRules } from '../live-rules.ts';
import type { KindMaker } from '../kind-maker.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';
import { atOnce, managementChild } from './management-child.ts';
import { asIndentedPolicy } from './policy-xml.ts';

/** A revision is a number; `v1` means the first. The path that callers use ends with the version. */
function revision(body: JsonObject): JsonObject {
  const version = textAt(body, 'properties.apiVersion', '');
  const shown = version === '' || jsonAt(body, 'properties.effectivePath') === undefined ? {} : { effectivePath: `${textAt(body, 'properties.path', '')}/${version}` };
  return { properties: { apiRevision: textAt(body, 'properties.apiRevision', '1').replace(/^v(?=\d)/, ''), ...shown } };
}

/** A document that is imported decides what the api is called and where it answers, and is told in the service's own format, if at all. */
const apiLive = liveRules({
  omitted: ['properties.displayName', 'properties.path', 'properties.value', 'properties.format'],
  answered: { 'properties.value': [{}], 'properties.format': [{}] },
});

/**
 * What an imported document says, and what a version set is called, is not known here.
 * @see https://learn.microsoft.com/rest/api/apimanagement/apis/create-or-update
 */
export function api(): ResourceKind {
  return managementChild(
    'service/apis',
    'api',
    apiRules(),
    { live: apiLive, local: { answers: { create: '201 none', update: '200 none', delete: '202 async-operation' } } },
  );
}

function apiRules(): SettleRules {
  return {
    defaults: {
      properties: {
        apiRevision: '1', isCurrent: true, description: null, serviceUrl: null, subscriptionRequired: true,
        subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
        authenticationSettings: { oAuth2: null, openid: null },
        protocols: ['https'],
      },
    },
    conditional: [
      {
        when: { apiVersion: '>=2022-08-01' },
        defaults: {
          properties: { backendId: null, authenticationSettings: { oAuth2AuthenticationSettings: [], openidAuthenticationSettings: [] } },
        },
      },
      {
        when: { apiVersion: '>=2024-05-01' },
        defaults: {
          properties: {
            subscriptionKeyParameterNames: { bearer: null },
            a2aProperties: null,
            agent: null,
            effectivePath: null,
            isAgent: false,
            jsonRpcProperties: null,
            mcpProperties: null,
          },
        },
      },
      { when: { 'properties.type': 'http' }, dropped: ['properties.type'] },
    ],
    dropped: ['properties.sourceApiId'],
    normalised: { 'properties.path': 'no-first-slash' },
    computed: revision,
  };
}

/** @see https://learn.microsoft.com/rest/api/apimanagement/api-operation/create-or-update */
export function apiOperation(): ResourceKind {
  return managementChild('service/apis/operations', 'api operation', {
    defaults: {
      properties: {
        description: null,
        policies: null,
        templateParameters: [],
        request: { headers: [], queryParameters: [], representations: [] },
        responses: [],
      },
    },
    within: { 'properties.templateParameters[]': { values: [] } },
  });
}

/** @see https://learn.microsoft.com/azure/api-management/api-management-howto-policies */
function policy(parent: string, title: string): ResourceKind {
  return managementChild(
    `${parent}/policies`,
    title,
    { defaults: { properties: { format: 'xml' } }, computed: (body) => mapAt(body, 'properties.value', asIndentedPolicy) },
    { local: { answers: parent === 'service' ? { ...atOnce, create: '200 none' } : atOnce } },
  );
}

/** Policies of the service, of an API and of a product: one each. */
export const managementPolicies: readonly KindMaker[] = [
  () => policy('service', 'service policy'),
  () => policy('service/apis', 'api policy'),
  () => policy('service/products', 'product policy'),
];
