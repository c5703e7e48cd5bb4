import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runAtakora } from '../acceptance/run-atakora.ts';
import { expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';

const { enter, ctrlC } = keys;

/** A small project that was applied and destroyed: its vault is kept, and keeps its name. */
async function destroyed(): Promise<string> {
  const folder = makeFolder('kept');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('.atakora/manifest.json', JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000001', project: 'kept', environment: 'dev', location: 'westeurope' }));
  write('.atakora/local/world/settings.json', '{"timeScale":0}');
  write('atakora/backend.ts', "import { defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({ kept: defineInfrastructure({ requires: [{ resourceType: 'vault', config: {} }] }) });\n");
  for (const command of ['apply', 'destroy']) expect((await runAtakora([command, '--local', '--yes'], { cwd: folder })).code).toBe(0);
  return folder;
}

const vaultAsked = /The key vault (kv-\S+) was deleted and keeps its name until/;

describe('a deleted resource that keeps the name of a new one, in a terminal', () => {
  test('is recovered when nothing else is chosen, and the apply goes on', async () => {
    const terminal = atakora(await destroyed(), ['apply', '--local']);
    await terminal.until('the choices', shows('Number:'));
    terminal.typeLine(enter);
    await terminal.until('the question of apply', shows('❯ Cancel'));
    expect(terminal.transcript().join('\n').replaceAll(/\s+/g, ' ')).toMatch(vaultAsked);
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  }, 180_000);

  test('is purged only after its name was typed', async () => {
    const terminal = atakora(await destroyed(), ['apply', '--local']);
    await terminal.until('the choices', shows('Number:'));
    terminal.typeLine(`2${enter}`);
    await terminal.until('the word', shows('nothing to cancel:'));
    const name = vaultAsked.exec(terminal.transcript().join('\n').replaceAll(/\s+/g, ' '))?.[1] ?? '';
    terminal.typeLine(`${name}${enter}`);
    await terminal.until('the question of apply', shows('❯ Cancel'));
    expect(terminal.transcript().join('\n').replaceAll(/\s+/g, ' ')).toContain(`the deleted key vault ${name} is purged: its name is free`);
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
  }, 180_000);

  test('leaves everything as it is at Ctrl-C, and says what to write for another name', async () => {
    const folder = await destroyed();
    const stopped = atakora(folder, ['apply', '--local']);
    await stopped.until('the choices', shows('Number:'));
    stopped.typeLine(ctrlC);
    expect(await stopped.ended()).toBe(130);
    expectRestored(stopped);
    const renamed = atakora(folder, ['apply', '--local']);
    await renamed.until('the choices', shows('Number:'));
    renamed.typeLine(`3${enter}`);
    expect(await renamed.ended()).toBe(5);
    expect(renamed.transcript().join('\n').replaceAll(/\s+/g, '')).toContain("names:{'main/vault.main/vault':'kv-");
  }, 180_000);
});
