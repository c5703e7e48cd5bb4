import type { ModelledSpec } from '../modelled-kind.ts';
import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { LocalBehaviour, ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

/** What is below a service is there at once. */
export const atOnce: LocalBehaviour['answers'] = { create: '201 none', update: '200 none', delete: '200 none' };

/** What each must say, by path. Policies had another property before 2018. */
const required: Readonly<Record<string, readonly string[]>> = {
  'service/apis': ['properties.path'],
  'service/apis/operations': [
    'properties.displayName',
    'properties.method',
    'properties.urlTemplate',
    'properties.templateParameters[].name',
    'properties.templateParameters[].type',
  ],
  'service/policies': ['properties.value | properties.policyContent'],
  'service/apis/policies': ['properties.value | properties.policyContent'],
  'service/products/policies': ['properties.value | properties.policyContent'],
  'service/subscriptions': ['properties.displayName', 'properties.scope | properties.productId'],
  'service/backends': ['properties.url | properties.pool', 'properties.protocol | properties.pool'],
  'service/namedValues': ['properties.displayName'],
  'service/policyFragments': ['properties.value'],
  'service/products': ['properties.displayName'],
};

const allowed: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'service/subscriptions': { 'properties.state': ['suspended', 'active', 'expired', 'submitted', 'rejected', 'cancelled'] },
  'service/products': { 'properties.state': ['notPublished', 'published'] },
};

/** A child of an API Management service. @param path Type below `Microsoft.ApiManagement/`. */
export function managementChild(path: string, title: string, settle: SettleRules, more: Partial<ModelledSpec> = {}): ResourceKind {
  return modelledKind({
    type: `Microsoft.ApiManagement/${path}`,
    apiVersion: '2024-05-01',
    title,
    stack: 'gateway',
    required: required[path] ?? [],
    allowed: allowed[path] ?? {},
    naming: ownName(1, 256, /^[^*#&+:<>?/\\%]{1,256}$/),
    ...more,
    settle: { provisioning: false, ...settle },
    local: { duration: 'instant', answers: atOnce, ...more.local },
  });
}
