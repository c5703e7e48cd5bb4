import { AtakoraError } from '../model/errors.ts';
import type { NamingRule, ResourceKind } from '../resources/resource-kind.ts';
import { nameWords } from './name-words.ts';
import { regionShortName } from './region-names.ts';
import { shortHash } from './sha256.ts';

/** What an Azure name is computed from. */
export interface NameFacts {
  /** Random id of the manifest. */
  readonly projectId: string;
  /** Name of the project, any text. */
  readonly project: string;
  /** `main` is left out of names. */
  readonly backend: string;
  readonly environment: string;
  readonly subscriptionId: string;
  /** Region, such as `westeurope`. */
  readonly location: string;
  /** Requirement key or what tells two resources of a kind apart; `main` and absent are left out. For children it is the name. */
  readonly purpose?: string;
  /** From 1; the instance number of the name. */
  readonly generation?: number;
}

/** A user's naming function: facts of a resource to its Azure name, or undefined for the computed one. */
export type NamingFunction = (facts: {
  /** ARM type, such as `Microsoft.Storage/storageAccounts`. */
  readonly type: string;
  readonly address: string;
  readonly project: string;
  readonly environment: string;
  readonly location: string;
  /** The name that it would get. */
  readonly computed: string;
}) => string | undefined;

const hashLength = 5;

/**
 * The Azure name of a resource: `{abbreviation}-{project}[-{backend}][-{purpose}]-{environment}-{region}[-{hash}]-{instance}`,
 * bent to the kind's rule. Deterministic. The hash stands in globally unique names, and wherever something had to be left out or
 * could be read in two ways, so that different facts always give different names. Project, backend and purpose give way to the
 * length, longest first; the environment only when nothing else is left.
 * @throws AtakoraError `ATK1313` when the rule leaves no room for a computed name.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export function computeName(kind: Pick<ResourceKind, 'type' | 'scope' | 'naming'>, facts: NameFacts): { readonly name: string; readonly shortened: boolean } {
  const found = kind.scope === 'child' || kind.naming.unique === 'parent' ? childName(kind, facts) : ownName(kind, facts);
  if (found === undefined) {
    throw new AtakoraError('ATK1313', `no name of ${kind.type} can be computed for project "${facts.project}" in environment "${facts.environment}"`, {
      hint: 'Give the resource a name under `names` of defineBackend.',
    });
  }
  return found;
}

/** Why Azure would refuse a name for this kind; undefined when it would not. Of a child's full name the last segment counts; ARM expressions pass. */
export function checkName(kind: Pick<ResourceKind, 'naming'>, name: string): string | undefined {
  if (name.startsWith('[') && name.endsWith(']')) {
    return undefined;
  }
  const { maxLength, minLength, pattern, unique } = kind.naming;
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (last.length < minLength || last.length > maxLength) {
    return `it has ${last.length} characters, ${minLength} to ${maxLength} are allowed`;
  }
  if (!matchesWhole(pattern, last)) {
    return `it does not match ${pattern.source}`;
  }
  const reserved = unique === 'global' ? reservedWord(last) : undefined;
  return reserved === undefined ? undefined : `"${reserved}" is a reserved word`;
}

