import { describe, expect, test } from 'vitest';
import { beginBrowser } from '../../browser/browser-state.ts';
import { expectFitsAlways, expectScreen, pressKeys, screenText } from '../browser-frames.fake.ts';
import { driftBrowser } from './drift-browser.ts';
import { driftItems, hostileDriftItems } from './drift-items.fake.ts';

const browser = driftBrowser('prod');
const begun = beginBrowser(browser, driftItems);
const after = (...keys: readonly string[]) => pressKeys(begun, keys);
const argv = (...keys: readonly string[]) => {
  const { end } = after(...keys);
  return end?.kind === 'run' ? end.argv : end;
};

describe('the drift screen', () => {
  test('accepts and reverts what is marked, else what the cursor is on, by command lines', () => {
    expect(argv('A')).toEqual(['drift', '--accept', 'main/cosmos.main/account']);
    expect(argv(' ', 'down', ' ', 'A')).toEqual(['drift', '--accept', 'main/cosmos.main/account', 'main/notes-api/appsettings']);
    expect(argv('down', 'R')).toEqual(['drift', '--revert', 'main/storage.main/account']);
    expect(argv(' ', ' ', 'p')).toEqual(['plan', '--explore', '--target', 'main/cosmos.main/account', '--target', 'main/storage.main/account']);
    expect(argv('i')).toEqual(['drift', '--ignore', 'main/cosmos.main/account']);
  });

  test('does nothing with what could not be compared, and says why', () => {
    const at = after('end', 'A');
    expect(at.end).toBeUndefined();
    expect(at.notice).toBe('accept: nothing is known of what could not be compared');
  });

  test('opens the definition in the editor, copies id and link, and stays', () => {
    expect(after('e')).toMatchObject({ wish: { kind: 'edit', at: 1, location: { file: 'atakora/notes/resource.ts', line: 12 } } });
    expect(after('y', 'o').wish).toMatchObject({ kind: 'copy', at: 2, text: expect.stringMatching(/^https:\/\/portal\.azure\.com\/#resource\/subscriptions/) as string });
    expect(after('o').end).toBeUndefined();
    expect(after('end', 'o').notice).toBe('copy the link: the local Azure has no portal');
    expect(after('end', 'e').notice).toBe('edit: nobody knows where it is defined');
  });

  test('finds a resource by a path that drifted', () => {
    expect(after('/', 'feature_flags', 'enter').rows.flatMap((row) => (row.kind === 'item' ? [row.id] : []))).toEqual(['main/notes-api/appsettings']);
  });

  test('shows no value that is sensitive', () => {
    const text = screenText(after('down', 'down', 'tab'), 120);
    expect(text).toContain('PAY_TOKEN');
    expect(text).toContain('(sensitive, changed)');
  });

  test('any keys leave a screen that fits', () => expectFitsAlways(browser, hostileDriftItems));
});

describe.each([40, 80, 120])('the drift screen at %i columns', (width) => {
  test.each([
    ['list', [' ', 'down']],
    ['details', ['tab']],
    ['menu', ['down', 'enter']],
    ['search', ['/', 'main']],
    ['help', ['?']],
  ] as const)('%s', async (name, keys) => expectScreen(after(...keys), `drift/${name}`, width));

  test('empty and loading', async () => {
    await expectScreen(beginBrowser(browser, []), 'drift/empty', width);
    await expectScreen(beginBrowser(browser, [], undefined, true), 'drift/loading', width);
  });
});
