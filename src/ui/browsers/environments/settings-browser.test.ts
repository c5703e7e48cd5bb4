import { describe, expect, test } from 'vitest';
import { beginBrowser } from '../../browser/browser-state.ts';
import { expectFitsAlways, expectScreen, pressKeys, screenText } from '../browser-frames.fake.ts';
import { hostileSettings, settingEnvironments, settingRowsSample } from './environments.fake.ts';
import { settingsBrowser } from './settings-browser.ts';

const browser = settingsBrowser({ project: 'shop', environments: settingEnvironments, writable: ['dev', 'staging', 'prod'], check: (environment, path, text) => (text === 'manual' ? `${environment}.${path} cannot be ${text}` : undefined) });
const begun = beginBrowser(browser, settingRowsSample);
const after = (...keys: readonly string[]) => pressKeys(begun, keys);
const downTo = (path: string): readonly string[] => settingRowsSample.slice(0, settingRowsSample.findIndex((item) => item.path === path)).map(() => 'down');
const staging = ['right', 'right'];

describe('the table of settings', () => {
  test('Enter asks for the value of the cell that is pointed at, and init writes it', () => {
    const asked = after(...downTo('cosmos.mode'), ...staging, 'enter');
    expect(asked.mode).toMatchObject({ kind: 'ask', text: 'autoscale' });
    expect(pressKeys(asked, ['clear', 'manual', 'enter']).notice).toBe('staging.cosmos.mode cannot be manual');
    expect(pressKeys(asked, ['clear', 'serverless', 'enter']).end).toMatchObject({ argv: ['init', '--set', 'staging.cosmos.mode=serverless', '--yes'] });
    expect(pressKeys(asked, ['escape']).mode.kind).toBe('browse');
  });

  test('the menu stands on m, and Enter takes its row there', () => {
    expect(after(...downTo('cosmos.mode'), 'm').mode.kind).toBe('menu');
    expect(after(...downTo('cosmos.mode'), 'm', 'enter').mode.kind).toBe('ask');
    expect(after(...staging, 'm', 'down', 'down', 'down', 'enter').end).toMatchObject({ argv: ['env', 'show', 'staging'] });
  });

  test('says why a cell is not changed', () => {
    expect(after('enter').notice).toBe('change: the manifest has it; e opens the line there');
    expect(after(...downTo('main: cosmos.mode'), 'enter').notice).toBe('change: the code decides it; e opens the line');
    expect(after(...downTo('cosmos.mode'), 'right', 'enter').notice).toBe('change: the manifest does not name qa: atakora env add qa');
  });

  test('opens the place where a value is written, and copies the value', () => {
    expect(after(...downTo('protectStores'), ...staging, 'e').wish).toMatchObject({ kind: 'edit', location: { file: 'atakora.config.ts', line: 6, column: 33 } });
    expect(after(...downTo('protectStores'), 'e').notice).toBe('open in the editor: it is written in no file: built-in dev');
    expect(after(...downTo('cosmos.mode'), 'y').wish).toMatchObject({ kind: 'copy', text: 'serverless' });
    expect(after(...downTo('features.search'), 'right', 'y').notice).toBe('copy the value: there is no value');
  });

  test('compares the environment of the column', () => {
    expect(after(...staging, 'c', 'prod', 'enter').end).toMatchObject({ argv: ['env', 'compare', 'staging', 'prod'] });
  });

  test('/~ keeps what differs', () => {
    expect(after('/', '~', 'enter').rows.flatMap((row) => (row.kind === 'item' ? [row.id] : []))).not.toContain('cosmos.regions');
  });

  test('without colour a pointer stands before the cell that is pointed at', () => {
    expect(screenText(after(...downTo('cosmos.mode'), ...staging), 120)).toContain('❯autoscale');
  });

  test('any keys leave a screen that fits', () => expectFitsAlways(browser, hostileSettings));
});

describe.each([40, 80, 120])('the table of settings at %i columns', (width) => {
  test.each([
    ['list', [...downTo('cosmos.mode'), ...staging]],
    ['details', [...downTo('protectStores'), 'tab']],
    ['menu', [...downTo('protectStores'), ...staging, 'm']],
    ['search', ['/', '~']],
    ['help', ['?']],
    ['ask', [...downTo('cosmos.mode'), ...staging, 'enter']],
    ['refused', ['enter']],
  ] as const)('%s', async (name, keys) => expectScreen(after(...keys), `settings-matrix/${name}`, width));

  test('empty and loading', async () => {
    await expectScreen(beginBrowser(browser, []), 'settings-matrix/empty', width);
    await expectScreen(beginBrowser(browser, [], undefined, true), 'settings-matrix/loading', width);
  });
});
