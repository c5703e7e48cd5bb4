import type { ComponentDefinition } from '../model/definition.ts';
import type { SourceLocation } from '../model/source-location.ts';
import { formatLocation } from '../model/source-location.ts';
import type { Problem } from './problem.ts';
import type { FunctionsRequirement } from './requirement-configs.ts';

interface Claim {
  readonly component: string;
  readonly origin: SourceLocation;
}

/** Methods and routes of one Function App that two functions answer: the host would start neither. */
export function routeConflicts(components: readonly ComponentDefinition[]): readonly Problem[] {
  const claims = new Map<string, Claim>();
  const problems: Problem[] = [];
  for (const { id, origin, requirements } of components) {
    for (const { config, requirementKey } of requirements.filter((requirement) => requirement.resourceType === 'functions')) {
      for (const place of placesOf(config as FunctionsRequirement)) {
        const key = `${requirementKey} ${place.toLowerCase().replace(/\{[^}]*\}/g, '{}')}`;
        const earlier = claims.get(key);
        claims.set(key, earlier ?? { component: id, origin });
        if (earlier !== undefined) {
          problems.push({
            code: 'ATK1306',
            summary: `"${earlier.component}" (${formatLocation(earlier.origin)}) and "${id}" (${formatLocation(origin)}) both answer ${place}`,
            hint: 'Give one of them another route, or a `requirementKey` of its own.',
            location: origin,
          });
        }
      }
    }
  }
  return problems;
}

function placesOf(config: FunctionsRequirement): readonly string[] {
  return (config.functions ?? []).flatMap((entry) => (entry.trigger === 'http' ? entry.routes.flatMap(({ methods, route }) => methods.map((method) => `${method} /api/${route}`)) : []));
}
