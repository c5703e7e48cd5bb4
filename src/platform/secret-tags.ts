import type { CommandContext } from './command-context.ts';
import { owner } from './project-ports.ts';

/** How a value came to be; the tag `atakora:source`. */
export type SecretSource = 'argument' | 'prompt' | 'stdin' | 'file' | 'generated' | 'import' | 'rotation' | 'apply';

/** Tags that a secret may have, and characters of a tag's name and value. @see https://learn.microsoft.com/azure/key-vault/secrets/about-secrets#secret-tags */
const limits = { tags: 15, text: 256 } as const;

/** Names of the tags that are ours. */
const names = { declaredBy: 'atakora:declared-by', owner: 'atakora:owner', run: 'atakora:run', source: 'atakora:source' } as const;

/**
 * Tags of a version: who declared it, who set it, in which run and from where, then the user's own as far as there is room. Texts that are
 * too long are cut.
 */
export function secretTags(context: Pick<CommandContext, 'platform' | 'run'>, facts: { readonly components: readonly string[]; readonly source: SecretSource; readonly own?: Readonly<Record<string, string>> }): Readonly<Record<string, string>> {
  const { user, host } = owner(context.platform);
  const components = [...new Set(facts.components)].sort();
  const ours = {
    ...(components.length === 0 ? {} : { [names.declaredBy]: listed(components) }),
    [names.owner]: cut(`${user}@${host}`),
    [names.run]: cut(context.run),
    [names.source]: facts.source,
  };
  const own = Object.entries(facts.own ?? {}).filter(([name]) => !Object.hasOwn(ours, name));
  return Object.fromEntries([...Object.entries(ours), ...own.map(([name, value]) => [cut(name), cut(value)] as const)].slice(0, limits.tags));
}

/** As many whole names as there is room for; `…` says that there are more. */
function listed(components: readonly string[]): string {
  const whole = components.join(',');
  if (whole.length <= limits.text) return whole;
  const room = limits.text - 2;
  const kept = components.reduce((text, name) => (text.length + name.length + 1 > room ? text : text === '' ? name : `${text},${name}`), '');
  return cut(`${kept},…`);
}

function cut(text: string): string {
  return text.length <= limits.text ? text : `${text.slice(0, limits.text - 1)}…`;
}
