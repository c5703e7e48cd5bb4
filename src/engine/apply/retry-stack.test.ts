import { describe, expect, test } from 'vitest';
import type { AzureFailure, RetryAdvice } from '../../model/azure-failure.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Azure } from '../ports.ts';
import { account, all, group, identity, newWorld, outputs, runCommand, testSynthesis } from './apply-world.fake.ts';
import { createRunControl } from './run-control.ts';

function failure(code: string, retry: RetryAdvice): AzureFailure {
  return { code, message: `${code}!`, advice: { rule: 'test', code: 'ATK1803', sentence: '', hint: '', retry } };
}

/** Fails the resource whose id ends so, as often as told. */
function failing(end: string, what: AzureFailure, times: number): (id: string) => AzureFailure | undefined {
  let left = times;
  return (id) => (id.endsWith(end) && (left -= 1) >= 0 ? what : undefined);
}

/** Names of the resources that each deployment sent, by its name without the run. */
function sent(world: ReturnType<typeof newWorld>): readonly string[] {
  return world.azure.deployments.map(({ name, template }) => `${name.replace(/-\d{8}-\d{6}-[0-9a-f]{8}/, '')}: ${(template['resources'] as readonly { readonly name: string }[]).map((resource) => resource.name).join(' ')}`);
}

describe('a resource that fails for a reason that passes', () => {
  test('is deployed again with what waited for it, and nothing else', async () => {
    const world = newWorld({ fail: failing('/blobservices/default'.replace('blobservices', 'blobServices'), failure('Busy', 'soon'), 1) });
    const { result } = await runCommand('apply', testSynthesis(all, outputs), world);
    expect(result).toMatchObject({ result: 'succeeded', counts: { done: 6, failed: 0, skipped: 0 } });
    const data = sent(world).filter((text) => text.startsWith('atakora-data'));
    expect(data[0]).toContain('stdemo ');
    expect(data[1]).toMatch(/^atakora-data-2: /);
    expect(data[1]).not.toContain('stdemo ');
    expect(data[1]).toContain('stdemo/default stdemo/default/uploads');
    expect(world.host.eventsOf('retry')).toEqual([{ type: 'retry', what: 'main/storage.main/account.blob', afterMs: 10_000, because: 'Busy: Busy! (attempt 2 of 3)' }]);
    expect(result?.state?.outputs['endpoint']).toBeDefined();
  });

  test('is deployed three times at most', async () => {
    const world = newWorld({ fail: failing('/id-demo', failure('Busy', 'soon'), 9) });
    const { result } = await runCommand('apply', testSynthesis([group, identity]), world);
    expect(result).toMatchObject({ result: 'failed', counts: { done: 1, failed: 1 }, error: { address: 'main/identity.main/identity' } });
    expect(sent(world)).toEqual(['atakora-foundation-1: rg-demo', 'atakora-security-1: id-demo', 'atakora-security-2: id-demo', 'atakora-security-3: id-demo']);
    expect(world.host.eventsOf('resource').filter(({ status }) => status === 'failed')).toHaveLength(1);
  });

  test('whose reason may take minutes is tried again only when this run has made something new', async () => {
    const late = failure('PrincipalNotFound', 'after minutes');
    const world = newWorld({ fail: failing('/stdemo', late, 1) });
    await runCommand('apply', testSynthesis([group]), world);
    expect((await runCommand('apply', testSynthesis([group, account]), world)).result?.result).toBe('failed');
    const fresh = newWorld({ fail: failing('/stdemo', late, 1) });
    expect((await runCommand('apply', testSynthesis([group, account]), fresh)).result?.result).toBe('succeeded');
    expect(fresh.host.eventsOf('retry')[0]?.afterMs).toBe(40_000);
  });

  test('is left alone when the reason does not pass', async () => {
    const world = newWorld({ fail: failing('/id-demo', failure('Quota', 'no'), 1) });
    expect((await runCommand('apply', testSynthesis([group, identity]), world)).result?.result).toBe('failed');
    expect(sent(world)).toHaveLength(2);
  });

  test('is tried again although another one fails for good, which is not', async () => {
    const other = { ...identity, at: 'identity.main/other', name: 'id-other' };
    // The fake ends a deployment at its first failure; here both fail.
    const world = newWorld();
    const azure: Azure = {
      ...world.azure,
      listOperations: async (scope, name, signal) => {
        const operations = await world.azure.listOperations(scope, name, signal);
        if (!name.includes('-security-')) return operations;
        return operations.map((operation) => {
          const id = operation.targetId ?? '';
          const why = id.endsWith('/id-other') ? failure('Quota', 'no') : name.endsWith('-1') ? failure('Busy', 'soon') : undefined;
          return why === undefined ? operation : { ...operation, state: 'failed' as const, failure: why };
        });
      },
      getDeployment: async (scope, name, signal) => {
        const status = await world.azure.getDeployment(scope, name, signal);
        return status?.state === 'succeeded' && name.includes('-security-') && name.endsWith('-1') ? { ...status, state: 'failed' as const, failure: { code: 'DeploymentFailed', message: 'two' } } : status;
      },
    };
    const { result } = await runCommand('apply', testSynthesis([group, identity, other]), { ...world, azure });
    expect(sent(world).at(-1)).toBe('atakora-security-2: id-demo');
    expect(result?.items.map(({ azureName, result: how }) => `${azureName} ${how}`)).toContain('id-other failed');
  });

  test('a deployment that Azure refused at once for such a reason is started again', async () => {
    const world = newWorld();
    let refusals = 1;
    const azure: Azure = {
      ...world.azure,
      startDeployment: async (request, signal) => {
        if (request.name.includes('-security-') && (refusals -= 1) >= 0) throw new AtakoraError('ATK1803', 'busy', { source: 'azure', cause: failure('DeploymentActive', 'soon') });
        return world.azure.startDeployment(request, signal);
      },
    };
    const { result } = await runCommand('apply', testSynthesis([group, identity]), { ...world, azure });
    expect(result?.result).toBe('succeeded');
    expect(world.host.eventsOf('retry')[0]).toMatchObject({ what: 'stack security' });
  });

  test('is not waited for when the run is left meanwhile: its failure is told', async () => {
    const world = newWorld({ fail: failing('/id-demo', failure('Busy', 'soon'), 1) });
    const handles = createRunControl();
    void world.clock.sleep(5_000).then(handles.leave);
    const { result } = await runCommand('apply', testSynthesis([group, identity]), { ...world, control: handles.control });
    expect(result).toMatchObject({ counts: { failed: 1 } });
    expect(sent(world)).toHaveLength(2);
  });
});
