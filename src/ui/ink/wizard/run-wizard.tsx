import { render } from 'ink';
import { createSurface } from '../../plain/text-surface.ts';
import type { Glyphs } from '../../text/glyphs.ts';
import type { Answers, Draft, PlannedFile } from '../../wizard/answers.ts';
import { toAnswers, toDraft } from '../../wizard/answers.ts';
import type { NoteSource } from '../../wizard/note-source.ts';
import type { QuestionSources } from '../../wizard/question.ts';
import { createQuestions } from '../../wizard/questions.ts';
import type { EarlierAnswers, WizardState } from '../../wizard/wizard-state.ts';
import type { KeySource } from '../one-key-stdin.ts';
import { OneKeyStdin } from '../one-key-stdin.ts';
import { WizardScreen } from './WizardScreen.tsx';

export interface WizardOptions extends QuestionSources {
  readonly stdout: NodeJS.WriteStream;
  /** A terminal; without one use `answerUnasked`. */
  readonly stdin: KeySource;
  /** Answers that flags gave: not asked, shown in the review. They must have been checked (`answerUnasked`). */
  readonly given: Partial<Answers>;
  /** Answers of an attempt that was left. */
  readonly earlier?: EarlierAnswers | undefined;
  /** Hears of every answer that is taken. */
  readonly onDraft?: ((draft: Draft) => void) | undefined;
  /** The files that these answers would write, with what is there now. Called while the review is drawn: it must not read from disk. */
  readonly files: (answers: Answers) => readonly PlannedFile[];
  /** Looks up what is worth knowing of a value before it is taken. */
  readonly notes?: NoteSource;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  /** Aborted when the process is asked to end: the wizard leaves as if cancelled. */
  readonly signal?: AbortSignal;
}

/** Asks the questions of `init` on the screen. Collects answers only: nothing is written. Cancelled by Ctrl-C; the command then exits with 130. */
export async function runWizard(options: WizardOptions): Promise<Answers | 'cancelled'> {
  const surface = createSurface({ width: options.stdout.columns, color: options.color, glyphs: options.glyphs });
  let ended: WizardState | undefined;
  const app = render(
    <WizardScreen
      questions={createQuestions(options)}
      given={toDraft(options.given)}
      earlier={options.earlier}
      onDraft={options.onDraft}
      files={(draft) => options.files(toAnswers(draft))}
      notes={options.notes}
      surface={surface}
      onEnd={(state) => (ended = state)}
    />,
    {
      stdout: options.stdout,
      stdin: new OneKeyStdin(options.stdin) as unknown as NodeJS.ReadStream,
      exitOnCtrlC: false,
      incrementalRendering: true,
      interactive: true,
      patchConsole: false,
    },
  );
  const leave = (): void => app.unmount();
  options.signal?.addEventListener('abort', leave, { once: true });
  await app.waitUntilExit();
  options.signal?.removeEventListener('abort', leave);
  return ended?.end === 'write' ? toAnswers(ended.draft) : 'cancelled';
}
