import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, prettyJson } from '../../src/model/canonical-json.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { ProjectToCopy, TestProject } from './project.ts';
import { changesOf, makeProject, manifest, projectId } from './project.ts';
import { oneLine } from './refusal.ts';
import { lookAtWorld } from './world-view.ts';

const address = 'main/one/who';
const backend = (apiVersion: string): string => `import { armResource, defineBackend, defineInfrastructure } from 'atakora';
export const backend = defineBackend({ one: defineInfrastructure({ resources: { who: armResource({ type: 'Microsoft.ManagedIdentity/userAssignedIdentities', apiVersion: '${apiVersion}', name: 'id-one', location: 'westeurope' }) } }) });
`;
const path = `.atakora/state/${projectId}/dev.json`;

let applied: ProjectToCopy;

beforeAll(async () => {
  const project = makeProject({ manifest: { ...manifest, environments: { dev: { cloud: 'local', state: 'local' } } }, backend: backend('2023-01-31') });
  await project.done('apply', '--yes');
  applied = project;
});

/** A copy whose record was written in a time whose api version Azure has given up since. */
function old(): TestProject {
  const project = applied.copy();
  const { digest: _digest, ...document } = JSON.parse(project.read(path)) as Record<string, Json>;
  ((document['resources'] as Record<string, Record<string, Json>>)[address] ?? {})['apiVersion'] = '2014-01-01';
  project.write(path, prettyJson({ ...document, digest: createHash('sha256').update(canonicalJson(document as JsonObject)).digest('hex') }));
  return project;
}

describe.concurrent('what was applied with an api version that Azure has given up', () => {
  it('is planned with a living one, and that is said', async () => {
    const project = old();
    const planned = await project.done('plan');
    expect(oneLine(planned.stdout)).toMatch(/warning: Azure no longer knows api version 2014-01-01 of Microsoft\.ManagedIdentity\/userAssignedIdentities: \S+ is used to read and to delete it/);
    expect(oneLine(planned.stdout)).toContain('1 resource with another api version, which the state takes; nothing is sent for it');
    expect(changesOf(await project.plan())).toEqual([]);
    const taken = await project.done('apply', '--yes');
    expect(oneLine(taken.stdout)).toContain(`${address} is read with api version 2023-01-31 from now on, no longer with 2014-01-01; nothing else of it changes`);
    expect(project.state('dev').resources[address]?.apiVersion).toBe('2023-01-31');
    expect((await project.done('plan')).stdout).not.toContain('api version');
  });

  it('is looked at for drift, and destroyed', async () => {
    const project = old();
    expect((await project.done('drift')).stdout).toContain('No drift.');
    await project.done('destroy', '--yes');
    expect(lookAtWorld(project.folder, 'environments-world').resources).toEqual([]);
  });
});

describe('a change of the api version alone', () => {
  it('sends nothing: the state takes it', async () => {
    const project = applied.copy();
    const before = lookAtWorld(project.folder, 'environments-world').deployments.length;
    project.write('atakora/backend.ts', backend('2024-11-30'));
    expect(changesOf(await project.plan())).toEqual([]);
    expect(oneLine((await project.done('apply', '--yes')).stdout)).toContain(`${address} is read with api version 2024-11-30 from now on`);
    expect(lookAtWorld(project.folder, 'environments-world').deployments).toHaveLength(before);
    expect(project.state('dev').resources[address]).toMatchObject({ apiVersion: '2024-11-30', status: 'applied' });
  });
});
