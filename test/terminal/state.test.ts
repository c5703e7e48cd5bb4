import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/ui/text/display-width.ts';
import { atakora, keys, makeFolder, makeProject, shows } from './project-terminal.ts';

const { down, enter, ctrlC } = keys;
const id = '33333333-3333-4333-8333-333333333333';

/** A project whose state has some resources. */
async function applied(): Promise<string> {
  const folder = makeProject();
  const terminal = atakora(folder, ['apply', '--local', '--yes']);
  expect(await terminal.ended()).toBe(0);
  return folder;
}

/** Runs a command that only prints, and gives back its lines. */
async function printed(folder: string, args: readonly string[], columns = 40): Promise<readonly string[]> {
  const terminal = atakora(folder, args, { columns, rows: 24 });
  await terminal.ended();
  return terminal.transcript();
}

describe('the state step of init', () => {
  test('is asked with a subscription, and its answer stands in the manifest', async () => {
    const folder = makeFolder('shop');
    const terminal = atakora(folder, ['init', '--subscription', id, '--tenant', id], { columns: 40, rows: 10 });
    for (const question of ['called', 'organization', 'start from', 'region', 'environments?', 'meant', 'settings']) {
      await terminal.until(question, shows(question));
      await terminal.type(enter);
    }
    await terminal.until('the state', shows('Where is the state kept?'));
    expect(terminal.scrolledLines()).toBe(0);
    await terminal.until('the first choice', shows('❯ azure-blob'));
    await terminal.type(`${down}${enter}`);
    await terminal.until('the tags', shows('Which tags'));
    await terminal.type(enter);
    await terminal.until('the review', shows('nothing is written yet'));
    await terminal.type(enter);
    await terminal.until('the offer of a plan', shows('Run atakora plan --local now?'));
    terminal.typeLine(`n${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8'))).toMatchObject({ state: 'local', subscriptionId: id });
  });
});

describe('a question about the state', () => {
  test('that is declined, left empty or interrupted changes nothing; yes does it', async () => {
    const folder = await applied();
    const address = (await printed(folder, ['state', 'list', '--local'], 120)).find((line) => /\/account\.blob\.\S/.test(line))?.split(' ')[0] ?? '';
    const before = await printed(folder, ['state', 'list', '--local'], 120);
    for (const typed of ['n\n', '\n', ctrlC]) {
      const terminal = atakora(folder, ['state', 'rm', address, '--local'], { columns: 40, rows: 24 });
      await terminal.until('the question', shows('Forget 1 resource of dev@local?'));
      terminal.typeLine(typed);
      expect(await terminal.ended()).toBe(130);
      expect(Math.max(...terminal.transcript().map(displayWidth))).toBeLessThanOrEqual(40);
    }
    expect(await printed(folder, ['state', 'list', '--local'], 120)).toEqual(before);
    const terminal = atakora(folder, ['state', 'rm', address, '--local']);
    await terminal.until('what it means', shows('It stays in Azure'));
    terminal.typeLine('y\n');
    expect(await terminal.ended()).toBe(0);
    expect((await printed(folder, ['state', 'list', '--local'], 120)).join('\n')).not.toContain(`${address} `);
  });

  test('of a protected environment wants its name', async () => {
    const folder = makeProject();
    const file = join(folder, '.atakora/manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { readonly environments?: object };
    writeFileSync(file, JSON.stringify({ ...manifest, environments: { ...manifest.environments, dev: { protected: true } } }));
    const apply = atakora(folder, ['apply', '--local']);
    await apply.until('the question', shows('Type dev to go on'));
    await apply.type(`dev${enter}`);
    expect(await apply.ended()).toBe(0);
    const terminal = atakora(folder, ['state', 'mv', 'main/group.main/group', 'main/group.other/group', '--local'], { columns: 40 });
    await terminal.until('the question', shows('Type dev to go on'));
    terminal.typeLine('prod\n');
    await terminal.until('the answer', shows('That is not dev.'));
    terminal.typeLine('dev\n');
    expect(await terminal.ended()).toBe(0);
    expect((await printed(folder, ['state', 'list', '--local'], 120)).join('\n')).toContain('main/group.other/group');
  });

  test.each([
    ['list', ['state', 'list', '--local']],
    ['history', ['state', 'history', '--local']],
  ])('state %s drops columns on a terminal of 40 cells, and wraps nothing', async (_verb, args) => {
    const folder = await applied();
    const rows = async (columns: number): Promise<readonly string[]> => (await printed(folder, args, columns)).filter((line) => line.trim() !== '');
    const [narrow, wide] = [await rows(40), await rows(200)];
    expect(narrow.length).toBe(wide.length);
    expect(wide.length).toBeGreaterThan(0);
    expect(narrow.join('').length).toBeLessThan(wide.join('').length);
  });
});
