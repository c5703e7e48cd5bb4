import { describeKind } from './describe-kind.ts';
import { ownName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';
import { noTags, usualTags } from './tag-support.ts';

/** A provider that other resources are extended with, whatever their own type is. */
const extensions = /^microsoft\.(?:authorization|insights\/diagnosticsettings|resources\/tags|advisor|security)/i;

/**
 * What may be assumed of a type that the catalogue does not have: its region and name cannot change, and Azure returns what was sent.
 * @param type ARM type as the user wrote it; one with more than two segments is a child.
 * @param apiVersion Empty where nobody asks for it.
 */
export function genericKind(type: string, apiVersion = ''): ResourceKind {
  const segments = type.split('/');
  const child = segments.length > 2;
  const extension = extensions.test(type);
  const plain = !child && !extension;
  const parent = child ? { parent: segments.slice(0, -1).join('/') } : {};
  return describeKind({
    type,
    apiVersion,
    title: segments.at(-1) ?? type,
    stack: 'compute',
    scope: extension ? 'extension' : child ? 'child' : 'resourceGroup',
    ...parent,
    naming: ownName(1, 260, /^[^/]+$/, { unique: plain ? 'resourceGroup' : 'parent' }),
    tags: plain ? usualTags : noTags,
    location: plain ? 'required' : 'none',
    settle: {},
    local: { duration: 'seconds' },
  });
}
