import { canonicalJson } from '../../model/canonical-json.ts';
import type { BackendDefinition, Requirement } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { Json } from '../../model/json.ts';
import { containerSecretRequirements } from '../../define/container-secrets.ts';
import type { MergedRequirement, Provider } from '../../define/providers/provider.ts';
import { mergeRequirements } from '../../define/merge-requirements.ts';
import { nearest } from '../../define/nearest.ts';

/** All requirements of a backend; none when anything is wrong with their types. */
export interface CollectedRequirements {
  readonly merged: readonly MergedRequirement[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Rounds of "what does this imply" after which a provider that never settles is reported. */
const maxRounds = 10;

/**
 * Merges what the components of a backend require with what that implies in turn (an app needs storage, storage needs a group),
 * until nothing new appears. The order of the result is that of the first asker.
 */
export function collectRequirements(backend: BackendDefinition, providers: ReadonlyMap<string, Provider>, target: EnvironmentTarget): CollectedRequirements {
  const asked = askedFor(backend);
  const tableOf = (type: string) => providers.get(type)?.fields;
  let implied: readonly Requirement[] = [];
  for (let round = 0; round < maxRounds; round += 1) {
    const all = [...asked, ...implied];
    const unknown = all.filter((requirement) => !providers.has(requirement.resourceType)).map((requirement) => unknownType(requirement, providers));
    if (unknown.length > 0) {
      return { merged: [], diagnostics: unknown };
    }
    const result = mergeRequirements(all, tableOf);
    const next = result.merged.flatMap((merged) => impliedBy(merged, providers, target));
    if (result.diagnostics.some((finding) => finding.severity === 'error') || fingerprint(next) === fingerprint(implied)) {
      return result;
    }
    implied = next;
  }
  return { merged: [], diagnostics: [diagnostic('error', 'ATK1307', `the requirements of backend "${backend.name}" imply new ones without end`, { location: backend.origin })] };
}

function askedFor(backend: BackendDefinition): readonly Requirement[] {
  const groups = backend.components
    .filter((component) => component.resources.length > 0 || component.templates.length > 0)
    .map((component): Requirement => ({ resourceType: 'group', requirementKey: 'main', config: {}, component: component.id, origin: component.origin }));
  const containers = backend.components.flatMap(({ id, origin, resources }) => containerSecretRequirements(id, resources).map((asked): Requirement => ({ ...asked, component: id, origin })));
  return [...backend.components.flatMap((component) => component.requirements), ...groups, ...containers];
}

/** What a requirement implies is asked for by every component that asks for it, so that the order of components says nothing. */
function impliedBy(merged: MergedRequirement, providers: ReadonlyMap<string, Provider>, target: EnvironmentTarget): readonly Requirement[] {
  const implied = providers.get(merged.resourceType)?.implied(merged.config, target, merged.requirementKey) ?? [];
  const askers = new Map(merged.requirements.toReversed().map(({ component, origin }) => [component, origin]));
  return implied.flatMap((requirement) => [...askers].toReversed().map(([component, origin]) => ({ ...requirement, component, origin })));
}

function fingerprint(requirements: readonly Requirement[]): string {
  return canonicalJson(requirements.map((requirement) => [requirement.resourceType, requirement.requirementKey, requirement.config as Json]));
}

function unknownType(requirement: Requirement, providers: ReadonlyMap<string, Provider>): Diagnostic {
  const known = [...providers.keys()].sort();
  const near = nearest(requirement.resourceType, known);
  return diagnostic('error', 'ATK1307', `component "${requirement.component}" requires "${requirement.resourceType}", which no provider makes`, {
    hint: near === undefined ? `Known types: ${known.join(', ')}.` : `Did you mean "${near}"? Known types: ${known.join(', ')}.`,
    location: requirement.origin,
  });
}
