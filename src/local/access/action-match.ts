/** Rights that a role gives: control and data actions, each with exceptions. Patterns have `*` for any text; letter case does not matter. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/**
 * True when one of the permissions gives the action and its own exceptions do not take it away. Another permission, or another role,
 * may still give what an exception leaves out.
 * @see https://learn.microsoft.com/azure/role-based-access-control/role-definitions#notactions
 */
export function permits(permissions: readonly Permission[], action: string, plane: 'control' | 'data'): boolean {
  return permissions.some((permission) => {
    const [given, taken] = plane === 'control' ? [permission.actions, permission.notActions] : [permission.dataActions, permission.notDataActions];
    return given.some((pattern) => matchesAction(pattern, action)) && !taken.some((pattern) => matchesAction(pattern, action));
  });
}

/**
 * True when a pattern such as `Microsoft.Storage/*` + `/read` covers an action. A star between slashes may stand for no level at all: the
 * role that assigns identities has `userAssignedIdentities/*` + `/assign/action`, the action is `userAssignedIdentities/assign/action`.
 */
export function matchesAction(pattern: string, action: string): boolean {
  const [low, text] = [pattern.toLowerCase(), action.toLowerCase()];
  return matchesStars(low, text) || (low.includes('/*/') && matchesStars(low.replaceAll('/*/', '/'), text));
}

/** Linear in the text for each star: patterns come from users. */
function matchesStars(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (!text.startsWith(first)) return false;
  if (rest.length === 0) return text.length === first.length;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
