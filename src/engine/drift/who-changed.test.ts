import { describe, expect, it } from 'vitest';
import type { DriftReport } from '../../model/drift.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Json } from '../../model/json.ts';
import { withAuthors } from './who-changed.ts';

const report = { subscriptionId: 'S', resources: ['missing', 'changed', 'same'].map((status) => ({ address: status, id: `/subscriptions/S/x/${status}`, status })) } as unknown as DriftReport;
const event = (who: string, at: string, verb: string, status = 'Succeeded'): Json => ({ caller: who, eventTimestamp: at, operationName: { value: `Microsoft.X/y/${verb}` }, status: { value: status } });
const since = '2026-11-21T10:00:00.000Z';
const authors = async (value: readonly Json[]): Promise<readonly (string | undefined)[]> => (await withAuthors(report, since, () => Promise.resolve({ value }))).resources.map(({ changedBy }) => changedBy?.who);

describe('who changed a resource', () => {
  it('is the last that succeeded since the state was written, and for what is gone who deleted it', async () => {
    const log = [event('late', '2026-11-21T12:00:00Z', 'write'), event('gone', '2026-11-21T11:00:00Z', 'delete'), event('early', '2026-11-21T11:30:00Z', 'write'), event('failed', '2026-11-21T13:00:00Z', 'write', 'Failed'), event('us', '2026-11-21T09:00:00Z', 'write')];
    expect(await authors(log)).toEqual(['gone', 'late', undefined]);
    expect(await authors(log.slice(4))).toEqual([undefined, undefined, undefined]);
  });

  it('is asked for with a filter on the resource and the time, for what drifted alone', async () => {
    const paths: string[] = [];
    await withAuthors(report, since, (path) => (paths.push(decodeURIComponent(path)), Promise.resolve(undefined)));
    expect(paths).toHaveLength(2);
    expect(paths[0]).toContain(`/subscriptions/S/providers/microsoft.insights/eventtypes/management/values?$filter=eventTimestamp ge '${since}' and resourceUri eq '/subscriptions/S/x/missing'`);
  });

  it('is not told where one may not read the log', async () => {
    expect(await withAuthors(report, since, () => Promise.reject(new AtakoraError('ATK1802', 'no')))).toBe(report);
  });
});
