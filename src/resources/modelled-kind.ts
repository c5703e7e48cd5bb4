import type { KindSpec } from './describe-kind.ts';
import { describeKind } from './describe-kind.ts';
import { fixedName, ownName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';
import { noTags, usualTags } from './tag-support.ts';

/** A provider that other resources are extended with, whatever their own type is. */
const extensions = /^microsoft\.(?:authorization\/|insights\/diagnosticsettings|resources\/tags|advisor|security|consumption\/|eventgrid\/eventsubscriptions)/i;

const nameInParent = ownName(1, 260, /^[^/]+$/);
const nameInGroup = ownName(1, 260, /^[^/]+$/, { unique: 'resourceGroup' });

export type ModelledSpec = Pick<KindSpec, 'type' | 'apiVersion'> & Partial<KindSpec>;

/**
 * Describes a type that none of the built-in providers makes: how Azure answers for it, and as much of the rest as follows from its type.
 * One with more than two segments is a child; names are the user's.
 */
export function modelledKind(spec: ModelledSpec): ResourceKind {
  const segments = spec.type.split('/');
  const scope = spec.scope ?? (extensions.test(spec.type) ? 'extension' : segments.length > 2 ? 'child' : 'resourceGroup');
  const own = scope === 'resourceGroup';
  return describeKind({
    title: spec.title ?? wordsOf(segments.at(-1) ?? spec.type),
    stack: 'compute',
    naming: spec.named !== undefined ? fixedName(spec.named) : own ? nameInGroup : nameInParent,
    tags: own ? usualTags : noTags,
    location: own ? 'required' : 'none',
    ...(scope === 'child' ? { parent: segments.slice(0, -1).join('/') } : {}),
    ...spec,
    scope,
  });
}

/** `networkSecurityGroups` → `network security group`. */
function wordsOf(segment: string): string {
  let words = '';
  for (const letter of segment) words += letter >= 'A' && letter <= 'Z' && words !== '' ? ` ${letter.toLowerCase()}` : letter.toLowerCase();
  if (words.endsWith('ies')) return `${words.slice(0, -3)}y`;
  return words.endsWith('s') && !words.endsWith('ss') ? words.slice(0, -1) : words;
}
