import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.datafactory/factories */
export function factory(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.DataFactory/factories',
    apiVersion: '2018-06-01',
    title: 'data factory',
    stack: 'data',
    naming: ownName(3, 63, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/, { unique: 'global' }),
    holdsData: true,
    required: [
      'properties.repoConfiguration.accountName',
      'properties.repoConfiguration.repositoryName',
      'properties.repoConfiguration.collaborationBranch',
      'properties.repoConfiguration.rootFolder',
    ],
    settle: {
      defaults: {
        properties: {
          version: '2018-06-01',
          factoryStatistics: {
            totalResourceCount: 0,
            maxAllowedResourceCount: 0,
            factorySizeInGbUnits: 0,
            maxAllowedFactorySizeInGbUnits: 0,
          },
          trustModeClaimForMi: { value: 'IA==', editable: true },
        },
      },
      outputs: { eTag: '"{guid:etag}"', 'properties.createTime': '{time}' },
    },
    local: { answers: { create: '200 none', update: '200 none', patch: '200 none', delete: '200 none' } },
  });
}
