/* The program that the terminal tests start: shows one screen as the commands do, prints the outcome, sets the exit code. */
import type { StampedEvent } from '../../../src/model/event.ts';
import { askApproval } from '../../../src/ui/ink/ask-approval.ts';
import { mountBoard } from '../../../src/ui/ink/render-apply.tsx';
import { askWord } from '../../../src/ui/plain/ask-word.ts';
import { createPlainView } from '../../../src/ui/plain/plain-view.ts';
import { failedRun, sampleTime, succeededRun } from '../../../src/ui/gallery/sample-run.ts';
import { unicodeGlyphs } from '../../../src/ui/text/glyphs.ts';

const [screen = '', detail = ''] = process.argv.slice(2);
const { stdin, stdout } = process;
const look = { glyphs: unicodeGlyphs, color: true };

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const choice = { text: 'Nothing new is started. What now?', choices: [{ value: 'watch', label: 'Keep watching' }, { value: 'leave', label: 'Leave it running' }, { value: 'cancel', label: 'Cancel it' }], fallback: 'leave', escape: 'watch' } as const;

async function showBoard(): Promise<number> {
  const events = detail === 'failed' ? failedRun() : succeededRun();
  let nowMs = sampleTime(0);
  let listener: (event: StampedEvent) => void = () => undefined;
  let stopped = false;
  const board = mountBoard({
    ...look,
    stdout,
    stdin,
    subscribe: (next) => {
      listener = next;
      return () => undefined;
    },
    nowMs: () => nowMs,
    onInterrupt: () => void board.choose(choice, new AbortController().signal).then((answer) => (stopped = answer === 'leave')),
  });
  for (const event of events) {
    nowMs = Date.parse(event.at);
    listener(event);
    await wait(detail === 'endless' ? 60 : 15);
    if (stopped) break;
    if (detail === 'endless' && event.type === 'stack' && event.stack === 'security') await waitFor(() => stopped);
  }
  await board.done();
  return stopped ? 130 : detail === 'failed' ? 4 : 0;
}

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(20);
}

async function showApproval(): Promise<number> {
  const question = {
    text: 'Apply this plan to prod?',
    danger: ['! This plan deletes or replaces 1 resource', '  - main/cosmos.main/account'],
    fallback: false,
  };
  const answer = detail === '' ? await askApproval({ ...look, stdout, stdin, question, explores: false }) : await askWord({ ...question, word: detail }, { stdin, stdout });
  stdout.write(`answer: ${answer}\n`);
  return answer === 'interrupted' ? 130 : 0;
}

async function showPlain(): Promise<number> {
  const view = createPlainView({ write: (text) => void stdout.write(text), color: stdout.isTTY });
  for (const event of failedRun()) view.onEvent(event);
  await view.close();
  return 4;
}

async function showWizard(): Promise<number> {
  const { showSampleWizard } = await import('./show-wizard.ts');
  return showSampleWizard();
}

const screens: Readonly<Record<string, () => Promise<number>>> = { board: showBoard, approval: showApproval, plain: showPlain, wizard: showWizard };
process.exitCode = await (screens[screen] ?? (() => Promise.resolve(64)))();
