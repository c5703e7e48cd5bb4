import type { SourceLocation } from '../model/source-location.ts';

/**
 * The declaration with its place, which is readable and does not show: a component's config is archived as it was written,
 * and a place is of this machine until the loader has made it relative to the project.
 */
export function declaredAt<Declaration extends object>(declaration: Declaration, origin: SourceLocation | undefined): Declaration & { readonly origin?: SourceLocation } {
  return origin === undefined ? declaration : Object.defineProperty(declaration, 'origin', { value: origin, enumerable: false });
}
