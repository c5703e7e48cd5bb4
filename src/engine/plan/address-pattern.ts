import { suggestion } from '../../define/nearest.ts';
import { AtakoraError } from '../../model/errors.ts';

const isPattern = /[*?]/;

/**
 * The pattern of a `--target` as a test: `*` and `?` stand for characters of one part of an address, `**` for whole parts.
 * Text without them is an address.
 */
export function addressPattern(pattern: string): (address: string) => boolean {
  if (!isPattern.test(pattern)) {
    return (address) => address === pattern;
  }
  const source = pattern
    .split(/(\*\*|\*|\?)/)
    .map((piece) => (piece === '**' ? '.*' : piece === '*' ? '[^/]*' : piece === '?' ? '[^/]' : piece.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)))
    .join('');
  const expression = new RegExp(`^${source}$`);
  return (address) => expression.test(address);
}

/**
 * The addresses that a flag's patterns name.
 * @throws AtakoraError `ATK1505` for one that names none, with the nearest that there is.
 */
export function matchAddresses(flag: string, patterns: readonly string[], addresses: readonly string[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (const pattern of patterns) {
    const matches = addresses.filter(addressPattern(pattern));
    if (matches.length === 0) {
      throw new AtakoraError('ATK1505', `--${flag} ${pattern} names nothing`, { hint: mend(pattern, addresses) });
    }
    for (const address of matches) {
      named.add(address);
    }
  }
  return named;
}

function mend(pattern: string, addresses: readonly string[]): string {
  const below = addresses.some((address) => address.startsWith(`${pattern}/`));
  if (below) {
    return `Did you mean "${pattern}/**"?`;
  }
  if (addresses.length === 0) {
    return 'There is nothing to name: neither the definition nor the state has a resource.';
  }
  // Of a pattern the parts without stars are compared with as many parts of addresses.
  const parts = pattern.split('/').findIndex((part) => isPattern.test(part));
  if (parts <= 0) {
    return parts < 0 ? suggestion(pattern, addresses) : suggestionOfOwners(pattern, addresses);
  }
  const stem = pattern.split('/').slice(0, parts).join('/');
  const stems = [...new Set(addresses.map((address) => address.split('/').slice(0, parts).join('/')))];
  return stems.includes(stem) ? suggestionOfOwners(pattern, addresses) : suggestion(stem, stems);
}

const shownOwners = 12;

function suggestionOfOwners(pattern: string, addresses: readonly string[]): string {
  const owners = [...new Set(addresses.map((address) => `${address.split('/').slice(0, 2).join('/')}/**`))].sort();
  const shown = owners.slice(0, shownOwners).join(', ');
  return `Known: ${shown}${owners.length > shownOwners ? ` and ${owners.length - shownOwners} more` : ''}. Put ${JSON.stringify(pattern)} in quotes when the shell may expand it.`;
}