function ownName(kind: Pick<ResourceKind, 'naming'>, facts: NameFacts): { readonly name: string; readonly shortened: boolean } | undefined {
  const purpose = facts.purpose === 'main' ? '' : (facts.purpose ?? '');
  const words = [facts.project, facts.backend === 'main' ? '' : facts.backend, purpose];
  const bent = words.map((word) => nameWords(word));
  const environment = nameWords(facts.environment);
  const exact = bent.every((word) => word.exact) && environment.exact && environment.text !== '';
  const project = bent[0]?.text === '' ? 'app' : (bent[0]?.text ?? 'app');
  const parts = [project, bent[1]?.text ?? '', bent[2]?.text ?? ''];
  const fixed: FixedParts = {
    environment: environment.text === '' ? 'env' : environment.text,
    region: regionShortName(facts.location),
    instance: String(facts.generation ?? 1).padStart(2, '0'),
  };
  const plain = exact && project === facts.project && isUnambiguous(kind.naming, facts);
  const scope = [facts.projectId, facts.environment, facts.subscriptionId, facts.backend];
  const short = shortHash(JSON.stringify(scope), hashLength);
  const long = shortHash(JSON.stringify([...scope, facts.project, purpose]), hashLength);
  for (const separator of kind.naming.separator === '-' ? ['-', ''] : ['']) {
    const whole = kind.naming.unique === 'global' ? [short] : [];
    const name = plain && (separator === '-' || purpose === '') ? join(kind.naming, separator, parts, fixed, whole) : undefined;
    if (name !== undefined && checkName(kind, name) === undefined) {
      return { name, shortened: false };
    }
    const fitted = fit(kind.naming, separator, parts, fixed, long);
    if (fitted !== undefined && checkName(kind, fitted) === undefined) {
      return { name: fitted, shortened: true };
    }
  }
  return undefined;
}

/** Facts that no rule shortens before project, backend and purpose are gone. */
interface FixedParts {
  readonly environment: string;
  readonly region: string;
  readonly instance: string;
}

/**
 * True when no other facts give the same joined words: `shop` + backend `api` reads like project `shop-api`. Within a resource
 * group a purpose alone is safe, because the group's own name tells projects apart.
 */
function isUnambiguous(rule: NamingRule, facts: NameFacts): boolean {
  const purpose = facts.purpose !== undefined && facts.purpose !== 'main';
  return facts.backend === 'main' && !facts.environment.includes('-') && (!purpose || rule.unique === 'resourceGroup' || rule.unique === 'global');
}

function join(rule: NamingRule, separator: string, parts: readonly string[], fixed: FixedParts, hash: readonly string[]): string {
  const words = parts.map((part) => (separator === '' ? part.replaceAll('-', '') : part));
  return [rule.abbreviation, ...words, fixed.environment.replaceAll('-', separator), fixed.region, ...hash, fixed.instance].filter((part) => part !== '').join(separator);
}

/** Takes one character after the other from the longest part until the name fits; the environment comes last, since the hash tells it too. */
function fit(rule: NamingRule, separator: string, parts: readonly string[], fixed: FixedParts, hash: string): string | undefined {
  let words = [...parts];
  let environment = fixed.environment;
  for (;;) {
    const name = join(rule, separator, words, { ...fixed, environment }, [hash]);
    if (name.length <= (rule.fitLength ?? rule.maxLength)) {
      return name;
    }
    const longest = Math.max(...words.map((word) => word.length));
    if (longest > 0) {
      const index = words.findLastIndex((word) => word.length === longest);
      words = words.map((word, position) => (position === index ? word.slice(0, -1).replace(/-+$/, '') : word));
    } else if (environment.length > 1) {
      environment = environment.slice(0, -1).replace(/-+$/, '');
    } else {
      return undefined;
    }
  }
}

/** A child is called what its definition says; where the rule refuses that, its letters and digits with a hash of the whole. */
function childName(kind: Pick<ResourceKind, 'naming'>, facts: NameFacts): { readonly name: string; readonly shortened: boolean } | undefined {
  const wanted = facts.purpose ?? 'main';
  if (checkName(kind, wanted) === undefined) {
    return { name: wanted, shortened: false };
  }
  const hash = shortHash(wanted, hashLength);
  for (const separator of ['-', '']) {
    const room = (kind.naming.fitLength ?? kind.naming.maxLength) - hash.length - separator.length;
    const word = (nameWords(wanted).text || 'x').replaceAll('-', separator).slice(0, Math.max(1, room)).replace(/-+$/, '');
    const name = `${word}${separator}${hash}`;
    if (checkName(kind, name) === undefined) {
      return { name, shortened: true };
    }
  }
  return undefined;
}

function matchesWhole(pattern: RegExp, text: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, '')).test(text);
}

/** @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name */
function reservedWord(name: string): string | undefined {
  const lower = name.toLowerCase();
  return ['microsoft', 'windows'].find((word) => lower.includes(word)) ?? (lower.startsWith('login') ? 'login' : undefined);
}
