/** A text as it stands in an ARM expression. */
export function armText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * ARM expression (without brackets) of the id of a resource in the group that is deployed to.
 * @param name Full name, segments joined by `/`.
 */
export function groupResourceId(type: string, name: string): string {
  return `resourceId(${[type, ...name.split('/')].map(armText).join(', ')})`;
}
