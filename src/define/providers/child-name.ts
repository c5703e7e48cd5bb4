import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';

/** The part of an address that stands for a child: its own name, with `~` for what an address cannot hold. */
export function addressPart(name: string): string {
  return name.replace(/[^A-Za-z0-9._~-]/g, '~');
}

/** A finding for a child that Azure would refuse to call so: code refers to children by name, so they are never bent. */
export function checkChildName(kind: ResourceKind, name: string, location: SourceLocation | undefined): readonly Diagnostic[] {
  const { minLength, maxLength, pattern } = kind.naming;
  const fits = name.length >= minLength && name.length <= maxLength && pattern.test(name);
  return fits ? [] : [diagnostic('error', 'ATK1313', `"${name}" cannot be the name of a ${kind.title}: ${minLength} to ${maxLength} characters that match ${pattern.source}`, { location })];
}
