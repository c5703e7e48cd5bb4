import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import { AtakoraError } from '../../model/errors.ts';
import { createFakeAzure } from '../azure.fake.ts';
import { sampleKinds, sampleResource, sampleState } from '../plan/sample-backend.fake.ts';
import type { Azure } from '../ports.ts';
import { refresh } from './refresh.ts';

const resources = Array.from({ length: 40 }, (_, index) => sampleResource(`r${index}`, { properties: { index } }));
const state = sampleState(resources, { 'main/owner/r3': { apiVersion: '2020-02-02' } });

describe('a refresh', () => {
  it('reads each resource once, with its own api version, and says what is missing', async () => {
    const azure = createFakeAzure();
    for (const { id } of resources.slice(1)) azure.resources.set(id.toLowerCase(), { id });
    const live = await refresh(state, sampleKinds, azure);
    expect(live.size).toBe(40);
    expect(live.get('main/owner/r0' as Address)).toBe('missing');
    expect(live.get('main/owner/r1' as Address)).toEqual({ id: resources[1]?.id });
    expect(azure.calls).toHaveLength(40);
    expect(azure.calls).toContain(`read ${resources[3]?.id ?? ''} 2020-02-02`);
  });

  it.each([
    [undefined, 16],
    [3, 3],
    [100, 40],
  ])('with concurrency %s has at most %i reads under way', async (concurrency, most) => {
    let running = 0;
    let peak = 0;
    const azure: Azure = {
      ...createFakeAzure(),
      read: async () => {
        running += 1;
        peak = Math.max(peak, running);
        await new Promise((done) => setImmediate(done));
        running -= 1;
        return {};
      },
    };
    await refresh(state, sampleKinds, azure, concurrency === undefined ? {} : { concurrency });
    expect(peak).toBe(most);
  });

  it('stops at the first failure and when it is told to', async () => {
    let calls = 0;
    const azure: Azure = {
      ...createFakeAzure(),
      read: async () => {
        calls += 1;
        if (calls === 5) throw new Error('refused');
        await new Promise((done) => setImmediate(done));
        return {};
      },
    };
    await expect(refresh(state, sampleKinds, azure, { concurrency: 2 })).rejects.toThrow('refused');
    const soFar = calls;
    await new Promise((done) => setTimeout(done, 20));
    expect(calls).toBeLessThanOrEqual(soFar + 1);
    await expect(refresh(state, sampleKinds, azure, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
  });

  it('takes for missing what was never made because Azure does not know its version, and nothing else', async () => {
    const refusal = (code: string) => new AtakoraError('ATK1803', 'no', { source: 'azure', cause: { code, message: 'no' } });
    const refused = (code: string): Azure => ({ ...createFakeAzure(), read: () => Promise.reject(refusal(code)) });
    const one = sampleResource('r', {});
    const neverMade = sampleState([one], { 'main/owner/r': { status: 'failed', createdRun: 'a', updatedRun: 'a' } });
    expect((await refresh(neverMade, sampleKinds, refused('NoRegisteredProviderFound'))).get('main/owner/r' as Address)).toBe('missing');
    await expect(refresh(neverMade, sampleKinds, refused('AuthorizationFailed'))).rejects.toThrow('no');
    for (const made of [{ status: 'failed', createdRun: 'a', updatedRun: 'b' }, { status: 'applied', createdRun: 'a', updatedRun: 'a' }] as const) {
      await expect(refresh(sampleState([one], { 'main/owner/r': made }), sampleKinds, refused('NoRegisteredProviderFound'))).rejects.toThrow('no');
    }
  });
});
