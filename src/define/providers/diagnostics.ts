import type { Address } from '../../model/address.ts';
import { formatAddress, parseAddress } from '../../model/address.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { refTo } from '../../model/value.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { diagnosticSetting as diagnosticSettingKind } from '../../resources/diagnostic-setting.ts';
import type { NodeDraft, ProviderContext } from './provider.ts';
import { laterStack } from './role-assignments.ts';

const allLogs: readonly Value[] = [{ categoryGroup: 'allLogs', enabled: true }];
const allMetrics: readonly Value[] = [{ category: 'AllMetrics', enabled: true }];

/** Types that can choose, and are told to write a table of their own for each log category instead of the one that all services share. */
const dedicatedTables: ReadonlySet<string> = new Set(['microsoft.documentdb/databaseaccounts', 'microsoft.keyvault/vaults']);

/**
 * The setting that sends all logs and metrics of a resource to the environment's workspace; none when its kind has nothing to
 * send, the backend has no workspace or the environment switches the feature `diagnostics` off. How long they are kept is the workspace's own setting.
 * @param target Resource, or child of one, that is watched.
 * @param name Address part; `diagnostics` behind the target's by default. A container could be called so, hence the choice.
 * @see https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings
 */
export function diagnosticSetting(context: ProviderContext, target: Pick<NodeDraft, 'address' | 'type'>, name?: string): readonly NodeDraft[] {
  const kind = kindOf(target.type);
  const sends = kind?.diagnostics ?? 'none';
  if (kind === undefined || sends === 'none' || !context.target.settings.features.diagnostics || !context.has('logs', 'main')) {
    return [];
  }
  const properties: ValueObject = {
    workspaceId: refTo(context.addressOf('logs', 'main', 'workspace'), 'id'),
    ...(sends === 'metrics' ? {} : { logs: allLogs }),
    ...(sends === 'logs-only' ? {} : { metrics: allMetrics }),
    ...(dedicatedTables.has(kind.type.toLowerCase()) ? { logAnalyticsDestinationType: 'Dedicated' } : {}),
  };
  return [
    {
      address: name === undefined ? behind(target.address, 'diagnostics') : context.address(name),
      type: diagnosticSettingKind.type,
      apiVersion: diagnosticSettingKind.apiVersion,
      name: 'atakora',
      extends: target.address,
      stack: laterStack(kind.stack, diagnosticSettingKind.stack),
      body: { properties },
    },
  ];
}

function behind(target: Address, last: string): Address {
  const { backend, owner, name } = parseAddress(target);
  return formatAddress({ backend, owner, name: `${name}.${last}` });
}
