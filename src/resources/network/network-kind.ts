import type { ModelledSpec } from '../modelled-kind.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule, ownName } from '../naming-rules.ts';
import type { NamingRule, ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

const networkName = /^[A-Za-z0-9](?:[\w.-]*\w)?$/;

/** The rule that most names of Microsoft.Network keep: letters, digits, `_`, `.` and `-`, a word character last. */
export function networkNaming(abbreviation: string, maxLength = 80): NamingRule {
  const pattern = new RegExp(`^(?=.{1,${String(maxLength)}}$)${networkName.source.slice(1)}`);
  return abbreviation === '' ? ownName(1, maxLength, pattern) : namingRule({ abbreviation, minLength: 1, maxLength, pattern, unique: 'resourceGroup' });
}

/** A resource of the network: it has an entity tag and a guid, and tags only where somebody gave it some. */
export function networkKind(spec: ModelledSpec, settle: SettleRules = {}): ResourceKind {
  return modelledKind({
    stack: 'network',
    ...spec,
    settle: { tags: false, ...settle, outputs: { etag: 'W/"{guid:etag}"', ...settle.outputs } },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '200 async-operation', delete: '202 async-operation' },
      ...spec.local,
    },
  });
}

/** Output of the resources that are not part of another. */
export const ownGuid: SettleRules['outputs'] = { 'properties.resourceGuid': '{guid}' };

/** Outputs of the items of a list that have ids of their own. */
export function partOutputs(list: string, segment: string, type: string): Readonly<Record<string, string>> {
  return {
    [`${list}[].id`]: `{id}/${segment}/{item.name}`,
    [`${list}[].etag`]: 'W/"{guid:etag}"',
    [`${list}[].type`]: type,
    [`${list}[].properties.provisioningState`]: 'Succeeded',
  };
}
