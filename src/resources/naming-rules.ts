import type { NamingRule } from './resource-kind.ts';

/** Where Microsoft lists the name rules of its types. */
const rulesPage = 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules';

type NamingSpec = Pick<NamingRule, 'abbreviation' | 'minLength' | 'maxLength' | 'pattern' | 'unique'> & Partial<NamingRule>;

/** A rule for a name that is computed: segments joined by `-`, letters in either case, unless the spec says otherwise. */
export function namingRule(spec: NamingSpec): NamingRule {
  return { separator: '-', lowerCase: false, source: rulesPage, ...spec };
}

/** A rule for a child or extension, whose own segment is what its definition says. */
export function ownName(minLength: number, maxLength: number, pattern: RegExp, rest: Partial<NamingRule> = {}): NamingRule {
  return namingRule({ abbreviation: '', minLength, maxLength, pattern, unique: 'parent', ...rest });
}

/** A child of which there is one, always with the same name, letter case aside. */
export function fixedName(...names: readonly string[]): NamingRule {
  const lengths = names.map((name) => name.length);
  return ownName(Math.min(...lengths), Math.max(...lengths), new RegExp(`^(?:${names.join('|')})$`, 'i'));
}

/** A GUID, as role assignments have. */
export const guidName: NamingRule = ownName(36, 36, /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
