import { checkStoreName } from './app-configuration.ts';
import { checkMachineOffer, checkPlacement, keepAttachedDisk } from './compute.ts';
import { checkEnvironmentQuota, checkImages, checkRegistrySecrets, keepBoundCertificate } from './container-apps.ts';
import { checkFirewallPolicy, checkRuleConditions } from './edge.ts';
import { checkPurgeProtection } from './key-vault-rules.ts';
import { checkPurchase } from './marketplace.ts';
import { checkRegion } from './new-regions.ts';
import { checkMessagingTier } from './messaging.ts';
import { checkNetworkRanges, checkSubnetRange } from './network-addresses.ts';
import { keepAllocatedAddress, keepAttachedInterface, keepBoundSecurityGroup, keepUsedNetwork, keepUsedRoutes, keepUsedSubnet } from './network-deletions.ts';
import { checkConnectionDecision, checkDomainLabel, checkJoinRights, checkLinkedSubscriptions, checkReferences } from './network-writes.ts';
import { checkRegionalQuota } from './regional-quotas.ts';
import { checkInstanceSubnet, checkServerPassword } from './sql.ts';
import { checkFileService, checkImmutabilityPolicy, keepLockedPolicy } from './storage.ts';
import type { DeletionRule, DeletionSubject, WriteRule, WriteSubject } from './subject.ts';
import { keepUsedPlan } from './web-deletions.ts';
import { checkPlanOffer, checkSiteSubnet } from './web-writes.ts';

type Rules<T> = Readonly<Record<string, readonly T[]>>;

/** What a service says before a deployment starts, and again when the resource's turn comes; by type in lower case. */
const offers: Rules<WriteRule> = {
  'microsoft.app/managedenvironments': [checkEnvironmentQuota],
  'microsoft.compute/virtualmachines': [checkMachineOffer],
  'microsoft.compute/virtualmachinescalesets': [checkMachineOffer],
  'microsoft.web/serverfarms': [checkPlanOffer],
};

/** What a service says when the resource is written. */
const writes: Rules<WriteRule> = {
  'microsoft.app/containerapps': [checkRegistrySecrets, checkImages],
  'microsoft.app/jobs': [checkRegistrySecrets, checkImages],
  'microsoft.appconfiguration/configurationstores': [checkStoreName],
  'microsoft.cdn/profiles/rulesets/rules': [checkRuleConditions],
  'microsoft.cdn/profiles/securitypolicies': [checkFirewallPolicy],
  'microsoft.compute/virtualmachinescalesets': [checkPlacement],
  'microsoft.keyvault/vaults': [checkPurgeProtection],
  'microsoft.network/publicipaddresses': [checkDomainLabel],
  'microsoft.network/virtualnetworks': [checkNetworkRanges],
  'microsoft.network/virtualnetworks/subnets': [checkSubnetRange],
  'microsoft.servicebus/namespaces/queues': [checkMessagingTier],
  'microsoft.servicebus/namespaces/topics': [checkMessagingTier],
  'microsoft.sql/managedinstances': [checkInstanceSubnet],
  'microsoft.sql/servers': [checkServerPassword],
  'microsoft.storage/storageaccounts/fileservices': [checkFileService],
  'microsoft.storage/storageaccounts/blobservices/containers/immutabilitypolicies': [checkImmutabilityPolicy],
  'microsoft.web/sites': [checkSiteSubnet],
  'microsoft.web/sites/slots': [checkSiteSubnet],
};

/** What a service keeps. */
const deletions: Rules<DeletionRule> = {
  'microsoft.app/managedenvironments/certificates': [keepBoundCertificate],
  'microsoft.compute/disks': [keepAttachedDisk],
  'microsoft.network/networkinterfaces': [keepAttachedInterface],
  'microsoft.network/networksecuritygroups': [keepBoundSecurityGroup],
  'microsoft.network/publicipaddresses': [keepAllocatedAddress],
  'microsoft.network/routetables': [keepUsedRoutes],
  'microsoft.network/virtualnetworks': [keepUsedNetwork],
  'microsoft.network/virtualnetworks/subnets': [keepUsedSubnet],
  'microsoft.storage/storageaccounts/blobservices/containers/immutabilitypolicies': [keepLockedPolicy],
  'microsoft.web/serverfarms': [keepUsedPlan],
};

/** @throws Refusal when the service does not offer what is asked for: size, zone, quota. */
export function checkOffer(subject: WriteSubject): void {
  checkRegion(subject);
  checkRegionalQuota(subject);
  checkPurchase(subject);
  for (const rule of offers[subject.path.type.toLowerCase()] ?? []) rule(subject);
}

/** @throws Refusal when the service does not take the body. */
export function checkWrite(subject: WriteSubject): void {
  const type = subject.path.type.toLowerCase();
  checkLinkedSubscriptions(subject);
  for (const rule of writes[type] ?? []) rule(subject);
  if (type.startsWith('microsoft.network/')) {
    checkReferences(subject);
    checkJoinRights(subject);
  }
  if (type.endsWith('/privateendpointconnections')) checkConnectionDecision(subject);
}

/** @throws Refusal when the service keeps the resource. */
export function checkDeletion(subject: DeletionSubject): void {
  for (const rule of deletions[subject.path.type.toLowerCase()] ?? []) rule(subject);
}
