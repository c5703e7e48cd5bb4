import type { Finding, LeftAlone, LeftReason } from '../../model/cleanup.ts';
import { isOlder, latest, timeOfRun } from './age-of.ts';
import type { CleanupQuestion, Found } from './cleanup-question.ts';
import { lockFinder } from './locked-by.ts';
import type { Owner } from './our-tags.ts';
import { ourTag, runOf } from './our-tags.ts';
import type { SeenAzure, SeenDeployment } from './seen-azure.ts';

const ourName = /^atakora-.+-\d{8}-\d{6}-[0-9a-f]{8}-\d+$/i;

/**
 * Deployments of ours in the history of groups and subscription, beyond the newest of each scope. What a deployment made does not go with
 * its record. `runs`: runs of this project that are known; deployments of versions that did not write the manifest's id are told by them.
 */
export function findDeployments(question: CleanupQuestion, seen: SeenAzure, runs: ReadonlySet<string>): Found {
  const { held, before, keep, owner } = question;
  const lockOn = lockFinder(seen.locks);
  const findings: Finding[] = [];
  const leftAlone: LeftAlone[] = [];
  const byScope = Map.groupBy(seen.deployments.filter((deployment) => isMade(deployment, owner, runs)), ({ scope }) => scope.toLowerCase());
  for (const deployments of byScope.values()) {
    const ordered = deployments.toSorted((a, b) => timeText(b).localeCompare(timeText(a)));
    for (const [index, deployment] of ordered.entries()) {
      const { id, name, group, tags } = deployment;
      const run = runOf(tags);
      const moment = latest([['deployed', deployment.at], ['run', timeOfRun(run)]]);
      const leave = (reason: LeftReason, because: string): void => void leftAlone.push({ kind: 'deployments', id, name, reason, because });
      const lock = lockOn(id);
      if (index < keep) leave('kept', `it is among the newest ${keep} of its scope`);
      else if (deployment.isOpen) leave('running', 'it has not ended');
      else if (held.deployments.has(name.toLowerCase()) || held.pending.has(id.toLowerCase())) leave('pending', 'a run that has not ended names it');
      else if (moment === undefined) leave('age-unknown', 'Azure does not say when it ended');
      else if (!isOlder(moment, before)) leave('younger', `it ended ${moment.at}`);
      else if (lock !== undefined) leave('locked', `the lock ${lock} is on its scope`);
      else findings.push({ kind: 'deployments', id, name, type: 'Microsoft.Resources/deployments', ...(group === undefined ? {} : { group }), ...(run === undefined ? {} : { run }), ...moment, because: `history of ${group === undefined ? 'the subscription' : `group ${group}`}, ${keep === 0 ? 'of which none is kept' : `beyond its newest ${keep}`}; what it made stays`, dependents: [] });
    }
  }
  return { findings, leftAlone };
}

function timeText({ at, tags }: SeenDeployment): string {
  return latest([['deployed', at], ['run', timeOfRun(runOf(tags))]])?.at ?? '';
}

function isMade({ name, tags }: SeenDeployment, owner: Owner, runs: ReadonlySet<string>): boolean {
  if (!ourName.test(name) || ourTag(tags, 'atakora:project') !== owner.projectName || ourTag(tags, 'atakora:environment') !== owner.key) return false;
  const projectId = ourTag(tags, 'atakora:project-id');
  return projectId === undefined ? runs.has(runOf(tags) ?? '') : projectId === owner.projectId;
}
