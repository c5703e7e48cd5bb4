import { describe, expect, test } from 'vitest';
import { expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';

const { enter, ctrlC } = keys;

describe('the doctor screen in a terminal', () => {
  test('runs the mend of a finding, and looks at everything again', { timeout: 60_000 }, async () => {
    const terminal = atakora(makeFolder('empty'), ['doctor', '--local', '--explore'], { columns: 120, rows: 30 });
    await terminal.until('the findings', (screen) => shows('there is no project in')(screen) && !shows('more are coming')(screen));
    await terminal.type(`/no project${enter}m`);
    await terminal.until('the wizard, which is the mend', shows('What is the project called?'));
    await terminal.type(ctrlC);
    await terminal.until('the way back', shows('Enter goes back to the findings'));
    terminal.typeLine(enter);
    await terminal.until('the findings again', (screen) => terminal.isAlternate() && shows('there is no project in')(screen) && shows('/no project')(screen));
    await terminal.type('q');
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
  });

  test('prints the findings where there is no person, and says so', async () => {
    const terminal = atakora(makeFolder('empty'), ['doctor', '--local', '--explore'], { env: { CI: 'true' } });
    expect(await terminal.ended()).toBe(0);
    expect(terminal.transcript().join(' ').replaceAll(/\s+/g, ' ')).toContain('--explore needs a person at a terminal: the findings are printed only');
  });
});
