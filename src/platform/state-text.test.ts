import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleState } from '../state/state-store.conformance.fake.ts';
import { displayWidth } from '../ui/text/display-width.ts';
import type { CommandContext } from './command-context.ts';
import { compareStates, differenceLines, paragraph, table } from './state-text.ts';

const wide = (width: number | undefined): Pick<CommandContext, 'options'> => ({ options: { width } }) as unknown as Pick<CommandContext, 'options'>;
const rows = [['main/storage.main/account', 'stone', 'applied'], ['main/東京.main/👩‍👩‍👧', 'x', '']];

describe('text of the state', () => {
  test('in a pipe is whole, with aligned columns', () => {
    expect(table(wide(undefined), rows)).toBe('main/storage.main/account  stone  applied\nmain/東京.main/👩‍👩‍👧          x\n');
  });

  test('on a narrow terminal drops columns, then cuts the rest in its middle', () => {
    expect(table(wide(40), rows)).toBe('main/storage.main/account  stone\nmain/東京.main/👩‍👩‍👧          x\n');
    expect(table(wide(40), [['main/a-component-with-a-long-name/account.blob.notes', 'x']])).toBe('main/a-component-wit…/account.blob.notes\n');
  });

  test('never is wider than the terminal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 120 }), fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll(/[\p{C}\p{Z}]/gu, ' ')), { minLength: 1, maxLength: 5 }), { maxLength: 5 }), (width, cells) => {
        for (const line of table(wide(width), cells).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        for (const line of paragraph(wide(width), cells.flat().join(' '), 4).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('says what two states have different', () => {
    const before = sampleState(1);
    const account = before.resources['main/storage.main/account'];
    if (account === undefined) throw new Error('the sample has lost its account');
    const after = { ...sampleState(2), outputs: {}, resources: { 'main/storage.main/account': { ...account, protect: true }, 'main/storage.main/account.blob': account } };
    expect(compareStates(before, after)).toEqual({ added: ['main/storage.main/account.blob'], removed: [], changed: ['main/storage.main/account'], outputs: ['url'] });
    expect(compareStates(undefined, before)).toMatchObject({ added: ['main/storage.main/account'], outputs: ['url'] });
    expect(differenceLines(wide(undefined), compareStates(after, before))).toBe('  - main/storage.main/account.blob\n  ~ main/storage.main/account\n  ~ output url\n');
    expect(differenceLines(wide(undefined), compareStates(before, before))).toBe('  no difference\n');
  });
});
