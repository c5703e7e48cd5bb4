import type { Finding, LeftAlone, LeftReason } from '../../model/cleanup.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { ancestorIds } from '../apply/resource-ancestry.ts';
import type { Moment } from './age-of.ts';
import { isOlder, latest, timeOfRun } from './age-of.ts';
import type { CleanupQuestion, Found } from './cleanup-question.ts';
import type { Former } from './former-records.ts';
import { neededBy } from './held-things.ts';
import { lockFinder } from './locked-by.ts';
import { isFailureRule } from './made-by-azure.ts';
import { isOurs, ourTag, runOf } from './our-tags.ts';
import type { SeenAssignment, SeenAzure, SeenResource } from './seen-azure.ts';

type Verdict = { readonly kind: 'leave'; readonly reason: LeftReason; readonly because: string } | { readonly kind: 'propose'; readonly moment: Moment };

/** Ours by their tags, and in no state: what is worth a look into bodies, before anything else is asked. */
export function strays(resources: readonly SeenResource[], { owner, held }: CleanupQuestion): readonly SeenResource[] {
  return resources.filter(({ id, tags }) => isOurs(tags, owner) && !held.ids.has(id.toLowerCase()));
}

/**
 * Resources that a backend of this project made in this environment and that no state holds. One that anything else needs is left alone,
 * and so is all that it needs itself: what is proposed is a set that nothing outside of it refers to.
 */
export function findResources(question: CleanupQuestion, listed: SeenAzure): Found {
  const seen = { ...listed, resources: listed.resources.map((resource) => withFormerNeeds(resource, question)) };
  const lockOn = lockFinder(seen.locks);
  const own = strays(seen.resources, question).filter(({ partOf }) => partOf === undefined);
  const proposed = new Map<string, { readonly resource: SeenResource; readonly moment: Moment }>();
  const left = new Map<string, LeftAlone>();
  const leave = (resource: SeenResource, reason: LeftReason, because: string): void => {
    proposed.delete(resource.id.toLowerCase());
    left.set(resource.id.toLowerCase(), { kind: 'resources', id: resource.id, name: resource.name, type: resource.type, reason, because });
  };
  for (const resource of own) {
    const verdict = judge(resource, question, lockOn);
    if (verdict.kind === 'leave') leave(resource, verdict.reason, verdict.because);
    else proposed.set(resource.id.toLowerCase(), { resource, moment: verdict.moment });
  }
  const roles = rolesOf(seen.assignments, proposed, question, leave);
  const users = usersOf(seen.resources);
  leaveUsed(seen.resources, proposed, users, leave);
  const rules = Map.groupBy(seen.resources.filter(({ type, name }) => isFailureRule(type, name)), ({ partOf }) => partOf?.toLowerCase());
  const findings = [...proposed.values()].map(({ resource, moment }) => findingOf(resource, moment, {
    former: question.formers.get(resource.id.toLowerCase()),
    dependents: (users.get(resource.id.toLowerCase()) ?? []).map(({ id }) => id).filter((id) => proposed.has(id.toLowerCase())),
    alsoGoes: [...(roles.get(resource.id.toLowerCase()) ?? []), ...(rules.get(resource.id.toLowerCase()) ?? []).map(({ id }) => id)],
  }));
  return { findings, leftAlone: [...left.values()] };
}

/** Azure shows what a body names; the record of it knew more. */
function withFormerNeeds(resource: SeenResource, { formers }: CleanupQuestion): SeenResource {
  const needs = formers.get(resource.id.toLowerCase())?.needs ?? [];
  return needs.length === 0 ? resource : { ...resource, references: [...new Set([...resource.references, ...needs])] };
}

function judge(resource: SeenResource, { held, before, formers, stateAccounts }: CleanupQuestion, lockOn: (id: string) => string | undefined): Verdict {
  const id = resource.id.toLowerCase();
  const leave = (reason: LeftReason, because: string): Verdict => ({ kind: 'leave', reason, because });
  const pending = held.pending.get(id);
  if (pending !== undefined) return leave('pending', `${pending} names it`);
  const above = held.above.get(id);
  if (above !== undefined) return leave('held', `${above} lives in it`);
  const moment = latest([['created', resource.createdAt], ['run', timeOfRun(runOf(resource.tags))]]);
  if (moment === undefined) return leave('age-unknown', 'neither Azure nor a run tag says how old it is');
  if (!isOlder(moment, before)) return leave('younger', `it was written ${moment.at}`);
  const lock = lockOn(id);
  if (lock !== undefined) return leave('locked', `the lock ${lock} is on it`);
  if (resource.managedBy !== undefined) return leave('managed', `${resource.managedBy} manages it`);
  if (resource.type.toLowerCase() === 'microsoft.storage/storageaccounts' && stateAccounts.has(resource.name.toLowerCase())) return leave('protected', 'it keeps states of this project');
  const former = formers.get(id);
  if (former?.protect === true) return leave('protected', `it was protected as ${former.address}, which serial ${former.serial} of the state last held`);
  const user = neededBy(held, resource);
  return user === undefined ? { kind: 'propose', moment } : leave('used', `${user} refers to it`);
}

