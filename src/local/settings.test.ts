import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from './local-azure.fake.ts';
import { durationMs, readSettings } from './settings.ts';

it('takes the classes of durations, scaled, unless a type has its own', () => {
  const folder = temporaryFolder();
  expect(durationMs(readSettings(folder), 'Microsoft.X/a', 'minutes')).toBe(400);
  writeFileSync(join(folder, 'settings.json'), '{ "timeScale": 2, "durations": { "Microsoft.X/a": 10000 } }');
  const settings = readSettings(folder);
  expect([durationMs(settings, 'microsoft.x/A', 'instant'), durationMs(settings, 'Microsoft.X/b', 'seconds'), durationMs(settings, 'Microsoft.X/b', 'instant')]).toEqual([10_000, 300, 0]);
});

it.each(['not json', '[]', '{ "timeScale": "fast" }', '{ "durations": { "a": -1 } }'])('refuses %s with a code and the file', (text) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'settings.json'), text);
  expect(() => readSettings(folder)).toThrow(expect.objectContaining({ code: 'ATK2103', location: { file: join(folder, 'settings.json') } }));
});
