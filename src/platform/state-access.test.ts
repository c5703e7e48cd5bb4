import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';
import { answersNow, waitForAccess } from './state-access.ts';
import { fakePlatform } from './test-platform.fake.ts';

const setting = { backend: 'azure-blob', account: 'stone', container: 'states' } as const;

/** A context whose clock moves by what is slept. */
function waiting() {
  let now = 0;
  const slept: number[] = [];
  const told: string[] = [];
  const { platform } = fakePlatform();
  const clock = { ...platform.clock, monotonicMs: () => now, sleep: async (ms: number) => void (slept.push(ms), (now += ms)) };
  const context = { platform: { ...platform, clock }, options: { width: 40 }, signal: new AbortController().signal, output: { text: (text: string) => void told.push(text) } } as unknown as CommandContext;
  return { context, slept, told };
}

/** Refuses with these codes, one after the other, then answers. */
function refusing(...codes: readonly ErrorCode[]) {
  const left = [...codes];
  return async (): Promise<void> => {
    const code = left.shift();
    if (code !== undefined) throw new AtakoraError(code, `refused with ${code}`);
  };
}

describe('a container that was just made', () => {
  test('is waited for, longer and longer, while the role is not in effect, and each wait is told within the width', async () => {
    const { context, slept, told } = waiting();
    await waitForAccess(context, setting, refusing('ATK1804', 'ATK1715', 'ATK1802', 'ATK1802', 'ATK1802', 'ATK1802', 'ATK1802'));
    expect(slept).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(told.at(-1)?.replaceAll(/\s+/g, ' ')).toBe('the role is not in effect yet, which may take ten minutes; trying again in 30s ');
    expect(Math.max(...told.join('').split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  test('is given up after ten minutes, with the command that goes on', async () => {
    const { context, slept } = waiting();
    await expect(waitForAccess(context, setting, refusing(...Array.from({ length: 100 }, () => 'ATK1802' as const)))).rejects.toMatchObject({ code: 'ATK1721', hint: expect.stringContaining('state bootstrap') as string });
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(600_000);
  });

  test('is not waited for when what it says will not pass', async () => {
    const { context, slept } = waiting();
    await expect(waitForAccess(context, setting, refusing('ATK1713'))).rejects.toMatchObject({ code: 'ATK1713' });
    await waitForAccess(context, setting, refusing('ATK1719'));
    expect(slept).toEqual([]);
    expect(await answersNow(refusing('ATK1802'))).toBe(false);
    expect(await answersNow(refusing())).toBe(true);
  });
});
