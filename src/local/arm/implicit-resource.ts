import { kindOf } from '../../resources/catalogue.ts';
import type { ResourcePath } from './resource-path.ts';
import { lastName } from './resource-path.ts';

/** True for a child that nobody has to create: it exists as soon as its parent does. */
export function isImplicit(path: ResourcePath): boolean {
  const name = lastName(path);
  return (kindOf(path.type, name)?.local.implicit ?? []).some((implicit) => implicit === '*' || implicit.toLowerCase() === name.toLowerCase());
}
