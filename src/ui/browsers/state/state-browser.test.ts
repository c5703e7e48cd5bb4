import { describe, expect, test } from 'vitest';
import { beginBrowser } from '../../browser/browser-state.ts';
import { expectFitsAlways, expectScreen, pressKeys } from '../browser-frames.fake.ts';
import { stateBrowser } from './state-browser.ts';
import { hostileStateItems, stateItems } from './state-items.fake.ts';

const browser = stateBrowser('prod');
const begun = beginBrowser(browser, stateItems);
const after = (...keys: readonly string[]) => pressKeys(begun, keys);
const argv = (...keys: readonly string[]) => {
  const { end } = after(...keys);
  return end?.kind === 'run' ? end.argv : end;
};

describe('the state screen', () => {
  test('does by command lines what can be done with resources', () => {
    expect(argv('s')).toEqual(['state', 'show', 'main/cosmos.main/account']);
    expect(argv(' ', ' ', 'd')).toEqual(['drift', 'main/cosmos.main/account', 'main/cosmos.main/account/database']);
    expect(argv(' ', 'end', ' ', 'X')).toEqual(['state', 'rm', 'main/cosmos.main/account', 'main/group.main/group']);
    expect(argv('p')).toEqual(['plan', '--explore', '--target', 'main/cosmos.main/account']);
    expect(argv('v')).toEqual(['state', 'history']);
    expect(after('e').wish).toMatchObject({ kind: 'edit', location: { file: 'atakora/notes/resource.ts', line: 12, column: 16 } });
  });

  test('asks for the new address of what is moved, beginning with the present one', () => {
    expect(argv('m', 'clear', 'main/cosmos.notes/account', 'enter')).toEqual(['state', 'mv', 'main/cosmos.main/account', 'main/cosmos.notes/account']);
    expect(after('m', 'enter')).toMatchObject({ notice: 'that is its address already', mode: { kind: 'ask' } });
    expect(after('m', 'clear', 'main/x', 'enter').notice).toMatch(/^an address is BACKEND\/OWNER\/NAME/);
  });

  test('any keys leave a screen that fits', () => expectFitsAlways(browser, hostileStateItems));
});

describe.each([40, 80, 120])('the state screen at %i columns', (width) => {
  test.each([
    ['list', [' ', 'down']],
    ['details', ['tab']],
    ['menu', ['down', 'enter']],
    ['ask', ['m', 'x']],
    ['search', ['/', 'cosmos']],
    ['help', ['?']],
  ] as const)('%s', async (name, keys) => expectScreen(after(...keys), `state/${name}`, width));

  test('empty and loading', async () => {
    await expectScreen(beginBrowser(browser, []), 'state/empty', width);
    await expectScreen(beginBrowser(browser, [], undefined, true), 'state/loading', width);
  });
});
