import { describe, expect, it } from 'vitest';
import { changesOf, makeProject } from './project.ts';

const backend = (apiVersion: string): string => `import { armResource, defineBackend, defineInfrastructure, resource } from 'atakora';
export const backend = defineBackend({ one: defineInfrastructure({ resources: {
  who: resource('Microsoft.ManagedIdentity/userAssignedIdentities', {}),
  odd: armResource({ type: 'Microsoft.SignalRService/signalR', apiVersion: '${apiVersion}', location: 'westeurope', sku: { name: 'Free_F1' } }),
} }) });
`;

describe.concurrent('what a plan reads', () => {
  it('goes on after a resource was refused for an api version that Azure does not know', async () => {
    const project = makeProject({ backend: backend('2024-03-02') });
    // Azure validates no stack whose group is still to be made, so that the deployment itself meets it.
    expect((await project.run('apply', '--local', '--yes')).code).toBe(4);
    project.write('atakora/backend.ts', backend('2024-03-01'));
    expect(changesOf(await project.plan('--local'))).toEqual(['create main/one/odd']);
    await project.done('apply', '--local', '--yes');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it.each([['plan', 0], ['drift', 0]] as const)('%s tells what Azure makes it wait for', async (command, code) => {
    const project = makeProject({ backend: backend('2024-03-01') });
    await project.done('apply', '--local', '--yes');
    await project.done('local', 'faults', '--fault', '429 GET type=Microsoft.SignalRService/* times=3 retry-after=1');
    const ended = await project.run(command, '--local');
    expect(ended.code).toBe(code);
    expect(ended.stdout).toMatch(/^trying to read .* again in .*: Azure asks to slow down \(HTTP 429\)$/m);
  });
});
