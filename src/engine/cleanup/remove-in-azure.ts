import type { Finding } from '../../model/cleanup.ts';
import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { AtakoraError } from '../../model/errors.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import { failureOf } from '../apply/innermost-failure.ts';
import { newPause } from '../apply/wait-poll.ts';
import type { Deletion } from '../ports.ts';
import { isDetectionGroup } from './made-by-azure.ts';
import { isOurs, runOf } from './our-tags.ts';
import { tagsOf } from './parse-seen.ts';
import type { Outcome, RemovalPorts, RemovalRun } from './removal-ports.ts';
import type { CleanupAzure } from './survey-azure.ts';
import { cleanupVersions } from './survey-azure.ts';

/** Tries of a deletion that Azure refuses for a reason that passes by itself. */
const mostAttempts = 4;

/** Removes something in Azure, after one more look at it: its tags and its run must still be those that were shown. */
export async function removeInAzure(finding: Finding, ports: RemovalPorts, input: RemovalRun): Promise<Outcome> {
  const { azure } = ports;
  if (azure === undefined) return { status: 'skipped', because: 'Azure was not asked' };
  switch (finding.kind) {
    case 'deployments':
      return deleted(() => azure.startDelete(finding.id, cleanupVersions.deployments, input.signal), ports, input);
    case 'vaults':
      return removeVault(finding, azure, ports, input);
    case 'groups':
      return removeGroup(finding, azure, ports, input);
    default:
      return removeResource(finding, azure, ports, input);
  }
}

async function removeVault(finding: Finding, azure: CleanupAzure, ports: RemovalPorts, input: RemovalRun): Promise<Outcome> {
  const body = await azure.read(finding.id, cleanupVersions.vaults, input.signal);
  if (body === undefined) return { status: 'gone' };
  const properties = isJsonObject(body['properties']) ? body['properties'] : {};
  return changed(finding, properties, input) ?? deleted(() => azure.lists.startPurge(finding.id, cleanupVersions.vaults, input.signal), ports, input);
}

async function removeGroup(finding: Finding, azure: CleanupAzure, ports: RemovalPorts, input: RemovalRun): Promise<Outcome> {
  const body = await azure.read(finding.id, cleanupVersions.resources, input.signal);
  if (body === undefined) return { status: 'gone' };
  const first = (await azure.listGroup(finding.name, input.signal)).find(({ id, type }) => !isDetectionGroup(type, id.slice(id.lastIndexOf('/') + 1)));
  if (first !== undefined) return { status: 'skipped', because: `${first.id.slice(first.id.lastIndexOf('/') + 1)} (${first.type}) is in it` };
  return changed(finding, body, input) ?? deleted(() => azure.startDelete(finding.id, cleanupVersions.resources, input.signal), ports, input);
}

async function removeResource(finding: Finding, azure: CleanupAzure, ports: RemovalPorts, input: RemovalRun): Promise<Outcome> {
  const version = ports.versionOf(finding.type ?? '');
  if (version === undefined) return { status: 'skipped', because: `no api version of ${finding.type ?? 'its type'} is known` };
  const body = await azure.read(finding.id, version, input.signal);
  if (body === undefined) return { status: 'gone' };
  const other = changed(finding, body, input);
  if (other !== undefined) return other;
  for (const id of finding.alsoGoes ?? []) {
    const type = parseResourceId(id)?.type ?? '';
    const own = /\/roleassignments$/i.test(type) ? cleanupVersions.assignments : ports.versionOf(type);
    if (own === undefined) return { status: 'skipped', because: `no api version of ${type} is known` };
    const gone = await deleted(() => azure.startDelete(id, own, input.signal), ports, input);
    if (gone.status !== 'removed') return gone;
  }
  return deleted(() => azure.startDelete(finding.id, version, input.signal), ports, input);
}

/** Told when it is not any more what was shown. */
function changed(finding: Finding, body: JsonObject, { owner }: RemovalRun): Outcome | undefined {
  const tags = tagsOf(body['tags']);
  if (!isOurs(tags, owner)) return { status: 'skipped', because: 'its tags do not say any more that it is ours' };
  return runOf(tags) === finding.run ? undefined : { status: 'skipped', because: 'it was written again meanwhile' };
}

/** Deletes and waits for the end; a refusal that passes (something that referred to it is still going) is tried again. */
async function deleted(start: () => Promise<Deletion>, { clock, pollMs }: RemovalPorts, { signal }: RemovalRun): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const deletion = await start();
      const pause = newPause(pollMs, clock, signal);
      while (!(await deletion.isDone(signal))) await pause.wait();
      return { status: 'removed' };
    } catch (error) {
      if (!(error instanceof AtakoraError) || attempt >= mostAttempts || failureOf(error).advice?.retry !== 'soon') throw error;
      await clock.sleep(pollMs.max * attempt, signal);
    }
  }
}
