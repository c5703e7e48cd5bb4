import { resourceIdKey } from '../../arm/resource-id.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { SynthesizedStack } from '../../model/synthesis.ts';
import type { KindLookup } from '../plan/kind-lookup.ts';
import { stampRunTag } from './run-tag.ts';
import { readTemplateEntries } from './template-entries.ts';
import type { TemplateEntry } from './template-entries.ts';

export interface ChangedTemplateInput {
  readonly stack: SynthesizedStack;
  readonly target: EnvironmentTarget;
  /** Ids of the resources that this deployment changes. */
  readonly changed: readonly string[];
  /** Ids that the synthesis manages and that do not exist (lower case): outputs that read one are left out. */
  readonly absent: ReadonlySet<string>;
  readonly run: string;
  readonly kindOf: KindLookup;
}

/**
 * The template that a deployment sends: the stack's complete one with only the resources that change, each stamped with the run.
 * What stood between two of them in the order of dependencies is bridged, and outputs stay as long as everything they read exists.
 */
export function changedTemplate(input: ChangedTemplateInput): JsonObject {
  const { stack, kindOf, run } = input;
  if (stack.verbatim) return stack.template;
  const { entries, outputReads } = readTemplateEntries(stack, input.target);
  const changed = new Set(input.changed.map(resourceIdKey));
  const byId = new Map(entries.map((entry) => [resourceIdKey(entry.id), entry]));
  const kept = [...byId].filter(([id]) => changed.has(id)).map(([, entry]) => [entry.key, writeEntry(entry, byId, changed, kindOf, run)] as const);
  const symbolic = isJsonObject(stack.template['resources']);
  const { outputs, ...rest } = stack.template;
  const exists = (id: string): boolean => changed.has(id) || !input.absent.has(id);
  const keptOutputs = Object.entries(isJsonObject(outputs) ? outputs : {}).filter(([name]) => outputReads(name).every(exists));
  return {
    ...rest,
    resources: symbolic ? Object.fromEntries(kept.map(([key, body]) => [key ?? '', body])) : kept.map(([, body]) => body),
    ...(keptOutputs.length === 0 ? {} : { outputs: Object.fromEntries(keptOutputs) }),
  };
}

function writeEntry(entry: TemplateEntry, byId: ReadonlyMap<string, TemplateEntry>, changed: ReadonlySet<string>, kindOf: KindLookup, run: string): JsonObject {
  const { dependsOn: _all, ...body } = entry.body;
  const needs = [...keptDependencies(entry, byId, changed)].map((id): Json => byId.get(id)?.key ?? byId.get(id)?.id ?? id).sort();
  const stamped = stampRunTag(body, typeof body['type'] === 'string' ? kindOf(body['type'])?.tags : undefined, run);
  return needs.length === 0 ? stamped : { ...stamped, dependsOn: needs };
}

/** Dependencies that are in the deployment; one that is not stands for its own. */
function keptDependencies(entry: TemplateEntry, byId: ReadonlyMap<string, TemplateEntry>, changed: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const met = new Set<string>();
  const visit = (ids: readonly string[]): void => {
    for (const id of ids) {
      if (met.has(id)) continue;
      met.add(id);
      if (changed.has(id) && byId.has(id)) found.add(id);
      else visit(byId.get(id)?.dependsOn ?? []);
    }
  };
  visit(entry.dependsOn);
  return found;
}
