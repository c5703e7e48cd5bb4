import { describe, expect, it } from 'vitest';
import { changesOf, makeProject } from './project.ts';

const backend = (apiVersion: string): string => `import { armResource, defineBackend, defineInfrastructure, resource } from 'atakora';
export const backend = defineBackend({ one: defineInfrastructure({ resources: {
  who: resource('Microsoft.ManagedIdentity/userAssignedIdentities', {}),
  odd: armResource({ type: 'Microsoft.SignalRService/signalR', apiVersion: '${apiVersion}', location: 'westeurope', sku: { name: 'Free_F1' } }),
} }) });
`;

describe.concurrent('what a plan reads', () => {
  it('is possible again after an api version that Azure does not know, which stops the apply before anything is made', async () => {
    const project = makeProject({ backend: backend('2024-03-02') });
    const stopped = await project.run('apply', '--local', '--yes');
    expect(stopped.code).toBe(5);
    expect(stopped.stdout).toContain('has no api version 2024-03-02');
    project.write('atakora/backend.ts', backend('2024-03-01'));
    expect(changesOf(await project.plan('--local'))).toContain('create main/one/odd');
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
