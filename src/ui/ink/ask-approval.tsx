import { Box, useApp, useInput, useWindowSize } from 'ink';
import type { ReactNode } from 'react';
import { useEffect, useReducer } from 'react';
import type { TextSurface } from '../plain/text-surface.ts';
import { createSurface } from '../plain/text-surface.ts';
import type { ApprovalAnswer, ApprovalQuestion } from '../run-view.ts';
import { wrapText } from '../text/fit-text.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { Lines } from './ApplyBoard.tsx';
import { approvalLines } from './approval-lines.ts';
import { beginApproval, pressApprovalKey } from './approval-state.ts';
import type { KeySource } from './one-key-stdin.ts';
import { screenKey } from './ink-key.ts';
import { runScreen } from './run-screen.ts';

export interface AskOptions {
  readonly stdout: NodeJS.WriteStream;
  /** A terminal; whoever has none takes the question's fallback instead. */
  readonly stdin: KeySource;
  readonly question: ApprovalQuestion;
  /** True when there is a plan to walk through before the answer. */
  readonly explores: boolean;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  /** Aborted when the process is asked to end: the question goes away as if interrupted. */
  readonly signal?: AbortSignal;
}

/** Asks on the screen; Cancel is the default. What is destroyed is printed above first and stays in the scrollback. */
export async function askApproval(options: AskOptions): Promise<ApprovalAnswer> {
  const surface = createSurface({ width: options.stdout.columns, color: options.color, glyphs: options.glyphs });
  const danger = (options.question.danger ?? []).flatMap((line) => (line.includes('\u001B') ? [line] : wrapText(line, surface.width, 2)));
  if (danger.length > 0) {
    options.stdout.write(`${danger.join('\n')}\n\n`);
  }
  let answer: ApprovalAnswer = 'interrupted';
  const { stdout, stdin, signal } = options;
  await runScreen(<ApprovalPrompt question={options.question} explores={options.explores} surface={surface} onAnswer={(given) => (answer = given)} />, { stdout, stdin, signal });
  return answer;
}

export interface ApprovalPromptProps {
  readonly question: ApprovalQuestion;
  readonly explores?: boolean;
  readonly surface: TextSurface;
  readonly onAnswer: (answer: ApprovalAnswer) => void;
}

/** The question on the screen; it leaves by itself when it is answered. */
export function ApprovalPrompt(props: ApprovalPromptProps): ReactNode {
  const { exit } = useApp();
  const { columns } = useWindowSize();
  const [state, press] = useReducer(pressApprovalKey, undefined, () => beginApproval(props.question, props.explores));
  useInput((input, key) => {
    const pressed = screenKey(input, key);
    if (pressed !== undefined) {
      press(pressed);
    }
  });
  const { answer } = state;
  const { onAnswer } = props;
  useEffect(() => {
    if (answer !== undefined) {
      onAnswer(answer);
      exit();
    }
  }, [answer, exit, onAnswer]);
  return (
    <Box flexDirection="column">
      <Lines lines={approvalLines(state, { ...props.surface, width: columns })} />
    </Box>
  );
}
