import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/actiongroups */
export function actionGroup(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/actionGroups',
    apiVersion: '2023-01-01',
    title: 'action group',
    stack: 'observability',
    naming: ownName(1, 260, /^[^:<>+/&%\\?|]*[^:<>+/&%\\?|. ]$/),
    location: 'global',
    required: [
      'properties.groupShortName',
      'properties.emailReceivers[].name',
      'properties.emailReceivers[].emailAddress',
      'properties.smsReceivers[].name',
      'properties.smsReceivers[].countryCode',
      'properties.smsReceivers[].phoneNumber',
      'properties.webhookReceivers[].name',
      'properties.webhookReceivers[].serviceUri',
      'properties.armRoleReceivers[].name',
      'properties.armRoleReceivers[].roleId',
    ],
    settle: actionGroupRules(),
    local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}

function actionGroupRules(): SettleRules {
  return {
    defaults: {
      kind: null,
      tags: null,
      properties: {
        armRoleReceivers: [],
        automationRunbookReceivers: [],
        azureAppPushReceivers: [],
        azureFunctionReceivers: [],
        emailReceivers: [],
        eventHubReceivers: [],
        itsmReceivers: [],
        logicAppReceivers: [],
        smsReceivers: [],
        voiceReceivers: [],
        webhookReceivers: [],
      },
    },
    within: {
      'properties.emailReceivers[]': { status: 'Enabled' },
      'properties.smsReceivers[]': { status: 'Enabled' },
      'properties.webhookReceivers[]': { identifierUri: null, objectId: null, tenantId: null },
    },
    conditional: [{ when: { answer: 'GET' }, defaults: { identity: null } }],
    normalised: { location: ['Global'] },
    location: 'sent',
    tags: false,
    provisioning: false,
  };
}
