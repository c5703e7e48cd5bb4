import { cleanup, render } from 'ink-testing-library';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createSurface } from '../../plain/text-surface.ts';
import type { Picked } from '../../run-view.ts';
import { sampleFinding, sampleReport } from '../../gallery/sample-cleanup.ts';
import type { ScreenKey } from '../../screen-key.ts';
import { displayWidth } from '../../text/display-width.ts';
import { ScreenHost } from '../ScreenHost.tsx';
import { pickScreen } from './pick-screen.ts';
import { pickLines } from './pick-lines.ts';
import { beginPick, pressPickKey, takenOf } from './pick-state.ts';

afterEach(cleanup);

const question = { text: 'What is to be removed?', report: sampleReport() };
const type = (text: string): ScreenKey => ({ name: 'text', text });
const press = (...keys: readonly ScreenKey[]) => keys.reduce(pressPickKey, beginPick(question));
const names = (picked: Picked | undefined) => (picked?.kind === 'picked' ? picked.findings.map(({ name }) => name) : picked?.kind);

describe('a list to pick from', () => {
  test('takes nothing by itself, what Space marks, and all of a kind by a', () => {
    expect(names(press({ name: 'enter' }).answer)).toEqual([]);
    expect(names(press({ name: 'down' }, type(' '), { name: 'enter' }).answer)).toEqual(['stnotesdevleft2']);
    expect(names(press(type(' '), type(' '), { name: 'enter' }).answer)).toEqual([]);
    expect(names(press(type('a'), { name: 'enter' }).answer)).toEqual(['stnotesdevleft1', 'stnotesdevleft2']);
    expect(names(press(type(' '), type('a'), type('a'), { name: 'end' }, type('a'), { name: 'enter' }).answer)).toEqual(['synth-20250113-100000-0123abcd']);
    expect(names(press(type('a'), { name: 'escape' }).answer)).toEqual([]);
    expect(names(press(type('a'), { name: 'interrupt' }).answer)).toBe('interrupted');
  });

  test('whatever is typed, the cursor is in the list, what is taken is of it, and an answer stays', () => {
    const key: fc.Arbitrary<ScreenKey> = fc.oneof(fc.constantFrom('up', 'down', 'page-up', 'page-down', 'home', 'end', 'tab', 'enter', 'escape', 'interrupt').map((name) => ({ name }) as ScreenKey), fc.constantFrom(' ', 'a', 'j', 'k', 'x').map(type));
    fc.assert(
      fc.property(fc.array(key), fc.nat({ max: 30 }), (keys, count) => {
        const report = sampleReport(Array.from({ length: count + 1 }, (_, index) => sampleFinding(index % 2 === 0 ? 'resources' : 'runs', index)));
        let state = beginPick({ text: 'What?', report });
        for (const one of keys) {
          const next = pressPickKey(state, one);
          if (state.answer !== undefined) expect(next).toBe(state);
          state = next;
        }
        expect(report.findings[state.cursor]).toBeDefined();
        expect(takenOf(state).length).toBe(state.taken.size);
      }),
    );
  });

  test('is never wider or taller than the window, at any size, and makes the lines that are seen only', () => {
    const report = sampleReport(Array.from({ length: 2_000 }, (_, index) => sampleFinding(index < 1_000 ? 'resources' : 'runs', index)));
    for (const [width, rows] of [[40, 9], [80, 23], [120, 50], [200, 12]] as const) {
      for (const cursor of [0, 7, 999, 1_000, 1_999]) {
        const lines = pickLines({ ...beginPick({ text: 'What is to be removed?', report }), cursor }, createSurface({ width }), rows);
        expect(lines.length).toBeLessThanOrEqual(rows);
        expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
        expect(lines.filter((line) => line.includes('❯'))).toHaveLength(1);
      }
    }
  });

  test('drops columns and keeps names and ages when it is narrow', () => {
    const wide = pickLines(beginPick(question), createSurface({ width: 120 }), 23).join('\n');
    const narrow = pickLines(beginPick(question), createSurface({ width: 40 }), 23).join('\n');
    expect(wide).toContain('storage account');
    expect(narrow).not.toContain('storage account');
    expect(narrow).toMatch(/stnotesdevleft1 +370d/);
  });

  test('takes keys on the screen, and leaves with what they took', async () => {
    const picked: Picked[] = [];
    const { stdin } = render(<ScreenHost screen={pickScreen} initial={beginPick(question)} surface={createSurface({ width: 80 })} onState={({ answer }) => answer !== undefined && picked.push(answer)} />);
    await new Promise((done) => setTimeout(done, 50));
    for (const key of ['\u001B[B', ' ', '\u001B[B', ' ', '\r']) {
      stdin.write(key);
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(picked.map(names)).toEqual([['stnotesdevleft2', 'synth-20250113-100000-0123abcd']]);
  });
});
