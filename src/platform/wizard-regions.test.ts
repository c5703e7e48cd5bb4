import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepRecent, readRecent } from './recent-choices.ts';
import { wizardRegions } from './wizard-regions.ts';

describe('the regions of the wizard', () => {
  test('are those of the public cloud, each with its part of the world, the usual one first', () => {
    const regions = wizardRegions([], undefined);
    expect(regions[0]).toEqual({ name: 'westeurope', displayName: 'West Europe', geography: 'Europe' });
    expect(regions.filter(({ geography }) => geography === undefined)).toEqual([]);
    expect(regions.some(({ name }) => /^(usgov|china)/.test(name))).toBe(false);
    expect(regions.slice(1).map(({ name }) => name)).toEqual(regions.slice(1).map(({ name }) => name).toSorted());
  });

  test('begin with those of projects before, and with what the project says, wherever that is', () => {
    expect(wizardRegions(['japaneast', 'uksouth'], undefined).slice(0, 3).map(({ name }) => name)).toEqual(['japaneast', 'uksouth', 'westeurope']);
    expect(wizardRegions([], 'usgovvirginia')[0]).toMatchObject({ name: 'usgovvirginia' });
    expect(wizardRegions([], 'moonbase')[0]).toEqual({ name: 'moonbase', displayName: 'as the project says' });
    expect(wizardRegions([], 'swedencentral')).toHaveLength(wizardRegions([], undefined).length);
  });
});

describe('what was chosen before', () => {
  const home = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'atakora-recent-')));

  test('is kept, the last first, a few of them', () => {
    const env = { XDG_STATE_HOME: home() };
    expect(readRecent(env)).toEqual({ locations: [] });
    for (const location of ['westeurope', 'uksouth', 'japaneast', 'uksouth', 'eastus', '']) keepRecent(env, { location });
    expect(readRecent(env)).toEqual({ locations: ['eastus', 'uksouth', 'japaneast'] });
  });

  test.each(['', '[', '[]', '{"locations": 7}', '{"locations": [1, "uksouth"]}'])('a file that is %j is read as far as it goes', (text) => {
    const env = { XDG_STATE_HOME: home() };
    mkdirSync(join(env.XDG_STATE_HOME, 'atakora'));
    writeFileSync(join(env.XDG_STATE_HOME, 'atakora/recent.json'), text);
    expect(readRecent(env).locations).toEqual(text.includes('uksouth') ? ['uksouth'] : []);
  });

  test('needs no place to be kept in', () => {
    const env = { XDG_STATE_HOME: home() };
    writeFileSync(join(env.XDG_STATE_HOME, 'atakora'), 'a file');
    keepRecent(env, { location: 'uksouth' });
    expect(readFileSync(join(env.XDG_STATE_HOME, 'atakora'), 'utf8')).toBe('a file');
  });
});
