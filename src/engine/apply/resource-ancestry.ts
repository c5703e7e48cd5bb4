/** Ids that a resource lives in (its group, its parents, what it extends), topmost first, lower case; some name nothing. */
export function ancestorIds(id: string): readonly string[] {
  const segments = id.toLowerCase().split('/');
  const ids: string[] = [];
  for (let end = 5; end < segments.length; end += 2) ids.push(segments.slice(0, end).join('/'));
  return ids;
}

/** True when the resource lives in the other one: its child, an extension of it, or a resource of the group. */
export function isBeneath(id: string, above: string): boolean {
  return id.toLowerCase().startsWith(`${above.toLowerCase()}/`);
}

/** True for resources that extend another resource: a second `/providers/` in the id. */
export function isExtension(id: string): boolean {
  return id.toLowerCase().split('/providers/').length > 2;
}
