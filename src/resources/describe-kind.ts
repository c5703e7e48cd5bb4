import { immutable, liveRules } from './live-rules.ts';
import type { LocalBehaviour, ResourceKind } from './resource-kind.ts';
import type { SettleRules } from './settle-rules.ts';
import { settleWith } from './settled-body.ts';
import { noTags, usualTags } from './tag-support.ts';

/** What a descriptor has to say; everything else has the value that most types have. */
export type KindSpec = Pick<ResourceKind, 'type' | 'apiVersion' | 'title' | 'stack' | 'scope' | 'naming'> &
  Partial<Omit<ResourceKind, 'local'>> & {
    readonly settle?: SettleRules;
    readonly local?: Partial<Omit<LocalBehaviour, 'settle' | 'rules'>>;
  };

/**
 * Completes a descriptor. Types that live in a group or subscription have tags and a location that cannot change;
 * children and extensions have neither.
 */
export function describeKind(spec: KindSpec): ResourceKind {
  const { settle = {}, local = {}, ...given } = spec;
  const own = spec.scope === 'subscription' || spec.scope === 'resourceGroup';
  const location = spec.location ?? (own ? 'required' : 'none');
  const tags = spec.tags ?? (own ? usualTags : noTags);
  const rules: SettleRules = { tags: tags.supported, ...settle };
  const moved = location === 'required' ? [immutable('location', 'a resource stays in the region it was made in')] : [];
  return {
    holdsData: false,
    required: [],
    requiredNew: [],
    allowed: {},
    replaceOrder: 'delete-first',
    interrupting: [],
    outputs: {},
    live: liveRules(),
    arrayKeys: {},
    sensitive: [],
    diagnostics: 'none',
    ...given,
    location,
    tags,
    immutable: [...moved, ...(spec.immutable ?? [])],
    local: {
      duration: 'instant',
      asyncStyle: 'none',
      answers: {},
      actions: {},
      implicit: [],
      putKeepsOmitted: [],
      ...local,
      rules,
      settle: settleWith(spec.type, rules),
    },
  };
}
