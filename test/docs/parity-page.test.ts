import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { parseArguments } from '../../src/platform/parse-arguments.ts';
import { places } from '../terminal/asking-places.ts';
import { paritySteps } from '../terminal/parity-steps.ts';
import { parityTables } from './parity-page.ts';
import { inRepository } from './project-in-folder.ts';

const file = inRepository('docs/guide/parity.md');
const begin = '<!-- tables: UPDATE=1 npx vitest run test/docs/parity-page.test.ts -->\n';

describe('the page about doing by flags what the app asks', () => {
  it('has the tables of what the tests play', () => {
    const page = readFileSync(file, 'utf8');
    const wanted = `${page.slice(0, page.indexOf(begin) + begin.length)}\n${parityTables()}`;
    expect(page).toContain(begin);
    if (process.env['UPDATE'] === '1') writeFileSync(file, wanted);
    expect(readFileSync(file, 'utf8')).toBe(wanted);
  });

  it('names commands and flags that there are', async () => {
    const lines = [...places.flatMap(({ byFlags }) => (byFlags === undefined ? [] : [byFlags.split(' ')])), ...paritySteps.map(({ byFlags }) => byFlags)];
    for (const [name = '', ...words] of lines) {
      const command = await commands.find((entry) => entry.name === name)?.load();
      if (command === undefined) throw new Error(`there is no command ${name}`);
      expect(() => parseArguments(command, words), [name, ...words].join(' ')).not.toThrow();
    }
    expect(lines.length).toBeGreaterThan(30);
  });

  it('leaves out no place that asks', () => {
    expect(places.filter(({ doing, byFlags, asksIn }) => asksIn.length > 0 && (doing === undefined || byFlags === undefined)).map(({ name }) => name)).toEqual([]);
  });
});
