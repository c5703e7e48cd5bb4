import { describe, expect, it } from 'vitest';
import type { AzureFailure } from '../model/azure-failure.ts';
import { adviseFailure, failureRules } from './advise-failure.ts';
import { factNames } from './failure-facts.ts';

const subscriptionId = '11111111-2222-4333-8444-555555555555';
const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-shop`;
const application = '99999999-8888-4777-8666-555555555555';
const place = { subscriptionId, tenantId: '77777777-1111-4111-8111-111111111111', group: 'rg-shop', location: 'westeurope' };

/** What Azure says and of what, for rules that look at the message or whose command needs more than a resource. */
const said: Readonly<Record<string, { readonly message: string; readonly target?: string }>> = {
  'vault-purge-protected': { message: "Operation 'DeletedVaultPurge' is not allowed.", target: `${group}/providers/Microsoft.KeyVault/vaults/kv-shop` },
  'cosmos-name-taken': { message: 'Dns record for cosmos-shop under zone Document is already taken.' },
  'registry-name-taken': { message: 'The registry DNS name crshop.azurecr.io is already in use.' },
  'messaging-name-taken': { message: 'The specified name is not available.', target: `${group}/providers/Microsoft.ServiceBus/namespaces/sb-shop` },
  'app-service-quota': { message: 'Operation cannot be completed without additional quota.' },
  'operation-over-quota': { message: 'Operation could not be completed as it results in exceeding approved Total Regional Cores quota.' },
  'region-lacks-plan': { message: 'Requested features are not supported in region. Please try another region.' },
  'provider-not-registered': { message: "The subscription is not registered to use namespace 'Microsoft.Cache'." },
  'provider-not-in-region': { message: "The subscription is not registered for the resource type 'Microsoft.Web/sites' in the location 'eastus'." },
  'marketplace-terms': { message: "Terms of PublisherId: 'maker', OfferId: 'thing', PlanId: 'basic' are not accepted." },
  'not-allowed': { message: `The client 'a' with object id '${application}' does not have authorization to perform action 'Microsoft.Web/sites/write' over scope '${group}' or the scope is invalid.` },
  'role-assignment-of-another': { message: 'Principal ID is not allowed to be updated.', target: `${group}/providers/Microsoft.Authorization/roleAssignments/${application}` },
  'vault-firewall': { message: 'Client address is not authorized and caller is not a trusted service.\nClient address: 10.2.3.4\nCaller: appid=x\nVault: kv-shop;location=westeurope' },
  'policy-denied': { message: "Resource 'stshop' was disallowed by policy." },
  'scope-locked': { message: `The scope cannot perform delete operation because following scope(s) are locked: '${group}'.` },
  'client-secret-wrong': { message: `Invalid client secret provided for a secret added to app '${application}'.` },
  'client-secret-expired': { message: `The provided client secret keys for app '${application}' are expired.` },
  'federation-mismatch': { message: `No matching federated identity record found for application '${application}'.` },
  'azure-cli-claims': { message: 'Please run the following command: az login --tenant t --scope s' },
  'azure-cli-signed-out': { message: "Please run 'az login'" },
  'developer-cli-signed-out': { message: "Please run 'azd auth login'" },
  'no-managed-identity': { message: 'IMDS cannot be reached' },
  'subnets-overlap': { message: "Subnet 'one' overlaps.", target: `${group}/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/one` },
  'function-host-keys': { message: 'Encountered an error (InternalServerError) from host runtime.' },
  'deployment-active': { message: "The deployment 'atakora-data' is running." },
  'secret-token-times': { message: 'AKV10046: the token is not yet valid' },
  'group-missing': { message: "Resource group 'rg-other' could not be found." },
};

const offering = failureRules.filter(({ fix }) => fix !== undefined);

/** A failure as Azure tells it, that this rule is about. */
function failure({ id, codes, status, message }: (typeof failureRules)[number]): AzureFailure {
  const { message: words = 'It is refused.', target = `${group}/providers/Microsoft.Storage/storageAccounts/stshop` } = said[id] ?? {};
  expect(message === undefined || said[id] !== undefined, `a failure for ${id}`).toBe(true);
  return { code: codes?.[0] ?? 'Brand.New', message: words, target, ...(status === undefined ? {} : { status }) };
}

/** Words in capitals that stand for something to fill in, and braces that nobody filled. */
const unfilled = /\{\w+\}|(?<![\w./"'-])[A-Z][A-Z_]{2,}(?![\w"'-])/;

/** The same in sentences, which have abbreviations of their own. */
const unfilledWords = new RegExp(`\\{\\w+\\}|\\b(?:${[...factNames.map((name) => name.toUpperCase()), 'SITE', 'VAULT', 'ROLE', 'VNET', 'CLIENT_ID', 'TARGET', 'PRINCIPAL', 'ACTION', 'LOCK'].join('|')})\\b`);

describe('commands that are offered against failures', () => {
  it.each(offering.map((rule) => [rule.id, rule] as const))('%s: can be typed as it stands', (id, rule) => {
    const advice = adviseFailure(failure(rule), place);
    expect(advice.rule).toBe(id);
    expect(advice.fix).toMatch(/^azd? /);
    expect(advice.fix).not.toMatch(unfilled);
  });

  it('are left out where a part of them is unknown, and so are names in sentences', () => {
    for (const rule of failureRules) {
      const words = said[rule.id]?.message ?? 'It is refused.';
      if (rule.message !== undefined && said[rule.id] === undefined) continue;
      const { fix, sentence, hint } = adviseFailure({ code: rule.codes?.[0] ?? 'Brand.New', message: words, ...(rule.status === undefined ? {} : { status: rule.status }) });
      expect(fix ?? '', rule.id).not.toMatch(unfilled);
      expect(`${sentence} ${hint}`, rule.id).not.toMatch(unfilledWords);
    }
  });

  it('never go to another Azure than the one that refused: the local one has no Azure CLI', () => {
    for (const rule of offering) expect(adviseFailure(failure(rule), { ...place, local: true }).fix, rule.id).toBeUndefined();
  });

  it('name the subscription, because Azure CLI works in the one that was chosen last', () => {
    for (const rule of offering) {
      const { fix = '' } = adviseFailure(failure(rule), place);
      if (!/^azd|^az (?:login|ad |account)/.test(fix)) expect(fix, rule.id).toContain(subscriptionId);
    }
  });
});
