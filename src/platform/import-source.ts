import { suggestion } from '../define/nearest.ts';
import { keepIgnored } from '../engine/refresh/keep-ignored.ts';
import { synthesize } from '../engine/synth/synthesize.ts';
import type { Pin } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { Change } from '../model/plan.ts';
import type { StateDocument } from '../model/state.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { Synthesis, SynthesizedResource } from '../model/synthesis.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { ChangeSource } from './change-source.ts';
import type { CommandContext } from './command-context.ts';
import type { ImportTarget } from './import-target.ts';
import { importTarget, refuseManaged } from './import-target.ts';
import { inPhase } from './in-phase.ts';
import { refuseKnownValues } from './known-values.ts';
import { makePlan } from './make-plan.ts';
import { readPins, refuseBroken } from './plan-project.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openProject } from './project-session.ts';
import { composeLoaded, loadBackends } from './synthesize-project.ts';

/**
 * An existing resource as what a change is made from: the address of the definition takes its name, and the plan says what the definition
 * would change of it. Taking it as it is asks nothing.
 * @throws AtakoraError `ATK1301`, `ATK1505`, `ATK1517` to `ATK1522` for what cannot be imported.
 */
export function importSource(context: CommandContext, address: string, id: string): ChangeSource {
  return {
    open: openProject,
    asks: (plan) => plan.changes.some(({ properties }) => properties.length > 0),
    plan: async (_context, session, ports, found) => {
      const target = importTarget(address, id, session.facts.subscriptionId);
      refuseManaged(target, found.state);
      const loaded = await loadBackends(context, session);
      const pins = await readPins(session, ports, found);
      const synthesis = await inPhase(context, 'synthesize', async () => {
        const own = synthesize(composeLoaded(session, loaded, pins));
        refuseBroken(refuseKnownValues(own, context.output.redact), context);
        checkType(findDefined(own, target), target);
        return synthesize(composeLoaded(session, loaded, withImportPin(pins, target)));
      });
      refuseBroken(synthesis, context);
      const resource = findDefined(synthesis, target);
      checkPlace(resource, target, found.state);
      const body = await inPhase(context, 'refresh', () => readResource(context, ports, resource));
      const plan = await inPhase(context, 'plan', () =>
        makePlan(context, session, ports, found, { kind: 'apply', synthesis, live: undefined, adopt: new Map([[target.address, body]]), scope: { only: target.address } }),
      );
      refuseReplacement(plan.changes, target);
      refuseWhole(plan.changes, synthesis, target);
      return { plan, definition: loaded.definition, synthesis: keepIgnored(synthesis, { plan, live: new Map([[target.address, body]]), kinds: kindOf }) };
    },
  };
}

/** The name of the resource becomes that of the address, as if it had been applied. */
function withImportPin(pins: ReadonlyMap<string, Pin>, { address, name }: ImportTarget): ReadonlyMap<string, Pin> {
  return new Map([...pins, [address, { address, name, generation: pins.get(address)?.generation ?? 1, apiVersion: '' }]]);
}

function findDefined({ resources }: Synthesis, { address }: ImportTarget): SynthesizedResource {
  const resource = resources.find((candidate) => candidate.address === address);
  if (resource === undefined) {
    throw new AtakoraError('ATK1505', `the definition has no ${address}`, { hint: `${suggestion(address, resources.map((known) => known.address))} Write its definition first, then import.` });
  }
  return resource;
}

function checkType(resource: SynthesizedResource, { address, id, type }: ImportTarget): void {
  if (resource.type.toLowerCase() !== type.toLowerCase()) {
    throw new AtakoraError('ATK1518', `${address} is of type ${resource.type}, and ${id} of type ${type}`, whereOf(resource));
  }
}

/** @throws AtakoraError `ATK1521` when the definition has the resource somewhere else, `ATK1522` when something that it needs is not in the state. */
function checkPlace(resource: SynthesizedResource, { address, id }: ImportTarget, state: StateDocument | undefined): void {
  const missing = resource.dependsOn.filter((needed) => state?.resources[needed] === undefined);
  if (missing.length > 0) {
    throw new AtakoraError('ATK1522', `${address} needs ${missing.join(', ')}, which ${missing.length === 1 ? 'is' : 'are'} not in the state`, whereOf(resource));
  }
  if (resource.id.toLowerCase() !== id.toLowerCase()) {
    throw new AtakoraError('ATK1521', `the definition has ${address} as ${resource.id}, and the resource is ${id}`, { ...whereOf(resource), hint: 'Give the definition the name, parent and resource group that the resource has.' });
  }
}

function whereOf(resource: SynthesizedResource): { readonly address: string; readonly location?: SourceLocation } {
  return { address: resource.address, ...(resource.origin === undefined ? {} : { location: resource.origin }) };
}

/** @throws AtakoraError `ATK1520` when it does not exist, naming others of its type that do. */
async function readResource(context: CommandContext, ports: ProjectPorts, resource: SynthesizedResource): Promise<JsonObject> {
  const azure = await ports.azure();
  const body = await azure.read(resource.id, resource.apiVersion, context.signal);
  if (body !== undefined) {
    return body;
  }
  const group = /\/resourceGroups\/([^/]+)\//i.exec(resource.id)?.[1];
  const there = group === undefined ? [] : (await azure.listGroup(group, context.signal)).filter(({ type }) => type.toLowerCase() === resource.type.toLowerCase());
  throw new AtakoraError('ATK1520', `there is no ${resource.id}`, there.length === 0 ? {} : { hint: `The group has ${there.slice(0, 5).map(({ id }) => id).join(', ')}.` });
}

/** @throws AtakoraError `ATK1521` for a change that would deploy a whole template with everything else that is in it. */
function refuseWhole(changes: readonly Change[], { stacks }: Synthesis, { address }: ImportTarget): void {
  const whole = changes.find(({ stack, properties }) => properties.length > 0 && stacks.some(({ id, verbatim }) => verbatim && id === stack));
  if (whole !== undefined) {
    throw new AtakoraError('ATK1521', `${address} differs from the template that it is in, which is deployed whole: ${whole.properties.map(({ path }) => path).join(', ')}`, { address, hint: 'Make the template say what there is, then import.' });
  }
}

/** @throws AtakoraError `ATK1521` when the definition wants what cannot be changed in place. */
function refuseReplacement(changes: readonly Change[], { address }: ImportTarget): void {
  const forcing = changes.flatMap(({ properties }) => properties).filter(({ forcesReplacement }) => forcesReplacement === true);
  if (forcing.length > 0) {
    const told = forcing.map(({ path, before, after, sensitive }) => (sensitive === true ? path : `${path} is ${JSON.stringify(before) ?? 'not set'} there and ${JSON.stringify(after) ?? 'not set'} in the definition`));
    throw new AtakoraError('ATK1521', `${address} would have to be replaced: ${told.join('; ')}`, { address });
  }
}
