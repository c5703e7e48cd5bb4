import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StampedEvent } from '../model/event.ts';
import type { CrashScene } from './crash-report.ts';
import { writeCrashReport } from './crash-report.ts';
import { createRedactor } from './redactor.ts';
import { fakePlatform } from './test-platform.fake.ts';

function sceneIn(folder: string, events: readonly StampedEvent[] = []): CrashScene {
  const redactor = createRedactor();
  redactor.register('hunter2-hunter2');
  return { platform: fakePlatform().platform, redactor, folder, command: 'apply', flags: ['env', 'yes'], run: 'synth-20260115-100000-0123abcd', events };
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-crash-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a report lies in the folder that git ignores, for its owner only, and says where and what without secrets', () => {
  const folder = makeFolder();
  mkdirSync(join(folder, '.atakora'));
  const event = { type: 'log', level: 'info', text: 'got hunter2-hunter2', schema: 1, seq: 1, at: 'now', run: 'r' } as unknown as StampedEvent;
  const cause = Object.assign(new TypeError(`x is undefined in ${Buffer.from('hunter2-hunter2').toString('base64')}`), {});
  const path = writeCrashReport(new Error('broke on hunter2-hunter2', { cause }), sceneIn(folder, [event])) ?? '';
  expect(path).toBe(join(folder, '.atakora', 'local', 'crashes', 'crash-synth-20260115-100000-0123abcd.txt'));
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/apply --env --yes[\s\S]*Error: broke on \(redacted\)[\s\S]*crash-report\.test\.ts:\d+[\s\S]*caused by: TypeError: x is undefined in \(redacted\)[\s\S]*last 1 of 1 events:\n\{"type":"log".*got \(redacted\)/);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('without a project it lies with temporary files; what cannot be written is no second crash', () => {
  const folder = makeFolder();
  const path = writeCrashReport('thrown text', sceneIn(folder)) ?? '';
  onTestFinished(() => rmSync(path, { force: true }));
  expect(path.startsWith(tmpdir())).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, '.atakora'), 'a file');
  expect(writeCrashReport('x', sceneIn(folder))).toBeUndefined();
});

test('an error that causes itself, or whose cause is a circle, is told all the same', () => {
  const folder = makeFolder();
  mkdirSync(join(folder, '.atakora'));
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const error = new Error('round');
  error.cause = error;
  expect(readFileSync(writeCrashReport(error, sceneIn(folder)) ?? '', 'utf8')).toContain('Error: round');
  expect(readFileSync(writeCrashReport(new Error('a', { cause: circle }), { ...sceneIn(folder), run: 'b' }) ?? '', 'utf8')).toContain('caused by: [object Object]');
});
