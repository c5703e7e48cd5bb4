import type { TagSupport } from '../resources/resource-kind.ts';
import { shortHash } from './sha256.ts';

/** A tag before the limits of its resource type. */
export interface RankedTag {
  readonly name: string;
  readonly value: string;
  readonly group: 'atakora' | 'user' | 'manifest';
  /** Lower survives longer; equal ranks go by group, then name. */
  readonly rank: number;
}

/** Longest value that Azure takes. */
const valueMax = 256;
/** One place is kept for `atakora:run`, which apply stamps. */
const keptForRun = 1;
const overflowTag = 'atakora:more';
const groups: readonly RankedTag['group'][] = ['atakora', 'user', 'manifest'];

/**
 * Makes tags fit a type: forbidden characters become `-`, long names and values end in a hash of the whole, and when there are
 * too many, the highest ranked stay and the rest goes into one JSON tag `atakora:more` as far as it fits.
 * `findings` names everything that was changed or lost, but not the plain mapping of `atakora:` to `atakora-`.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
export function fitTags(tags: readonly RankedTag[], support: TagSupport): { readonly tags: Readonly<Record<string, string>>; readonly findings: readonly string[] } {
  const findings: string[] = [];
  const fitted = new Map<string, readonly [name: string, value: string]>();
  for (const tag of [...tags].sort(byRank)) {
    const name = fitName(tag.name, support, findings);
    const key = name.toLowerCase();
    if (fitted.has(key)) {
      findings.push(`"${tag.name}" was dropped: it would be called "${name}" like another`);
    } else {
      fitted.set(key, [name, fitValue(tag, findings)]);
    }
  }
  const limit = support.max - keptForRun;
  const entries = [...fitted.values()];
  const kept = entries.length <= limit ? entries : withOverflow(entries, limit, support, findings);
  return { tags: Object.fromEntries([...kept].sort(([left], [right]) => (left < right ? -1 : 1))), findings };
}

function byRank(left: RankedTag, right: RankedTag): number {
  const byGroup = groups.indexOf(left.group) - groups.indexOf(right.group);
  return left.rank - right.rank || byGroup || (left.name < right.name ? -1 : 1);
}

function fitName(name: string, support: TagSupport, findings: string[]): string {
  const forbidden = support.colon ? /[<>%&\\?/\p{Cc}]/gu : /[<>%&\\?/\p{Cc}:#\s()]|[^\x20-\x7e]/gu;
  const allowed = name.replace(forbidden, '-');
  if (allowed !== name && allowed !== name.replace(/^atakora:/, 'atakora-')) {
    findings.push(`"${name}" is called "${allowed}" here`);
  }
  if (allowed.length <= support.nameMax) {
    return allowed;
  }
  findings.push(`the name "${name.slice(0, 40)}…" was shortened to ${support.nameMax} characters`);
  return `${allowed.slice(0, support.nameMax - 9)}-${shortHash(name, 8)}`;
}

function fitValue(tag: RankedTag, findings: string[]): string {
  if (tag.value.length <= valueMax) {
    return tag.value;
  }
  findings.push(`the value of "${tag.name}" was shortened to ${valueMax} characters`);
  return `${tag.value.slice(0, valueMax - 10)}…#${shortHash(tag.value, 8)}`;
}

function withOverflow(entries: readonly (readonly [string, string])[], limit: number, support: TagSupport, findings: string[]): readonly (readonly [string, string])[] {
  const kept = entries.slice(0, limit - 1);
  const packed: Record<string, string> = {};
  const dropped: string[] = [];
  for (const [name, value] of entries.slice(limit - 1)) {
    if (JSON.stringify({ ...packed, [name]: value }).length <= valueMax) {
      packed[name] = value;
    } else {
      dropped.push(name);
    }
  }
  const overflow = support.colon ? overflowTag : overflowTag.replace(':', '-');
  if (Object.keys(packed).length > 0) {
    findings.push(`${Object.keys(packed).join(', ')} ${Object.keys(packed).length === 1 ? 'went' : 'went together'} into "${overflow}", as the type takes ${support.max} tags`);
  }
  if (dropped.length > 0) {
    findings.push(`${dropped.join(', ')} ${dropped.length === 1 ? 'was' : 'were'} dropped, as the type takes ${support.max} tags`);
  }
  return Object.keys(packed).length === 0 ? kept : [...kept, [overflow, JSON.stringify(packed)]];
}
