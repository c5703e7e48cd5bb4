import { expect, test } from 'vitest';
import { createFakeRunArchive } from '../ports.fake.ts';
import { parseRunId } from '../../model/run-id.ts';
import { usualDurations } from './durations.ts';

const run = (n: number) => parseRunId(`synth-2026011${n}-100000-00000000`);
const item = (elapsedMs: number, result = 'done', action = 'create') => ({ resourceType: 'Microsoft.Web/sites', action, result, elapsedMs });

test('the usual duration is the median of what succeeded, by type and action', async () => {
  const archive = createFakeRunArchive();
  await archive.write(run(1), 'result.json', JSON.stringify({ items: [item(10), item(1_000_000, 'failed'), item(7, 'done', 'update')] }));
  await archive.write(run(2), 'result.json', JSON.stringify({ items: [item(30), item(20)] }));
  await archive.write(run(3), 'result.json', '{ "items": [');
  await archive.write(run(4), 'plan.json', '{}');
  const usual = await usualDurations(archive);
  expect(usual('microsoft.web/SITES', 'create')).toBe(20);
  expect(usual('Microsoft.Web/sites', 'update')).toBe(7);
  expect(usual('Microsoft.Web/sites', 'delete')).toBeUndefined();
});

test('of an even number it is the middle of the two middle ones', async () => {
  const archive = createFakeRunArchive();
  await archive.write(run(1), 'result.json', JSON.stringify({ items: [item(10), item(20)] }));
  expect((await usualDurations(archive))('Microsoft.Web/sites', 'create')).toBe(15);
});

test('only the newest twenty runs count', async () => {
  const archive = createFakeRunArchive();
  const at = (n: number) => parseRunId(`synth-202601${String(n).padStart(2, '0')}-100000-00000000`);
  for (let n = 1; n <= 21; n += 1) await archive.write(at(n), 'result.json', JSON.stringify({ items: [item(n === 1 ? 1_000 : 10)] }));
  for (let n = 1; n <= 20; n += 1) archive.files.delete(`${at(n + 1)}/result.json`);
  expect((await usualDurations(archive))('Microsoft.Web/sites', 'create')).toBe(1_000);
  for (let n = 2; n <= 21; n += 1) await archive.write(at(n), 'plan.json', '{}');
  expect((await usualDurations(archive))('Microsoft.Web/sites', 'create')).toBeUndefined();
});
