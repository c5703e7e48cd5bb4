import { describe, expect, it } from 'vitest';
import type { RunArchive } from '../engine/ports.ts';
import type { RunId } from '../model/run-id.ts';
import { formatRunId } from '../model/run-id.ts';
import { runReader } from './browse-history.ts';

/** An archive in memory that counts what is read. */
function countingArchive(): { readonly archive: RunArchive; readonly reads: string[]; add(count: number, result?: object): void } {
  const files = new Map<RunId, string | undefined>();
  const reads: string[] = [];
  const unused = (): Promise<never> => Promise.reject(new Error('not meant to be called'));
  return {
    reads,
    add: (count, result = { kind: 'apply', environment: 'prod', result: 'succeeded' }) => {
      for (let index = 0; index < count; index += 1) files.set(formatRunId(new Date(Date.UTC(2026, 0, 1) + files.size * 60_000).toISOString(), files.size.toString(16).padStart(8, '0')), JSON.stringify(result));
    },
    archive: {
      list: async () => [...files.keys()].sort().reverse(),
      read: async (run, name) => {
        reads.push(`${run} ${name}`);
        return files.get(run);
      },
      names: unused,
      write: unused,
      remove: unused,
    },
  };
}

describe('the runs of a history screen', () => {
  it('are read in parts: of 2,000 the newest 100 results and nothing else, then 100 more when they are wanted', async () => {
    const { archive, reads, add } = countingArchive();
    add(2_000);
    const reader = runReader(archive, 'prod');
    const first = await reader.newest();
    expect(first).toHaveLength(100);
    expect(reads).toHaveLength(100);
    expect(reads.every((read) => read.endsWith(' result.json'))).toBe(true);
    expect(reader.isMore()).toBe(true);
    expect(await reader.older()).toHaveLength(200);
    expect(reads).toHaveLength(200);
  });

  it('that were read stay when the screen opens again, with what was run since; nothing that cannot change is read twice', async () => {
    const { archive, reads, add } = countingArchive();
    add(250);
    const reader = runReader(archive, 'prod');
    await reader.newest();
    await reader.older();
    add(2);
    expect(await reader.newest()).toHaveLength(202);
    expect(new Set(reads).size).toBe(reads.length);
    expect(await reader.older()).toHaveLength(252);
    expect(reader.isMore()).toBe(false);
  });

  it('are those of the environment, and a damaged result is as good as none', async () => {
    const { archive, add } = countingArchive();
    add(3, { kind: 'apply', environment: 'qa' });
    add(2);
    add(1, []);
    expect(await runReader(archive, 'prod').newest()).toHaveLength(2);
    expect(await runReader(archive, 'qa').newest()).toHaveLength(3);
  });

  it('that go on are looked at again', async () => {
    const { archive, reads, add } = countingArchive();
    add(1, []);
    const reader = runReader(archive, 'prod');
    await reader.newest();
    await reader.newest();
    expect(reads).toHaveLength(2);
  });
});
