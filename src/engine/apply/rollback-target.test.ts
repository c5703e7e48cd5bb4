import { describe, expect, test } from 'vitest';
import { parseRunId } from '../../model/run-id.ts';
import { createFakeRunArchive } from '../ports.fake.ts';
import { all, newWorld, outputs, runCommand, testSynthesis } from './apply-world.fake.ts';
import { synthesisFiles, readArchivedSynthesis } from './archived-synthesis.ts';
import { rollbackTarget } from './rollback-target.ts';

const environment = 'dev@local';

describe('the synthesis of a run', () => {
  test('comes back from the archive as it was applied', async () => {
    const archive = createFakeRunArchive();
    const run = parseRunId('synth-20260115-100000-00000001');
    const synthesis = testSynthesis(all, outputs);
    const odd = { ...synthesis, stacks: [...synthesis.stacks, { ...synthesis.stacks[0], id: 'existing.a b', parameters: { p: { value: 1 } } }, { ...synthesis.stacks[0], id: 'existing.a-b' }] } as typeof synthesis;
    for (const [name, content] of synthesisFiles(odd)) await archive.write(run, name, JSON.stringify(content));
    expect(await readArchivedSynthesis(archive, run)).toEqual({ ...odd, diagnostics: [] });
  });

  test('is refused when its archive is damaged, and absent when it was never kept', async () => {
    const archive = createFakeRunArchive();
    const run = parseRunId('synth-20260115-100000-00000001');
    expect(await readArchivedSynthesis(archive, run)).toBeUndefined();
    for (const text of ['{', '{}', '{"version":2}', '[]']) {
      await archive.write(run, 'synthesis.json', text);
      await expect(readArchivedSynthesis(archive, run)).rejects.toMatchObject({ code: 'ATK1607' });
    }
    for (const [name, content] of synthesisFiles(testSynthesis(all))) await archive.write(run, name, name === 'templates/data.json' ? '' : JSON.stringify(content));
    await expect(readArchivedSynthesis(archive, run)).rejects.toMatchObject({ code: 'ATK1607', message: expect.stringContaining('templates/data.json') as string });
  });
});

describe('the run to go back to', () => {
  test('is the newest that succeeded before, in this environment', async () => {
    const world = newWorld({ fail: (id) => (id.endsWith('/id-broken') ? { code: 'Quota', message: 'none' } : undefined) });
    const first = await runCommand('apply', testSynthesis(all.slice(0, 2)), world);
    await world.clock.advance(2_000);
    const second = await runCommand('apply', testSynthesis(all.slice(0, 3)), world);
    await world.clock.advance(2_000);
    const third = await runCommand('apply', testSynthesis([...all.slice(0, 3), { at: 'identity.main/broken', type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name: 'id-broken', stack: 'security' }]), world);
    expect(third.result?.result).toBe('failed');
    const runOf = ({ result }: typeof first): string => result?.state?.run ?? '';
    expect((await rollbackTarget(world.archive, { environment, before: runOf(third) })).run).toBe(runOf(second));
    expect((await rollbackTarget(world.archive, { environment, before: runOf(second) })).run).toBe(runOf(first));
    await expect(rollbackTarget(world.archive, { environment, before: runOf(first) })).rejects.toMatchObject({ code: 'ATK1606' });
    await expect(rollbackTarget(world.archive, { environment: 'prod' })).rejects.toMatchObject({ code: 'ATK1606' });
    await expect(rollbackTarget(world.archive, { environment, run: parseRunId(runOf(third)) })).rejects.toMatchObject({ code: 'ATK1606' });
  });
});
