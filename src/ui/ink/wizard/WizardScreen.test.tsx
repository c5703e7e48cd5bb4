import { cleanup, render } from 'ink-testing-library';
import { afterEach, expect, test } from 'vitest';
import { createSurface } from '../../plain/text-surface.ts';
import type { NoteSource } from '../../wizard/note-source.ts';
import { createQuestions } from '../../wizard/questions.ts';
import { sampleSources } from '../../gallery/sample-wizard.ts';
import { WizardScreen } from './WizardScreen.tsx';

afterEach(cleanup);

function open(notes: NoteSource) {
  return render(<WizardScreen questions={createQuestions(sampleSources)} given={{}} files={() => []} surface={createSurface({})} notes={notes} onEnd={() => undefined} />);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('a note is looked up once for what stands after a burst of keys, and gone with the next key', async () => {
  const asked: string[] = [];
  const screen = open(async (id, value) => (asked.push(`${id} ${value}`), [`${value} makes long names`]));
  await pause(20);
  for (const letter of 'shop') {
    screen.stdin.write(letter);
    await pause(10);
  }
  await expect.poll(() => screen.lastFrame()).toContain('feedbackshop makes long names');
  expect(asked.filter((question) => question.startsWith('project feedbacksh') && question !== 'project feedbackshop')).toEqual([]);
  screen.stdin.write('s');
  await expect.poll(() => screen.lastFrame()).toContain('feedbackshops▏');
  expect(screen.lastFrame()).not.toContain('makes long names');
});

test('one that never comes keeps no key from its effect, is given up with its value, and one that fails is not told', async () => {
  const signals: AbortSignal[] = [];
  const screen = open((id, value, _draft, signal) => {
    signals.push(signal);
    return id === 'project' ? new Promise(() => undefined) : Promise.reject(new Error(`no note of ${value}`));
  });
  await expect.poll(() => signals).toHaveLength(1);
  screen.stdin.write('\r');
  await expect.poll(() => screen.lastFrame()).toContain('Which organization');
  expect(signals[0]?.aborted).toBe(true);
  screen.stdin.write('Acme');
  await expect.poll(() => signals).toHaveLength(2);
  await pause(20);
  expect(screen.lastFrame()).toContain('Acme');
  expect(screen.lastFrame()).not.toContain('no note');
});
