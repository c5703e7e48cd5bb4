import type { TagRule } from '../model/definition.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { TagSupport } from '../resources/resource-kind.ts';
import { shortHash } from './sha256.ts';
import type { RankedTag } from './tag-limits.ts';
import { fitTags } from './tag-limits.ts';
import { matchesRule } from './tag-rules.ts';

/** What the tags of one resource are made of. */
export interface TagFacts {
  readonly project: {
    /** Random id of the manifest. */
    readonly id: string;
    readonly name: string;
    readonly organization?: string;
    /** Manifest fields that become tags, flattened: `costCenter`, `team.lead`. */
    readonly tags: Readonly<Record<string, string>>;
  };
  readonly environment: string;
  readonly backend: string;
  /** Tags of the backend's package in the manifest. */
  readonly packageTags?: Readonly<Record<string, string>>;
  readonly stack: string;
  /** Components that asked for the resource; the tag is there when it is exactly one. */
  readonly components: readonly string[];
  /** What the resource is for, such as `function-packages`. */
  readonly purpose?: string;
  /** ARM type. */
  readonly type: string;
  readonly support: TagSupport;
  readonly rules?: readonly TagRule[];
  /** Tags of `defineBackend`, written as they are. */
  readonly userTags?: Readonly<Record<string, string>>;
  /** Tags in the resource's own body; they win over everything but the ones that find it. */
  readonly resourceTags?: Readonly<Record<string, string>>;
  readonly address?: string;
  readonly location?: SourceLocation | undefined;
}

/** Tags that discovery and clean-up rely on: no rule and no user tag changes them. */
const fixedTags = ['atakora:managed-by', 'atakora:project', 'atakora:environment', 'atakora:backend', 'atakora:backend-hash'];

/** Order in which tags survive where a type allows few; what is not listed follows: user tags, then manifest fields, by name. */
const ranking = [
  ...fixedTags,
  'atakora:component',
  'atakora:stack',
  'atakora:resource-purpose',
  'atakora:organization',
  'atakora:cost-center',
  'atakora:data-classification',
  'atakora:owner',
];

/**
 * The tags of a resource, without the run tag, which apply stamps. Later wins: organization, project and environment, manifest fields,
 * package, backend, stack, component, purpose, tag rules, tags of the backend, tags of the resource.
 * What a type's limits cost is a warning `ATK1314` that names it; room for the run tag is kept.
 */
export function tagsFor(facts: TagFacts): { readonly tags: Readonly<Record<string, string>>; readonly diagnostics: readonly Diagnostic[] } {
  if (!facts.support.supported) {
    return { tags: {}, diagnostics: [] };
  }
  const refused: string[] = [];
  const tags = new Map<string, RankedTag>();
  const set = (name: string, value: string, group: RankedTag['group']): void => {
    const key = name.toLowerCase();
    const fixed = fixedTags.includes(key) && tags.has(key);
    const earlier = tags.get(key);
    if (fixed && earlier?.value !== value) {
      refused.push(`"${name}" is set by Atakora and was left as it is`);
    } else if (value !== '') {
      const rank = ranking.indexOf(key);
      tags.set(key, { name: earlier?.name ?? name, value, group, rank: rank < 0 ? ranking.length : rank });
    }
  };
  for (const [name, value] of Object.entries(ownTags(facts))) {
    set(name, value, 'atakora');
  }
  for (const [name, value] of [...Object.entries(facts.project.tags), ...Object.entries(facts.packageTags ?? {})]) {
    const tag = manifestTagName(name);
    if (!ranking.slice(0, 8).includes(tag)) {
      set(tag, value, 'manifest');
    }
  }
  applyRules(facts, tags, set, refused);
  for (const [name, value] of [...Object.entries(facts.userTags ?? {}), ...Object.entries(facts.resourceTags ?? {})]) {
    set(name, value, 'user');
  }
  const fitted = fitTags([...tags.values()], facts.support);
  const findings = [...refused, ...fitted.findings];
  const what = `the tags of ${facts.address ?? facts.type}`;
  return {
    tags: fitted.tags,
    diagnostics: findings.length === 0 ? [] : [diagnostic('warning', 'ATK1314', `${what}: ${findings.join('; ')}`, { location: facts.location, ...(facts.address === undefined ? {} : { address: facts.address }) })],
  };
}

/** Value of `atakora:backend-hash`: the same for everything of one backend in one environment, for nothing else. */
export function backendHash(projectId: string, backend: string, environment: string): string {
  return shortHash([projectId, backend, environment].join('\n'), 16);
}

/** `costCenter` → `atakora:cost-center`; `team.techLead` → `atakora:team.tech-lead`. */
export function manifestTagName(field: string): string {
  const bare = field.startsWith('atakora:') ? field.slice('atakora:'.length) : field;
  return `atakora:${bare
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[\s_]+/g, '-')
    .toLowerCase()}`;
}

function ownTags(facts: TagFacts): Readonly<Record<string, string>> {
  const [component] = facts.components;
  return {
    ...(facts.project.organization === undefined ? {} : { 'atakora:organization': facts.project.organization }),
    'atakora:managed-by': 'atakora',
    'atakora:project': facts.project.name,
    'atakora:environment': facts.environment,
    'atakora:backend': facts.backend,
    'atakora:backend-hash': backendHash(facts.project.id, facts.backend, facts.environment),
    'atakora:stack': facts.stack,
    ...(component === undefined || facts.components.length !== 1 ? {} : { 'atakora:component': component }),
    ...(facts.purpose === undefined ? {} : { 'atakora:resource-purpose': facts.purpose }),
  };
}

function applyRules(facts: TagFacts, tags: Map<string, RankedTag>, set: (name: string, value: string, group: RankedTag['group']) => void, refused: string[]): void {
  for (const rule of facts.rules ?? []) {
    if (!matchesRule(rule.when, { ...facts, tags: new Map([...tags].map(([key, tag]) => [key, tag.value])) })) {
      continue;
    }
    for (const [name, value] of Object.entries(rule.set ?? {})) {
      set(name, value, 'user');
    }
    for (const name of rule.remove ?? []) {
      if (fixedTags.includes(name.toLowerCase())) {
        refused.push(`"${name}" is set by Atakora and cannot be removed`);
      } else {
        tags.delete(name.toLowerCase());
      }
    }
  }
}
