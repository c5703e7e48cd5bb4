import { describe, expect, test } from 'vitest';
import { expectRestored } from './frames.ts';
import { atakora, keys, makeProject, shows } from './project-terminal.ts';

describe('replay in a terminal', () => {
  test('leaves the record that the apply left', async () => {
    const folder = makeProject();
    const apply = atakora(folder, ['apply', '--local', '--yes']);
    expect(await apply.ended()).toBe(0);
    const again = atakora(folder, ['replay', '--local', '--speed', '1000']);
    expect(await again.ended()).toBe(0);
    const record = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.includes('✓'));
    expect(record(again.transcript()).length).toBeGreaterThan(3);
    expect(record(again.transcript())).toEqual(record(apply.transcript()));
    expectRestored(again);
  });

  test('Ctrl-C ends it and gives the terminal back', async () => {
    const folder = makeProject({ timeScale: 0.02 });
    expect(await atakora(folder, ['apply', '--local', '--yes']).ended()).toBe(0);
    const again = atakora(folder, ['replay', '--local', '--speed', '0.2']);
    await again.until('the board', shows('creating'));
    await again.type(keys.ctrlC);
    expect(await again.ended()).toBe(130);
    expectRestored(again);
  });
});
