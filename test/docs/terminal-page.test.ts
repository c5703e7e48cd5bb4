import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { globalFlags } from '../../src/platform/command.ts';
import { linkingTerminals } from '../../src/ui/text/link-support.ts';
import { themeChoices } from '../../src/ui/text/theme.ts';
import { inRepository } from './project-in-folder.ts';

const page = readFileSync(inRepository('docs/guide/terminal.md'), 'utf8');
const flat = page.replaceAll(/\s+/g, ' ');

describe('the page about the terminal', () => {
  it('names every flag about how things look and are told', () => {
    const wanted = ['color', 'no-color', 'theme', 'reduced-motion', 'ascii', 'screen-reader', 'log-file', 'json-into', 'quiet', 'verbose', 'no-input'];
    expect(wanted.filter((name) => !globalFlags.some((flag) => flag.name === name))).toEqual([]);
    expect(wanted.filter((name) => !page.includes(`--${name}`))).toEqual([]);
    expect(page).toContain(`--theme ${themeChoices.join('\\|')}`);
  });

  it('names every terminal that gets links', () => {
    expect(linkingTerminals.map(({ name }) => name).filter((name) => !flat.includes(name))).toEqual([]);
  });

  it('lists every variable that the look is read from', () => {
    const folders = ['src/ui/text', 'src/platform'];
    const named = folders.flatMap((folder) => readdirSync(inRepository(folder)).filter((name) => /(?:-choice|link-support|terminal-look|terminal-signals|global-options|is-in-ci)\.ts$/.test(name)).flatMap((name) => [...readFileSync(join(inRepository(folder), name), 'utf8').matchAll(/(?:env\['|(?:variable|told)\((?:env, )?'|\['(?=[A-Z_]+_READER'))(\w+)'/g)].map(([, variable = '']) => variable)));
    const listed = page.slice(page.indexOf('## All variables'));
    expect(named.length).toBeGreaterThan(15);
    expect([...new Set(named)].filter((variable) => !listed.includes(`\`${variable}\``))).toEqual([]);
  });
});
