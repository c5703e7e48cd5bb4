import { describe, expect, it } from 'vitest';
import { overviewText } from '../platform/help-text.ts';
import { allScenes } from '../platform/show-gallery.ts';
import { displayWidth } from '../ui/text/display-width.ts';
import { runInFolder } from './command-run.fake.ts';
import { commands } from './index.ts';

const show = (...words: readonly string[]) => runInFolder({}, 'gallery', ...words);

describe('gallery', () => {
  it('lists every scene with its states, in a folder without a project', async () => {
    const { code, stdout } = await show();
    expect(code).toBe(0);
    for (const { name, title } of allScenes) expect(stdout).toMatch(new RegExp(`^${name} +${title} `, 'm'));
    expect(JSON.parse((await show('--json')).stdout)).toContainEqual(expect.objectContaining({ name: 'explorer', kind: 'screen', states: expect.arrayContaining(['tour', 'palette']) as unknown }));
  });

  it('prints one scene in the window and the modes that are asked for', async () => {
    const { stdout } = await show('explorer', '--width', '40', '--height', '12', '--mode', 'ascii', '--mode', 'unicode');
    expect(stdout.match(/^== explorer \/ list \((?:ascii|unicode), 40 x 12\) ==$/gm)).toHaveLength(2);
    const [ascii = ''] = stdout.split('== explorer / list (unicode');
    expect(ascii).toMatch(/^[\n -~]*$/);
    for (const line of stdout.split('\n').filter((text) => !text.startsWith('=='))) expect(displayWidth(line)).toBeLessThanOrEqual(40);
    expect(stdout).not.toContain('\u001B');
  });

  it('--all prints every state of every scene, what is spoken in place of a screen once', async () => {
    const { stdout } = await show('--all', '--mode', 'screen-reader');
    for (const { name } of allScenes) expect(stdout).toContain(`== ${name} / `);
    expect(stdout.match(/^== wizard \/ /gm)).toEqual(['== wizard / ']);
    const frames = JSON.parse((await show('--all', '--json')).stdout) as readonly { readonly scene: string }[];
    expect(new Set(frames.map(({ scene }) => scene)).size).toBe(allScenes.length);
  });

  it('refuses scenes, modes and sizes that there are not', async () => {
    expect(await show('explorr')).toMatchObject({ code: 64, stderr: expect.stringContaining('Did you mean `atakora gallery explorer`?') as unknown });
    expect((await show('--mode', 'loud')).stderr).toContain('not one of unicode, ascii, screen-reader, no-color, reduced-motion');
    expect((await show('--width', '7')).stderr).toContain('--width 7 is not a number from 20 to 400');
    expect((await show('--height', 'tall')).stderr).toContain('--height tall is not a number from 5 to 200');
  });

  it('is in no list of commands, and nobody is sent there', async () => {
    expect(overviewText(commands)).not.toContain('gallery');
    expect((await runInFolder({}, 'galery')).stderr).not.toContain('gallery');
  });
});
