import { describe, expect, test } from 'vitest';
import { inWorld, longAgo, ourTags, plantTables } from '../acceptance/planted-things.ts';
import { makeProject } from '../acceptance/project.ts';
import type { TestProject } from '../acceptance/project.ts';
import { lookAtWorld } from '../acceptance/world-view.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, shows } from './project-terminal.ts';

const { down, enter, escape, ctrlC } = keys;
const backend = `import { armResource, defineBackend, defineInfrastructure } from 'atakora';
export const backend = defineBackend({ alive: defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-alive', location: 'westeurope', properties: {} }) } }) });
`;
const wanted = ['cleanup', '--local', '--older-than', '30d', '--kind', 'resources'];

async function planted(names: readonly string[] = ['rt-one', 'rt-two', 'rt-three']): Promise<TestProject> {
  const project = makeProject({ backend });
  await project.done('apply', '--local', '--yes');
  inWorld(project.folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', names, ourTags('dev')));
  return project;
}

const left = ({ folder }: TestProject): readonly string[] => lookAtWorld(folder).resources.flatMap((id) => (id.includes('/rg-left/') ? [id.slice(id.lastIndexOf('/') + 1)] : [])).toSorted();

describe('picking what a clean-up removes', () => {
  test('a burst of keys takes what it would take one by one; the answer to the question decides', async () => {
    const project = await planted();
    const terminal = atakora(project.folder, wanted, { tellsSettings: true });
    await terminal.until('the list', shows('0 of 3 taken'));
    const order = terminal.screen().flatMap((line) => /○ (rt-\w+)/.exec(line)?.[1] ?? []);
    await terminal.type(`${down} ${down} ${enter}`);
    await terminal.until('the question', shows('❯ Cancel'));
    await terminal.type('y');
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(left(project)).toEqual([order[0]]);
  }, 60_000);

  test.each([
    ['Enter with nothing taken', enter, 130],
    ['Esc with all taken', `a${escape}`, 130],
    ['Ctrl-C', ctrlC, 130],
  ])('%s removes nothing', async (_name, typed, code) => {
    const project = await planted(['rt-one']);
    const terminal = atakora(project.folder, wanted, { tellsSettings: true });
    await terminal.until('the list', shows('0 of 1 taken'));
    await terminal.type(typed);
    expect(await terminal.ended()).toBe(code);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(left(project)).toEqual(['rt-one']);
  }, 60_000);

  test('the list stays inside of a window of 40 by 12, whatever it holds', async () => {
    const project = await planted(Array.from({ length: 30 }, (_, index) => `rt-${String(index).padStart(2, '0')}`));
    const terminal = atakora(project.folder, wanted, { columns: 40, rows: 12 });
    await terminal.until('the list', shows('0 of 30 taken'));
    await terminal.type(`${down.repeat(29)} `);
    await terminal.until('the last one', shows('❯ ◉ rt-29'));
    expect(terminal.screen().filter((line) => line.includes('of 30 taken'))).toHaveLength(1);
    await terminal.type(escape);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expect(left(project)).toHaveLength(30);
  }, 60_000);

  test('a protected environment wants its name typed', async () => {
    const project = await planted(['rt-one']);
    project.write('.atakora/manifest.json', project.read('.atakora/manifest.json').replace('"project"', '"environments": { "dev": { "protected": true } }, "project"'));
    const terminal = atakora(project.folder, wanted, { tellsSettings: true });
    await terminal.until('the list', shows('0 of 1 taken'));
    await terminal.type(` ${enter}`);
    await terminal.until('the word', shows('Type dev to go on'));
    await terminal.type(`dev${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(left(project)).toEqual([]);
  }, 60_000);

  test('for a screen reader the list is numbered and answered by numbers', async () => {
    const project = await planted(['rt-one', 'rt-two']);
    const terminal = atakora(project.folder, [...wanted, '--screen-reader']);
    await terminal.until('the prompt', shows('Numbers:'));
    terminal.typeLine(`9${enter}`);
    await terminal.until('the correction', shows('names nothing of the list'));
    terminal.typeLine(`1${enter}`);
    await terminal.until('the question', shows('(y/N)'));
    terminal.typeLine(`y${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(left(project)).toHaveLength(1);
  }, 60_000);
});
