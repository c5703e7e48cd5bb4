import type { TagRule } from '../model/definition.ts';

/** What a tag rule may look at. */
export interface TagRuleFacts {
  readonly type: string;
  readonly stack: string;
  readonly components: readonly string[];
  readonly environment: string;
  /** Lower-case name to value, as set so far. */
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * True when all given conditions hold; a rule without any holds everywhere. `type` ignores letter case and may end in `*`;
 * `component` is met when it is one of those that asked for the resource; `tag` is a name, or `name=value`.
 */
export function matchesRule(when: TagRule['when'], facts: TagRuleFacts): boolean {
  return (
    (when.type === undefined || matchesType(when.type.toLowerCase(), facts.type.toLowerCase())) &&
    (when.stack === undefined || when.stack === facts.stack) &&
    (when.component === undefined || facts.components.includes(when.component)) &&
    (when.environment === undefined || when.environment === facts.environment) &&
    (when.tag === undefined || hasTag(when.tag, facts.tags))
  );
}

function matchesType(wanted: string, type: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function hasTag(wanted: string, tags: ReadonlyMap<string, string>): boolean {
  const [name = '', ...value] = wanted.split('=');
  const found = tags.get(name.trim().toLowerCase());
  return found !== undefined && (value.length === 0 || found === value.join('=').trim());
}
