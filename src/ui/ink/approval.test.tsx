import { cleanup, render } from 'ink-testing-library';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createSurface } from '../plain/text-surface.ts';
import type { ApprovalAnswer } from '../run-view.ts';
import type { ScreenKey } from '../screen-key.ts';
import { beginApproval, pressApprovalKey } from './approval-state.ts';
import { approvalScreen } from './approval-screen.ts';
import { ScreenHost } from './ScreenHost.tsx';

afterEach(cleanup);

const question = { text: 'Apply this plan to dev?', fallback: false };
const answer = (asked: typeof question, ...keys: readonly ScreenKey[]): ApprovalAnswer | undefined => keys.reduce(pressApprovalKey, beginApproval(asked)).answer;
const type = (text: string): ScreenKey => ({ name: 'text', text });

describe('an approval', () => {
  test('is declined by Enter alone, Esc and n, approved by y and by the second choice', () => {
    expect(answer(question, { name: 'enter' })).toBe('declined');
    expect(answer(question, { name: 'escape' })).toBe('declined');
    expect(answer(question, type('n'))).toBe('declined');
    expect(answer(question, type('y'))).toBe('approved');
    expect(answer(question, { name: 'down' }, { name: 'enter' })).toBe('approved');
    expect(answer(question, { name: 'interrupt' })).toBe('interrupted');
  });

  test('never changes once it is given', () => {
    const key: fc.Arbitrary<ScreenKey> = fc.oneof(fc.constantFrom('up', 'down', 'enter', 'escape', 'interrupt', 'backspace').map((name) => ({ name }) as ScreenKey), fc.string({ minLength: 1 }).map(type));
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        let state = beginApproval(question);
        for (const pressed of keys) {
          const next = pressApprovalKey(state, pressed);
          expect(state.answer === undefined || next === state).toBe(true);
          state = next;
        }
      }),
    );
  });

  test('is asked and answered on the screen', async () => {
    const answers: (ApprovalAnswer | undefined)[] = [];
    const screen = render(<ScreenHost screen={approvalScreen} initial={beginApproval(question)} surface={createSurface({})} onState={({ answer: given }) => given !== undefined && answers.push(given)} />);
    expect(screen.lastFrame()).toContain('❯ Cancel');
    await new Promise((resolve) => setTimeout(resolve, 20));
    screen.stdin.write('\u001B[B');
    await expect.poll(() => screen.lastFrame()).toContain('❯ Yes, go on');
    screen.stdin.write('\r');
    await expect.poll(() => answers).toEqual(['approved']);
  });
});
