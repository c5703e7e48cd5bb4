import type { ModelledSpec } from '../modelled-kind.ts';
import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { LocalBehaviour, ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

/** What is below a service is there at once. */
export const atOnce: LocalBehaviour['answers'] = { create: '201 none', update: '200 none', delete: '200 none' };

/** A child of an API Management service. @param path Type below `Microsoft.ApiManagement/`. */
export function managementChild(path: string, title: string, settle: SettleRules, more: Partial<ModelledSpec> = {}): ResourceKind {
  return modelledKind({
    type: `Microsoft.ApiManagement/${path}`,
    apiVersion: '2024-05-01',
    title,
    stack: 'gateway',
    naming: ownName(1, 256, /^[^*#&+:<>?/\\%]{1,256}$/),
    ...more,
    settle: { provisioning: false, ...settle },
    local: { duration: 'instant', answers: atOnce, ...more.local },
  });
}
