import type { Requirement } from '../model/definition.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { Value, ValueObject } from '../model/value.ts';
import type { Claim, MergedField } from './merge-field.ts';
import { mergeField } from './merge-field.ts';
import { suggestion } from './nearest.ts';
import type { MergedRequirement, MergeTable } from './providers/provider.ts';
import { formatLocation } from '../model/source-location.ts';

/**
 * Merges requests with the same type and key into one, field by field as the type's table says. The merged config does not depend
 * on the order of the requests; lists that join are sorted. The result is in the order of the first request of each.
 * Conflicts are errors `ATK1306` that name both components, unknown fields are errors `ATK1308`, and types without a table errors `ATK1307`.
 */
export function mergeRequirements(
  requirements: readonly Requirement[],
  tableOf: (resourceType: string) => MergeTable | undefined,
): { readonly merged: readonly MergedRequirement[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const groups = Map.groupBy(requirements, (requirement) => `${requirement.resourceType}\n${requirement.requirementKey}`);
  const merged = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) {
      return [];
    }
    const table = tableOf(first.resourceType);
    if (table === undefined) {
      diagnostics.push(unknownType(first));
      return [];
    }
    return [{ resourceType: first.resourceType, requirementKey: first.requirementKey, config: mergeGroup(group, table, diagnostics), requirements: group }];
  });
  return { merged, diagnostics };
}

function mergeGroup(group: readonly Requirement[], table: MergeTable, diagnostics: Diagnostic[]): ValueObject {
  const claims = new Map<string, Claim[]>();
  for (const requirement of group) {
    for (const [field, value] of Object.entries(requirement.config)) {
      if (!Object.hasOwn(table, field)) {
        diagnostics.push(unknownField(requirement, field, table));
      } else if (value !== undefined) {
        claims.set(field, [...(claims.get(field) ?? []), { value, requirement }]);
      }
    }
  }
  const fields = [...claims].sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(
    fields.flatMap(([field, made]): readonly (readonly [string, Value])[] => {
      const strategy = table[field];
      const result: MergedField = strategy === undefined ? { conflicts: [] } : mergeField(field, made, strategy);
      diagnostics.push(...result.conflicts.map(conflictError));
      return result.value === undefined ? [] : [[field, result.value]];
    }),
  );
}

function conflictError(conflict: MergedField['conflicts'][number]): Diagnostic {
  const { left, right, path } = conflict;
  const { resourceType, requirementKey, origin } = left.requirement;
  const side = (claim: Claim): string => `"${claim.requirement.component}" wants ${show(claim.value)} (${formatLocation(claim.requirement.origin)})`;
  if (left === right) {
    return diagnostic('error', 'ATK1308', `component "${left.requirement.component}" wants ${show(left.value)} for ${path} of ${resourceType}.${requirementKey}: ${conflict.why ?? 'it cannot be used'}`, { location: origin });
  }
  const split = `give one of them another \`requirementKey\` than "${requirementKey}"`;
  return diagnostic('error', 'ATK1306', `${resourceType}.${requirementKey} cannot have both for ${path}: ${side(left)} and ${side(right)}${conflict.why === undefined ? '' : `: ${conflict.why}`}`, {
    hint: conflict.decidable ? `To decide, give one of the two a higher \`priority\`; to have both, ${split}.` : `Make them agree, or ${split}.`,
    location: origin,
  });
}

function unknownField(requirement: Requirement, field: string, table: MergeTable): Diagnostic {
  return diagnostic('error', 'ATK1308', `component "${requirement.component}" asks for "${field}" of ${requirement.resourceType}.${requirement.requirementKey}, which is not a field of it`, {
    hint: suggestion(field, Object.keys(table)),
    location: requirement.origin,
  });
}

function unknownType(requirement: Requirement): Diagnostic {
  return diagnostic('error', 'ATK1307', `component "${requirement.component}" requires "${requirement.resourceType}", which no provider makes`, { location: requirement.origin });
}

function show(value: Value): string {
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
