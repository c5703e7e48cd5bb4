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
