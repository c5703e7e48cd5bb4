import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backendWith, connectionString } from '../acceptance/state-places.ts';
import type { Azurite } from '../conformance/azurite-process.ts';
import { startAzurite } from '../conformance/azurite-process.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, makeFolder, shows } from './project-terminal.ts';

let azurite: Azurite | undefined;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(async () => {
  await azurite?.stop();
});

/** A project as `init --state azure-blob` leaves it: the manifest names a container that nobody has made. */
function fresh(container: string): string {
  const folder = makeFolder('shop');
  for (const path of ['.atakora/local/environments-world', 'atakora']) mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, '.atakora/local/environments-world/settings.json'), '{ "timeScale": 0 }');
  writeFileSync(join(folder, '.atakora/manifest.json'), JSON.stringify({ schema: 1, id: '0f1e2d3c-first', project: 'shop', environment: 'dev', environments: { dev: { cloud: 'local', state: { backend: 'azure-blob', account: 'stshopfirst', container } } } }));
  writeFileSync(join(folder, 'atakora/backend.ts'), backendWith('notes'));
  return folder;
}

describe('the first apply', () => {
  test('offers to make the place that the manifest names, makes it, and goes on to the plan', async () => {
    const folder = fresh('first-yes');
    const env = { ATAKORA_STATE_CONNECTION_STRING: connectionString(azurite as Azurite) };
    const before = readFileSync(join(folder, '.atakora/manifest.json'), 'utf8');
    const terminal = atakora(folder, ['apply'], { env, tellsSettings: true, rows: 40 });
    await terminal.until('what will be made', shows('+ storage account stshopfirst'));
    await terminal.until('the question', shows('Make it for the state of dev? (y/N)'));
    terminal.typeLine('y\n');
    await terminal.until('the approval of the plan', shows('❯ Cancel'));
    await terminal.type('n');
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8')).toBe(before);
    const listed = atakora(folder, ['state', 'list'], { env });
    expect(await listed.ended()).toBe(0);
    expect(listed.transcript().join(' ')).toContain('The state is empty.');
  });

  test('that is declined makes nothing', async () => {
    const folder = fresh('first-no');
    const env = { ATAKORA_STATE_CONNECTION_STRING: connectionString(azurite as Azurite) };
    const terminal = atakora(folder, ['apply'], { env, rows: 40 });
    await terminal.until('the question', shows('Make it for the state of dev? (y/N)'));
    terminal.typeLine('n\n');
    expect(await terminal.ended()).toBe(130);
    const listed = atakora(folder, ['state', 'list'], { env });
    expect(await listed.ended()).toBe(1);
    expect(listed.transcript().join(' ').replaceAll(/\s+/g, ' ')).toMatch(/ATK1715.*state bootstrap/);
  });
});
