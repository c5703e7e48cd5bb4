/** A URI taken apart by RFC 3986; parts that are absent are undefined, the path never is. */
export interface UriParts {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

/** @see https://www.rfc-editor.org/rfc/rfc3986#appendix-B */
export function splitUri(text: string): UriParts {
  const match = /^(?:([A-Za-z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
  return { scheme: match?.[1], authority: match?.[2], path: match?.[3] ?? '', query: match?.[4], fragment: match?.[5] };
}

/**
 * A reference resolved against an absolute base; undefined when the base is not absolute or the reference names an empty host.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-5.2
 */
export function resolveUri(base: string, reference: string): string | undefined {
  const from = splitUri(base);
  if (from.scheme === undefined || !from.authority) return undefined;
  const to = splitUri(reference);
  if (to.scheme !== undefined) return joinUri({ ...to, path: rooted(removeDots(to.path)) });
  if (to.authority === '') return undefined;
  if (to.authority !== undefined) return joinUri({ ...to, scheme: from.scheme, path: rooted(removeDots(to.path)) });
  const anchored = { scheme: from.scheme, authority: from.authority, fragment: to.fragment };
  if (to.path === '') return joinUri({ ...anchored, path: rooted(from.path), query: to.query ?? from.query });
  const path = to.path.startsWith('/') ? to.path : `${from.path.slice(0, from.path.lastIndexOf('/') + 1) || '/'}${to.path}`;
  return joinUri({ ...anchored, path: removeDots(path), query: to.query });
}

function rooted(path: string): string {
  return path === '' ? '/' : path;
}

/** User, host and port, the host in small letters and without the port that goes without saying. */
function normalAuthority(scheme: string, authority: string): string {
  const [, user = '', host = ''] = /^(.*@)?(.*)$/s.exec(authority) ?? [];
  return `${user}${host.toLowerCase().replace(scheme === 'https' ? /:443$/ : scheme === 'http' ? /:80$/ : /:$/, '')}`;
}

function joinUri(parts: UriParts): string {
  const scheme = (parts.scheme ?? '').toLowerCase();
  const authority = parts.authority === undefined ? '' : `//${normalAuthority(scheme, parts.authority)}`;
  const query = parts.query === undefined ? '' : `?${parts.query}`;
  const fragment = parts.fragment === undefined ? '' : `#${parts.fragment}`;
  return `${scheme}:${authority}${parts.path}${query}${fragment}`;
}

function removeDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  segments.forEach((segment, i) => {
    const isLast = i === segments.length - 1;
    if (segment === '..') {
      if (kept.length > 1) kept.pop();
      if (isLast) kept.push('');
    } else if (segment !== '.') kept.push(segment);
    else if (isLast) kept.push('');
  });
  return kept.join('/');
}

/** A text in which everything but the unreserved characters is percent-encoded; half a surrogate pair becomes U+FFFD. */
export function encodeUriComponent(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The inverse of `encodeUriComponent`; sequences that are no UTF-8 stay as they are. */
export function decodeUriComponent(text: string): string {
  return text.replace(/(?:%[\dA-Fa-f]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.split('%').slice(1), (hex) => Number.parseInt(hex, 16));
    const decoded = new TextDecoder().decode(bytes);
    return decoded.includes('\uFFFD') ? run : decoded;
  });
}
