import type { Answers, Draft, PlannedFile } from '../../wizard/answers.ts';
import { toAnswers, toDraft } from '../../wizard/answers.ts';
import type { NoteSource } from '../../wizard/note-source.ts';
import type { QuestionSources } from '../../wizard/question.ts';
import { createQuestions } from '../../wizard/questions.ts';
import type { EarlierAnswers, WizardState } from '../../wizard/wizard-state.ts';
import { runScreen } from '../run-screen.ts';
import type { ScreenStage } from '../show-screen.tsx';
import { surfaceOf } from '../show-screen.tsx';
import { WizardScreen } from './WizardScreen.tsx';

/** The terminal, the questions, and what is known before they are asked. Taken away when the process is asked to end: as if cancelled. */
export interface WizardOptions extends QuestionSources, ScreenStage {
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
}

/** Asks the questions of `init` on the screen. Collects answers only: nothing is written. Cancelled by Ctrl-C; the command then exits with 130. */
export async function runWizard(options: WizardOptions): Promise<Answers | 'cancelled'> {
  let ended: WizardState | undefined;
  await runScreen(
    <WizardScreen
      questions={createQuestions(options)}
      given={toDraft(options.given)}
      earlier={options.earlier}
      onDraft={options.onDraft}
      files={(draft) => options.files(toAnswers(draft))}
      notes={options.notes}
      surface={surfaceOf(options)}
      onEnd={(state) => (ended = state)}
    />,
    options,
  );
  return ended?.end === 'write' ? toAnswers(ended.draft) : 'cancelled';
}
