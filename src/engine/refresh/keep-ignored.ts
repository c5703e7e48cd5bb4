import { resourceIdKey } from '../../arm/resource-id.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Plan } from '../../model/plan.ts';
import type { Synthesis, SynthesizedResource, SynthesizedStack } from '../../model/synthesis.ts';
import { readTemplateEntries } from '../apply/template-entries.ts';
import { keepLive } from '../drift/keep-live.ts';
import type { KindLookup } from '../plan/kind-lookup.ts';
import type { LiveSnapshot } from '../plan/live-snapshot.ts';

/** What the values of others are taken from. */
export interface OthersValues {
  readonly plan: Plan;
  /** Undefined when nothing was read. */
  readonly live: LiveSnapshot | undefined;
  readonly kinds: KindLookup;
}

/**
 * The synthesis with templates that send what Azure holds at ignored paths of resources that the plan updates for another reason.
 * Resources and hashes stay as the definition has them; what was not read stays as it is.
 */
export function keepIgnored(synthesis: Synthesis, values: OthersValues): Synthesis {
  const updated = new Set(values.plan.changes.filter(({ action }) => action.kind === 'update' || action.kind === 'move' || action.kind === 'import').map(({ address }) => address));
  const kept = new Map(
    synthesis.resources.flatMap((resource): readonly (readonly [string, KeptResource])[] => {
      const live = resource.ignoreChanges.length === 0 || !updated.has(resource.address) ? undefined : liveOf(resource, values);
      return live === undefined ? [] : [[resourceIdKey(resource.id), { resource, live }]];
    }),
  );
  if (kept.size === 0) {
    return synthesis;
  }
  const touched = new Set([...kept.values()].map(({ resource }) => resource.stack));
  return { ...synthesis, stacks: synthesis.stacks.map((stack) => (stack.verbatim || !touched.has(stack.id) ? stack : keepInStack(stack, synthesis.target, kept, values.kinds))) };
}

interface KeptResource {
  readonly resource: SynthesizedResource;
  readonly live: JsonObject;
}

function liveOf(resource: SynthesizedResource, { live, plan }: OthersValues): JsonObject | undefined {
  const action = plan.changes.find(({ address }) => address === resource.address)?.action;
  const from = action?.kind === 'move' ? action.from : resource.address;
  const found = live?.get(from);
  return found === 'missing' ? undefined : found;
}

function keepInStack(stack: SynthesizedStack, target: EnvironmentTarget, kept: ReadonlyMap<string, KeptResource>, kinds: KindLookup): SynthesizedStack {
  const { resources } = stack.template;
  const { entries } = readTemplateEntries(stack, target);
  if (!entries.some(({ id }) => kept.has(resourceIdKey(id)))) {
    return stack;
  }
  const bodies = new Map<Json, JsonObject>(entries.flatMap(({ body, id }) => {
    const found = kept.get(resourceIdKey(id));
    return found === undefined ? [] : [[body, keepLive(body, found.live, found.resource.ignoreChanges, kinds(found.resource.type))] as const];
  }));
  const changed = (body: Json): Json => bodies.get(body) ?? body;
  const next: Json = Array.isArray(resources) ? (resources as readonly Json[]).map(changed) : isJsonObject(resources) ? Object.fromEntries(Object.entries(resources).map(([key, body]) => [key, changed(body)])) : (resources ?? []);
  return { ...stack, template: { ...stack.template, resources: next } };
}
