import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { WhatIfReport } from '../../model/what-if.ts';
import { createSurface } from '../plain/text-surface.ts';
import { bigPlan, dangerousPlan, emptyPlan, firstPlan, sampleChange, samplePlan } from '../gallery/sample-plan.ts';
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
    const changes = dangerousPlan().changes.filter(({ action }) => action.kind !== 'no-op').length - 5;
    expect(selected(press(begun, ...Array.from({ length: changes }, () => 'n')))).toBe(selected(begun));
    expect(selected(press(begun, 'N', 'n'))).toBe(selected(begun));
  });

  test('counts the dangerous ones while n walks them, then the others by themselves', () => {
    const big = beginExplorer(bigPlan());
    const notices = Array.from({ length: 6 }, (_, steps) => press(big, ...Array.from({ length: steps + 1 }, () => 'n')).notice);
    expect(notices).toEqual(['2 of 5 by risk', '3 of 5 by risk', '4 of 5 by risk', '5 of 5 by risk', 'the dangerous ones are behind you: 1 of 195 others', 'the dangerous ones are behind you: 2 of 195 others']);
    expect(press(big, 'N', 'n').notice).toBe('1 of 5 by risk');
    expect(press(beginExplorer(firstPlan()), 'n').notice).toBe('nothing is dangerous: 2 of 40');
    expect(press(beginExplorer(emptyPlan()), 'n').notice).toBe('no change to go to');
  });

  test('a folded heading says the worst of what is under it, and n finds it all the same', () => {
    const folded = press(beginExplorer(bigPlan()), 'z');
    const lines = explorerLines(folded, surfaceOf(80), 24);
    expect(lines.filter((line) => line.includes('! data')).map((line) => line.trim())).toEqual([expect.stringMatching(/^(?:❯ )?\[\+\] region12 \(25\) +! data$/)]);
    expect(selectedChange(press(folded, 'n'))?.risk).toBe('loses-data');
  });

  test('what does not change is one folded group at the end, which u opens and folds', () => {
    const begun = beginExplorer(dangerousPlan());
    expect(begun.rows.at(-1)).toMatchObject({ kind: 'group', label: 'unchanged', count: 2, open: false });
    const open = press(begun, 'u');
    expect(open.rows[open.cursor]).toMatchObject({ label: 'unchanged', open: true });
    expect(open.rows.slice(-2).map((row) => (row.kind === 'change' ? row.change.action.kind : row.label))).toEqual(['no-op', 'no-op']);
    expect(press(open, 'u').rows).toEqual(begun.rows);
    expect(explorerLines(press(open, { name: 'enter' }), surfaceOf(120), 24).join('\n')).toContain('account');
    expect(press(beginExplorer(bigPlan()), 'u').notice).toBe('everything that is listed changes');
  });

  test('tells what the plan warns of beside the change that it is about, a likely move at both of its ends', () => {
    const plan = dangerousPlan();
    const [gone, other] = plan.changes.map(({ address }) => address);
    const warned = beginExplorer({ ...plan, likelyMoves: [{ from: gone ?? ('' as Address), to: other ?? ('' as Address), type: 'x', likeness: 1 }], diagnostics: [{ severity: 'error', code: 'ATK1506', summary: 'would lose data', hint: 'Name it.', ...(gone === undefined ? {} : { address: gone }) }] });
    const text = (state: ExplorerState): string => explorerLines(state, surfaceOf(120), 40).join('\n');
    expect(text(warned)).toContain('error ATK1506: would lose data');
    expect(text(warned)).toContain('looks like a rename to main/cosmos.main/account.feedback');
    expect(text(press(warned, 'n'))).toContain('looks like a rename of main/cosmos.main/account.archive');
    expect(text(press(warned, 'w'))).toContain('error ATK1506: would lose data');
  });

  test('tells where Azure forecasts otherwise, and what of its forecast is noise, among what does not change', () => {
    const plan = dangerousPlan();
    const [first] = plan.changes;
    const forecast: WhatIfReport = { agreed: 3, hidden: { normalised: 4, default: 9 }, remarks: [], findings: [{ certainty: 'certain', id: '/x', ...(first === undefined ? {} : { address: first.address }), path: 'properties.tier', text: 'it stays', before: 'Hot', after: 'Cool' }, { certainty: 'potential', id: '/elsewhere', text: 'it may go' }] };
    const text = (state: ExplorerState): string => explorerLines(press(state, { name: 'tab' }), surfaceOf(80), 40).join(' ').replaceAll(/ +/g, ' ');
    expect(text(beginExplorer(plan, undefined, forecast))).toContain('Azure disagrees on properties.tier: it stays "Hot" → "Cool"');
    expect(text(press(beginExplorer(plan), 'u'))).not.toContain('noise');
    const noise = text(press(beginExplorer(plan, undefined, forecast), 'u'));
    expect(noise).toContain('as noise: other forms of the same value (4), defaults of Azure (9)');
    expect(noise).toContain('/elsewhere: it may go');
  });

  test('makes the id a link to the portal where the terminal knows links, a line of it at a time', () => {
    const surface = { ...createSurface({ width: 80, links: true }), width: 80 };
    const linked = (state: ExplorerState): number => explorerLines(press(state, { name: 'enter' }), surface, 24).filter((line) => line.includes('\u001B]8;') && line.endsWith('\u001B]8;;\u001B\\')).length;
    expect(linked(beginExplorer(dangerousPlan()))).toBe(3);
    expect(linked(beginExplorer(firstPlan()))).toBe(0);
  });

  test('a search looks into what is folded, and Esc folds it again', () => {
    const folded = press(beginExplorer(bigPlan()), 'z');
    const found = press(folded, '/', 'account001');
    expect(found.rows.some((row) => row.kind === 'change' && row.change.address.endsWith('account001'))).toBe(true);
    expect(press(found, { name: 'escape' }).rows).toEqual(folded.rows);
  });

  test('says the dangerous first where the heading has no room for all', () => {
    expect(explorerLines(beginExplorer(dangerousPlan()), surfaceOf(120), 24)[0]).toContain('1 to create, 6 to change, 2 to replace, 1 to delete');
    expect(explorerLines(beginExplorer(dangerousPlan()), surfaceOf(80), 24)[0]).toContain('· 1 delete, 2 replace, 6 change');
    expect(explorerLines(beginExplorer(dangerousPlan()), surfaceOf(40), 24)[0]).toContain('· -1 -/+2 ~6 +1');
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
