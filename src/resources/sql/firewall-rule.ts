import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.sql/servers/firewallrules */
export function firewallRule(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Sql/servers/firewallRules',
    apiVersion: '2025-01-01',
    title: 'sql firewall rule',
    stack: 'data',
    naming: ownName(1, 128, /^[^<>*%&:;\\/?]*[^<>*%&:;\\/?.]$/),
    requiredNew: ['properties.startIpAddress', 'properties.endIpAddress'],
    settle: { provisioning: false },
    local: { answers: { create: '200 none', update: '200 none', delete: '200 none' } },
  });
}
