import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ground } from './asking-projects.ts';
import { makeGrounds } from './asking-projects.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, shows } from './project-terminal.ts';

const preload = fileURLToPath(new URL('programs/break-components.mjs', import.meta.url));

let grounds: Awaited<ReturnType<typeof makeGrounds>>;

beforeAll(async () => {
  grounds = await makeGrounds(['fresh', 'slow', 'applied']);
}, 240_000);

afterAll(() => grounds.remove());

/** Screen, what stands before it, the command line, what is on it, and a key that has it drawn again. */
const screens: readonly (readonly [string, Ground, readonly string[], string, string])[] = [
  ['the approval', 'fresh', ['apply', '--local', '--secrets-file', 'values.env'], '❯ Cancel', keys.down],
  ['the explorer', 'fresh', ['plan', '--local', '--explore'], 'q leave', keys.down],
  ['the board', 'slow', ['apply', '--local', '--yes', '--secrets-file', 'values.env'], 'main/functions.main/plan creating', '?'],
  ['the findings of cleanup', 'applied', ['cleanup', '--local', '--older-than', '30d', '--kind', 'resources'], '0 of 3 taken', keys.down],
  ['the wizard', 'fresh', ['init'], 'What is the project called?', 'x'],
];

/** Reports of crashes below a folder. */
function reportsIn(folder: string): readonly string[] {
  const below = join(folder, '.atakora/local/crashes');
  return existsSync(below) ? readdirSync(below).map((name) => join(below, name)) : [];
}

test.each(screens)('a component of %s that throws: the terminal as it was, exit code 70, a report and its place on the normal screen', { timeout: 120_000 }, async (_name, ground, argv, shown, key) => {
  const folder = grounds.copy(ground);
  const terminal = atakora(folder, argv, { rows: 30, tellsSettings: true, env: { NODE_OPTIONS: `--import=${preload}`, BREAK_AFTER: shown } });
  await terminal.until(shown, shows(shown));
  await terminal.type(key);
  expect(await terminal.ended(), terminal.transcript().slice(-40).join('\n')).toBe(70);
  expectRestored(terminal);
  expectCooked(terminal);
  const [report = ''] = reportsIn(folder);
  expect(readFileSync(report, 'utf8')).toContain('a component that throws');
  const text = terminal.transcript().join('').replaceAll(/\s+/g, '');
  expect(text).toContain('errorATK9001');
  expect(text).toContain(report.replaceAll(/\s+/g, ''));
});

test('an apply whose board has thrown is taken up by the next one', { timeout: 120_000 }, async () => {
  const folder = grounds.copy('slow');
  writeFileSync(join(folder, '.atakora/local/world/settings.json'), '{ "timeScale": 0, "durations": { "Microsoft.Web/serverfarms": 8000 } }');
  const shown = 'main/functions.main/plan creating';
  const terminal = atakora(folder, ['apply', '--local', '--yes', '--secrets-file', 'values.env'], { rows: 30, env: { NODE_OPTIONS: `--import=${preload}`, BREAK_AFTER: shown } });
  expect(await terminal.ended()).toBe(70);
  const below = readdirSync(join(folder, '.atakora'), { recursive: true, encoding: 'utf8' });
  expect(below.filter((name) => name.endsWith('.lock.json'))).toEqual([]);
  const next = atakora(folder, ['apply', '--local', '--yes', '--secrets-file', 'values.env']);
  expect(await next.ended(), next.transcript().join('\n')).toBe(0);
});
