import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import { createSurface } from '../plain/text-surface.ts';
import { dangerousPlan, emptyPlan, firstPlan, sampleChange, samplePlan } from '../sample-plan.fake.ts';
import type { ScreenKey } from '../screen-key.ts';
import { displayWidth } from '../text/display-width.ts';
import { asciiGlyphs, unicodeGlyphs } from '../text/glyphs.ts';
import { explorerKeys } from './explorer-keys.ts';
import { explorerLines } from './explorer-lines.ts';
import { beginExplorer, selectedChange } from './explorer-state.ts';
import type { ExplorerState } from './explorer-state.ts';
import { portalLink } from './portal-link.ts';
import { pressExplorerKey } from './press-explorer.ts';

const type = (text: string): ScreenKey => ({ name: 'text', text });
const press = (state: ExplorerState, ...keys: readonly (ScreenKey | string)[]): ExplorerState => keys.map((key) => (typeof key === 'string' ? type(key) : key)).reduce<ExplorerState>(pressExplorerKey, state);
const selected = (state: ExplorerState): string | undefined => selectedChange(state)?.address;
const surfaceOf = (width: number) => ({ ...createSurface({ width }), width });

describe('the plan explorer', () => {
  test('opens on what loses data, and n walks on by risk, round to the first', () => {
    const begun = beginExplorer(dangerousPlan());
    const walked = Array.from({ length: 6 }, (_, steps) => selected(press(begun, ...Array.from({ length: steps }, () => 'n'))));
    expect(walked.slice(0, 4)).toEqual(['main/cosmos.main/account.archive', 'main/cosmos.main/account.feedback', 'main/functions.main/plan', 'main/functions.main/site']);
    const stops = press(begun, 'n').notice ?? '';
    const total = Number(/of (\d+)/.exec(stops)?.[1]);
    expect(selected(press(begun, ...Array.from({ length: total }, () => 'n')))).toBe(selected(begun));
    expect(selected(press(begun, 'N', 'n'))).toBe(selected(begun));
  });

  test('puts updates that change the same under one heading, folded; g puts them back', () => {
    const begun = beginExplorer(dangerousPlan());
    const heading = begun.rows[0];
    expect(heading).toMatchObject({ kind: 'group', label: 'properties.metadata.owner', count: 5, open: false });
    expect(press(begun, 'g').rows.filter((row) => row.kind === 'change')).toHaveLength(begun.rows.filter((row) => row.kind === 'change').length + 5);
  });

  test('a search keeps what holds all the words, and Esc gives the list back', () => {
    const begun = beginExplorer(dangerousPlan());
    const found = press(begun, '/', 'COSMOS ', 'archive');
    expect(found.rows.flatMap((row) => (row.kind === 'change' ? [row.change.address] : []))).toEqual(['main/cosmos.main/account.archive']);
    expect(press(found, { name: 'enter' }).filter.text).toBe('COSMOS archive');
    expect(press(found, { name: 'escape' }).rows).toEqual(begun.rows);
    expect(press(begun, '/', 'nothing is called so').rows).toEqual([]);
  });

  test('filters by action, risk and stack; a shows all again', () => {
    const begun = beginExplorer(dangerousPlan());
    const open = press(begun, 'f');
    expect(open.mode.kind).toBe('filter');
    const withoutDeletes = press(open, ' ', { name: 'escape' });
    expect(withoutDeletes.rows.some((row) => row.kind === 'change' && row.change.action.kind === 'delete')).toBe(false);
    expect(press(withoutDeletes, 'f', 'a', { name: 'enter' }).rows).toEqual(begun.rows);
  });

  test('folds and unfolds, and left goes to the heading above', () => {
    const begun = beginExplorer(firstPlan());
    const owner = press(begun, { name: 'left' });
    expect(owner.rows[owner.cursor]).toMatchObject({ kind: 'group', depth: 1 });
    const folded = press(owner, { name: 'left' });
    expect(folded.rows.length).toBeLessThan(begun.rows.length);
    expect(press(folded, { name: 'right' }).rows).toEqual(begun.rows);
    expect(press(begun, 'z').rows.every((row) => row.kind === 'group')).toBe(true);
    expect(press(begun, 'z', 'z').rows).toEqual(begun.rows);
  });

  test('wishes for the editor, the id and the portal of the change that is looked at', () => {
    const begun = beginExplorer(dangerousPlan());
    expect(press(begun, 'e').wish).toMatchObject({ kind: 'edit', location: { file: 'atakora/backend.ts', line: 12 } });
    expect(press(begun, 'y').wish).toMatchObject({ kind: 'copy', text: selectedChange(begun)?.id });
    expect(press(begun, 'o').wish).toMatchObject({ kind: 'copy', text: `https://portal.azure.com/#resource${selectedChange(begun)?.id}` });
    expect(press(beginExplorer(firstPlan()), 'o').notice).toBe('the local Azure has no portal');
    expect(press(begun, { name: 'home' }, 'y').notice).toBe('choose a change first');
    expect(portalLink('AzureUSGovernment', '/x')).toBe('https://portal.azure.us/#resource/x');
  });

  test('every command of the key table can be found in the palette and does what its key does', () => {
    const begun = beginExplorer(dangerousPlan());
    for (const { action, keys, label } of explorerKeys.filter(({ action: name }) => name !== 'palette')) {
      const [key = ''] = keys;
      const byKey = press(begun, key.length === 1 ? type(key) : ({ name: key } as ScreenKey));
      const byName = press(begun, ':', label, { name: 'enter' });
      const first = explorerKeys.find((binding) => `${binding.label} ${binding.help}`.toLowerCase().includes(label));
      if (first?.action === action) expect(byName, action).toEqual(byKey);
    }
  });

  test('no two rows of the key table share a key', () => {
    const keys = explorerKeys.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('any keys leave a screen that fits: no line too many, none too wide, the cursor on a row', () => {
    const key = fc.oneof(
      fc.constantFrom('up', 'down', 'left', 'right', 'home', 'end', 'page-up', 'page-down', 'enter', 'escape', 'tab', 'backspace', 'clear').map((name) => ({ name }) as ScreenKey),
      fc.constantFrom(...'jknNfgzuwdh/:? aeyo', '日本', 'x').map(type),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), fc.integer({ min: 40, max: 200 }), fc.integer({ min: 4, max: 60 }), fc.constantFrom(dangerousPlan(), firstPlan(), emptyPlan()), (keys, width, rows, plan) => {
        const state = press(beginExplorer(plan), ...keys);
        const lines = explorerLines(state, { ...surfaceOf(width), glyphs: rows % 2 === 0 ? unicodeGlyphs : asciiGlyphs }, rows);
        expect(lines.length).toBeLessThanOrEqual(rows);
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
        expect(state.rows.length === 0 ? state.cursor : state.rows[state.cursor]).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  test('ten thousand changes cost no more lines than ten, and every one is reached', () => {
    const changes = Array.from({ length: 10_000 }, (_, index) =>
      sampleChange({ type: 'Microsoft.Storage/storageAccounts', owner: `owner${index % 50}`, name: `account${index}`, stack: `stack${index % 7}`, azure: `st${index}` }, { kind: 'create' }),
    );
    const big = beginExplorer(samplePlan(changes));
    expect(big.rows.filter((row) => row.kind === 'change')).toHaveLength(10_000);
    const last = press(big, { name: 'end' });
    expect(explorerLines(last, surfaceOf(120), 40)).toHaveLength(40);
    expect(selected(press(big, '/', 'account9999'))).toBe('main/owner49/account9999' as Address);
  });
});

describe.each([40, 80, 120])('the explorer at %i columns', (width) => {
  const frame = (...keys: readonly (ScreenKey | string)[]): string => `${explorerLines(press(beginExplorer(dangerousPlan()), ...keys), surfaceOf(width), 23).map((line) => line.trimEnd()).join('\n')}\n`;
  test.each([
    ['list', []],
    ['details', [{ name: 'enter' }]],
    ['why', ['n', 'w', { name: 'enter' }]],
    ['dependencies', ['d', { name: 'enter' }]],
    ['search', ['/', 'cosmos']],
    ['filter', ['f', ' ']],
    ['help', ['?']],
    ['palette', [':', 'risk']],
  ] as const)('%s', async (name, keys) => {
    await expect(frame(...keys)).toMatchFileSnapshot(`../../../snapshots/explorer/${name}-${width}.txt`);
  });
});
