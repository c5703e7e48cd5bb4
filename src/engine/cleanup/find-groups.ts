import type { Finding, LeftAlone, LeftReason } from '../../model/cleanup.ts';
import { isOlder, latest, timeOfRun } from './age-of.ts';
import type { CleanupQuestion, Found } from './cleanup-question.ts';
import { lockFinder } from './locked-by.ts';
import { isDetectionGroup } from './made-by-azure.ts';
import { isOurs, ourTag, runOf } from './our-tags.ts';
import type { SeenAzure, SeenGroup, SeenResource } from './seen-azure.ts';

const groupType = 'Microsoft.Resources/resourceGroups';

/**
 * Resource groups that we made, that no state holds, and in which nothing is left but what goes anyway (`proposed`, ids in lower case).
 * The list of groups tells no age; the run tag does, and the newest deployment in the group.
 */
export function findGroups(question: CleanupQuestion, seen: SeenAzure, proposed: ReadonlySet<string>): Found {
  const lockOn = lockFinder(seen.locks);
  const inside = Map.groupBy(seen.resources, ({ id }) => id.toLowerCase().split('/').slice(0, 5).join('/'));
  const deployed = Map.groupBy(seen.deployments, ({ scope }) => scope.toLowerCase());
  const findings: Finding[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const group of seen.groups) {
    const id = group.id.toLowerCase();
    if (!isOurs(group.tags, question.owner) || question.held.ids.has(id)) continue;
    const members = inside.get(id) ?? [];
    const lastDeployment = (deployed.get(id) ?? []).map(({ at }) => at);
    const moment = latest([['run', timeOfRun(runOf(group.tags))], ...lastDeployment.map((at) => ['deployed', at] as const)]);
    const leave = (reason: LeftReason, because: string): void => void leftAlone.push({ kind: 'groups', id: group.id, name: group.name, type: groupType, reason, because });
    const staying = members.find((member) => !goes(member, proposed));
    const why = keeps(group, question, lockOn);
    if (why !== undefined) leave(why.reason, why.because);
    else if (staying !== undefined) leave('used', `${staying.name} (${staying.type}) is in it`);
    else if (moment === undefined) leave('age-unknown', 'no run tag says how old it is');
    else if (!isOlder(moment, question.before)) leave('younger', `it was written ${moment.at}`);
    else findings.push({ kind: 'groups', id: group.id, name: group.name, type: groupType, ...runPart(group), ...moment, because: evidence(group, members), dependents: members.filter(({ id: member }) => proposed.has(member.toLowerCase())).map((member) => member.id) });
  }
  return { findings, leftAlone };
}

function keeps({ id, managedBy }: SeenGroup, { held }: CleanupQuestion, lockOn: (id: string) => string | undefined): { readonly reason: LeftReason; readonly because: string } | undefined {
  const key = id.toLowerCase();
  const pending = held.pending.get(key);
  if (pending !== undefined) return { reason: 'pending', because: `${pending} names something in it` };
  const above = held.above.get(key);
  if (above !== undefined) return { reason: 'held', because: `${above} lives in it` };
  const lock = lockOn(key);
  if (lock !== undefined) return { reason: 'locked', because: `the lock ${lock} is on it` };
  return managedBy === undefined ? undefined : { reason: 'managed', because: `${managedBy} manages it` };
}

function goes(member: SeenResource, proposed: ReadonlySet<string>): boolean {
  return isDetectionGroup(member.type, member.name) || proposed.has(member.id.toLowerCase()) || (member.partOf !== undefined && proposed.has(member.partOf.toLowerCase()));
}

function runPart(group: SeenGroup): { readonly run?: string } {
  const run = runOf(group.tags);
  return run === undefined ? {} : { run };
}

function evidence({ tags }: SeenGroup, members: readonly SeenResource[]): string {
  const inside = members.length === 0 ? 'nothing is in it' : `nothing is in it but ${members.length === 1 ? 'one resource' : `${members.length} resources`} of this list`;
  return `made for backend ${ourTag(tags, 'atakora:backend') ?? ''}; no state holds it and ${inside}`;
}
