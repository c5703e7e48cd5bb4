import { describe, expect, test } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import type { FakeAzureOptions } from '../azure.fake.ts';
import type { Azure, DeploymentOperation } from '../ports.ts';
import { all, group, identity, newWorld, outputs, runCommand, subscriptionId, testSynthesis } from './apply-world.fake.ts';
import { createRunControl } from './run-control.ts';
import { runGraph } from './run-graph.ts';

const synthesis = testSynthesis(all, outputs);

/** A world whose run is told something at the first look at the deployment of the stack `data`. */
function interrupted(act: (handles: ReturnType<typeof createRunControl>, world: ReturnType<typeof newWorld>) => void, options: FakeAzureOptions = { polls: 6 }) {
  const world = newWorld(options);
  const handles = createRunControl();
  let told = false;
  const azure: Azure = {
    ...world.azure,
    // Looked up at each call, so that a test can put another one in its place on the way.
    getDeployment: (...args) => world.azure.getDeployment(...args),
    cancelDeployment: (...args) => world.azure.cancelDeployment(...args),
    listOperations: async (scope, name, signal) => {
      const operations = await world.azure.listOperations(scope, name, signal);
      if (name.includes('-data-') && operations.length > 0 && !told) {
        told = true;
        act(handles, world);
      }
      return operations;
    },
  };
  return { world, handles, run: () => runCommand('apply', synthesis, { ...world, azure, control: handles.control }) };
}

function logs(world: ReturnType<typeof newWorld>): string {
  return world.host.eventsOf('log').map(({ text }) => text).join('\n');
}

describe('a run that is told to', () => {
  test('leave: what runs goes on, the journal has it, and the next run takes it up', async () => {
    const { world, run } = interrupted(({ leave }) => leave());
    const { result } = await run();
    expect(result).toMatchObject({ result: 'detached', written: false });
    expect(result?.error).toBeUndefined();
    const again = await runCommand('apply', synthesis, world);
    expect(again.recovered.kind).toBe('recovered');
    expect(world.azure.deployments).toHaveLength(3);
  });

  test('cancel: Azure is asked to cancel, what was done is recorded, the result is no failure', async () => {
    const { world, run } = interrupted(({ cancel }) => cancel());
    const { result } = await run();
    expect(result).toMatchObject({ result: 'canceled', written: true });
    expect(result?.error).toBeUndefined();
    expect(world.azure.calls.filter((call) => call.startsWith('cancelDeployment'))).toHaveLength(1);
    expect(logs(world)).toMatch(/atakora-data-\S+ is canceled: 1 of 4 resources were done before/);
    expect((await world.store.read())?.resources['main/storage.main/account']?.status).toBe('applied');
    expect((await runCommand('apply', synthesis, world)).result?.result).toBe('succeeded');
  });

  test('cancel too late: the deployment was done before, and so is the run', async () => {
    const { world, run } = interrupted(({ cancel }, { azure }) => {
      azure.cancelDeployment = () => Promise.reject(new AtakoraError('ATK1803', 'DeploymentCannotBeCancelled', { source: 'azure' }));
      cancel();
    });
    const { result } = await run();
    expect(result).toMatchObject({ result: 'succeeded', counts: { failed: 0, skipped: 0, unknown: 0 } });
    expect(logs(world)).toContain('did not cancel');
    expect(logs(world)).toContain('was done before it could be canceled');
  });

  test('cancel what does not end: waited for five minutes, then left with its journal open', async () => {
    const { world, run } = interrupted(({ cancel }, { azure }) => {
      azure.cancelDeployment = () => Promise.resolve();
      azure.getDeployment = (_scope, name) => Promise.resolve({ name, state: 'running', outputs: {} });
      cancel();
    });
    const since = world.clock.monotonicMs();
    const { result } = await run();
    expect(result?.openDeployments).toHaveLength(1);
    expect(world.clock.monotonicMs() - since).toBeGreaterThanOrEqual(5 * 60_000);
    expect(world.clock.monotonicMs() - since).toBeLessThan(6 * 60_000);
    expect(logs(world)).toContain('has not ended: it was canceled 5 minutes ago');
  });

  test('cancel: nested deployments that run are canceled too', async () => {
    const world = newWorld({ polls: 6 });
    const handles = createRunControl();
    const inner: DeploymentOperation = { operationId: 'n', targetId: `/subscriptions/${subscriptionId}/resourceGroups/rg-demo/providers/Microsoft.Resources/deployments/inner`, targetType: 'Microsoft.Resources/deployments', state: 'running' };
    const ended: DeploymentOperation = { ...inner, operationId: 'e', targetId: `${inner.targetId ?? ''}-done`, state: 'succeeded' };
    const azure: Azure = {
      ...world.azure,
      listOperations: async (scope, name, signal) => {
        if (!name.includes('-data-')) return world.azure.listOperations(scope, name, signal);
        handles.cancel();
        return [inner, ended];
      },
    };
    await runCommand('apply', synthesis, { ...world, azure, control: handles.control });
    expect(world.azure.calls.filter((call) => call.startsWith('cancelDeployment')).map((call) => call.replace(/-\d{8}.*/, ''))).toEqual(['cancelDeployment atakora-data', 'cancelDeployment inner']);
  });
});

describe('a held run', () => {
  test('starts nothing, lets go on what runs, and goes on when it is resumed', async () => {
    const handles = createRunControl();
    const world = newWorld();
    let startedWhileHeld = 0;
    const azure: Azure = {
      ...world.azure,
      startDeployment: async (request, signal) => {
        if (handles.control.gate.held()) startedWhileHeld += 1;
        await world.azure.startDeployment(request, signal);
        if (request.name.includes('-foundation-')) {
          handles.hold();
          void world.clock.sleep(60_000).then(handles.resume);
        }
      },
    };
    const { result } = await runCommand('apply', testSynthesis([group, identity]), { ...world, azure, control: handles.control });
    expect(result?.result).toBe('succeeded');
    expect(startedWhileHeld).toBe(0);
    expect(world.clock.monotonicMs()).toBeGreaterThanOrEqual(60_000);
  });

  test('ends when it is left instead', async () => {
    const handles = createRunControl();
    handles.hold();
    const skipped: string[] = [];
    const graph = runGraph([{ id: 'a', after: [] }], {
      concurrency: 1,
      gate: handles.control.gate,
      stopped: () => (handles.control.leave.aborted ? 'the run was stopped' : undefined),
      run: () => expect.unreachable('it is held'),
      skip: ({ id }, because) => skipped.push(`${id}: ${because}`),
    });
    handles.leave();
    await graph;
    expect(skipped).toEqual(['a: the run was stopped']);
  });
});

describe('--on-failure', () => {
  const failing: FakeAzureOptions = { fail: (id) => (id.endsWith('/id-demo') ? { code: 'Quota', message: 'none left' } : undefined) };

  test('continue: what does not depend on the failure is deployed', async () => {
    const world = newWorld(failing);
    const { result } = await runCommand('apply', testSynthesis(all.filter(({ at }) => !at.includes('role'))), world);
    expect(result?.stacks.map(({ stack, result: how }) => `${stack} ${how}`).sort()).toEqual(['data succeeded', 'foundation succeeded', 'security failed']);
  });

  test('stop: nothing more is started', async () => {
    const world = newWorld(failing);
    const { result } = await runCommand('apply', testSynthesis(all.filter(({ at }) => !at.includes('role'))), { ...world, onFailure: 'stop', concurrency: 1 });
    expect(result?.stacks.find(({ stack }) => stack === 'data')).toMatchObject({ result: 'skipped', because: 'stack security failed, and --on-failure is stop' });
  });
});