type Proposed = Map<string, { readonly resource: SeenResource; readonly moment: Moment }>;
type Leave = (resource: SeenResource, reason: LeftReason, because: string) => void;

/** By id: resources that refer to it or to something in it, or that live in it. */
function usersOf(resources: readonly SeenResource[]): ReadonlyMap<string, readonly SeenResource[]> {
  const users = new Map<string, Set<SeenResource>>();
  const add = (target: string, user: SeenResource): void => {
    const known = users.get(target);
    if (known === undefined) users.set(target, new Set([user]));
    else known.add(user);
  };
  for (const resource of resources) {
    for (const target of needsOf(resource)) add(target, resource);
  }
  return new Map([...users].map(([id, all]) => [id, [...all]]));
}

/** Leaves alone what something that stays needs; and then what that needs, until nothing changes. Linear: each resource is taken up once. */
function leaveUsed(all: readonly SeenResource[], proposed: Proposed, users: ReadonlyMap<string, readonly SeenResource[]>, leave: Leave): void {
  const parts = Map.groupBy(all, ({ partOf }) => partOf?.toLowerCase());
  const staying = all.filter((resource) => stays(resource, proposed));
  const met = new Set(staying);
  const stay = (resource: SeenResource): void => {
    if (met.has(resource)) return;
    met.add(resource);
    staying.push(resource);
  };
  for (const resource of staying) {
    const own = resource.id.toLowerCase();
    for (const target of needsOf(resource)) {
      const needed = proposed.get(target)?.resource;
      if (needed === undefined) continue;
      leave(needed, 'used', `${resource.id} ${own.startsWith(`${target}/`) ? 'lives in it' : 'refers to it'}`);
      stay(needed);
      // What would have gone along with it stays with it.
      for (const part of [...(parts.get(target) ?? []), ...(users.get(target) ?? []).filter(({ id }) => id.toLowerCase().startsWith(`${target}/`))]) if (stays(part, proposed)) stay(part);
    }
  }
}

/** A part goes with what it was made for, and what carries no tags inside of a resource that goes, goes with that. */
function stays({ id, tags, partOf }: SeenResource, proposed: Proposed): boolean {
  if (proposed.has(id.toLowerCase()) || (partOf !== undefined && proposed.has(partOf.toLowerCase()))) return false;
  return Object.keys(tags).length > 0 || !ancestorIds(id).some((above) => proposed.has(above));
}

/** Ids that a resource refers to, with what these live in, and what it lives in itself. */
function needsOf({ id, references }: SeenResource): ReadonlySet<string> {
  const own = id.toLowerCase();
  const needs = new Set([...ancestorIds(own), ...references, ...references.flatMap(ancestorIds)]);
  needs.delete(own);
  return needs;
}

/** Role assignments on what goes, or of its identities: they carry no tags and are of no use without it. A state that holds one needs it. */
function rolesOf(assignments: readonly SeenAssignment[], proposed: Proposed, { held }: CleanupQuestion, leave: Leave): ReadonlyMap<string, readonly string[]> {
  const byPrincipal = new Map([...proposed.values()].flatMap(({ resource }) => resource.principals.map((principal) => [principal.toLowerCase(), resource] as const)));
  const roles = new Map<string, string[]>();
  for (const { id, scope, principal } of assignments) {
    const on = [scope, ...ancestorIds(scope).toReversed()].map((key) => proposed.get(key)?.resource).find((resource) => resource !== undefined);
    for (const resource of new Set([on, byPrincipal.get(principal.toLowerCase())])) {
      if (resource === undefined) continue;
      const holder = held.ids.get(id.toLowerCase()) ?? held.pending.get(id.toLowerCase());
      if (holder !== undefined) leave(resource, 'used', `${holder} is a role on it or of its identity`);
      else roles.set(resource.id.toLowerCase(), [...(roles.get(resource.id.toLowerCase()) ?? []), id]);
    }
  }
  return roles;
}

interface Circumstances {
  readonly former: Former | undefined;
  readonly dependents: readonly string[];
  readonly alsoGoes: readonly string[];
}

function findingOf(resource: SeenResource, moment: Moment, { former, dependents, alsoGoes }: Circumstances): Finding {
  const { id, name, type, tags } = resource;
  const group = /\/resourcegroups\/([^/]+)/i.exec(id)?.[1];
  const run = runOf(tags);
  const kind = kindOf(type);
  const was = former === undefined ? 'no state holds it and ' : `serial ${former.serial} of the state was the last to hold it, as ${former.address}, and `;
  const wrote = run === undefined ? '' : `, which run ${run} last wrote`;
  return {
    kind: 'resources',
    id,
    name,
    type,
    ...(group === undefined ? {} : { group }),
    ...(run === undefined ? {} : { run }),
    ...moment,
    because: `the tags say backend ${ourTag(tags, 'atakora:backend') ?? ''}${wrote}; ${was}nothing that stays refers to it`,
    dependents,
    ...(alsoGoes.length === 0 ? {} : { alsoGoes }),
    // Of a type that is not in the catalogue nobody knows what it stores.
    ...(kind === undefined || kind.holdsData ? { losesData: true } : {}),
  };
}
