import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScreenKey } from '../screen-key.ts';
import { createSurface } from '../plain/text-surface.ts';
import { displayWidth } from '../text/display-width.ts';
import { choiceLines } from './choice-lines.ts';
import { beginChoice, pressChoiceKey } from './choice-state.ts';

const question = {
  text: 'Nothing new is started. What now?',
  choices: [
    { value: 'watch', label: 'Keep watching: the apply goes on' },
    { value: 'leave', label: 'Leave it running in Azure and exit' },
    { value: 'cancel', label: 'Cancel it in Azure' },
  ],
  fallback: 'leave',
  escape: 'watch',
} as const;

function answer(...keys: readonly ScreenKey[]): string | undefined {
  return keys.reduce(pressChoiceKey, beginChoice(question)).answer;
}

const type = (text: string): ScreenKey => ({ name: 'text', text });

describe('a list over the board', () => {
  test('takes the fallback on Enter, and Esc goes back to watching', () => {
    expect(answer({ name: 'enter' })).toBe('leave');
    expect(answer({ name: 'escape' })).toBe('watch');
  });

  test('goes round with arrows, tab, j and k; numbers choose at once', () => {
    expect(answer({ name: 'down' }, { name: 'enter' })).toBe('cancel');
    expect(answer({ name: 'down' }, { name: 'down' }, { name: 'enter' })).toBe('watch');
    expect(answer({ name: 'up' }, { name: 'up' }, { name: 'enter' })).toBe('cancel');
    expect(answer(type('k'), { name: 'enter' })).toBe('watch');
    expect(answer(type('j'), { name: 'tab' }, { name: 'back-tab' }, { name: 'enter' })).toBe('cancel');
    expect(answer(type('3'))).toBe('cancel');
  });

  test.each([type('9'), type('x'), type('0'), { name: 'home' }] as const)('any other key takes it away and goes on: %j', (key) => {
    expect(answer(key)).toBe('watch');
    expect(answer({ name: 'down' }, key, { name: 'enter' })).toBe('watch');
  });

  test('never answers anything but a choice, and keeps the first answer', () => {
    const key: fc.Arbitrary<ScreenKey> = fc.oneof(fc.constantFrom('up', 'down', 'enter', 'escape', 'tab', 'home').map((name) => ({ name }) as ScreenKey), fc.string({ minLength: 1, maxLength: 2 }).map(type));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 12 }), (keys) => {
        let first: string | undefined;
        let state = beginChoice(question);
        for (const pressed of keys) {
          state = pressChoiceKey(state, pressed);
          first ??= state.answer;
          expect(state.answer).toBe(first);
          expect([undefined, 'watch', 'leave', 'cancel']).toContain(state.answer);
        }
      }),
    );
  });

  test.each([20, 40, 80])('has one line for each choice in %i columns, none too wide, and keeps its height', (width) => {
    const told = { ...question, choices: question.choices.map((choice, index) => ({ ...choice, detail: 'what comes of it. '.repeat(index) })) };
    for (const asked of [question, told]) {
      const first = choiceLines(beginChoice(asked), { ...createSurface({}), width });
      const moved = choiceLines(pressChoiceKey(beginChoice(asked), { name: 'up' }), { ...createSurface({}), width });
      expect(first.filter((line) => /^[❯ ] \d /.test(line))).toHaveLength(3);
      expect(moved).toHaveLength(first.length);
      for (const line of [...first, ...moved]) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});
