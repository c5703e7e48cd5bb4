import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import type { ReactNode } from 'react';
import { useEffect, useMemo, useState } from 'react';
import type { TextSurface } from '../../plain/text-surface.ts';
import { displayWidth } from '../../text/display-width.ts';
import { padEnd, truncate } from '../../text/fit-text.ts';
import type { Draft, PlannedFile } from '../../wizard/answers.ts';
import type { NoteSource } from '../../wizard/note-source.ts';
import type { Choice, Question } from '../../wizard/question.ts';
import { beginWizard } from '../../wizard/wizard-flow.ts';
import { wizardLines } from '../../wizard/wizard-lines.ts';
import { notesShown, showWizard, wizardScreen } from '../../wizard/wizard-screen.ts';
import type { EarlierAnswers, WizardAction, WizardState } from '../../wizard/wizard-state.ts';
import { currentQuestion } from '../../wizard/wizard-state.ts';
import { Lines } from '../ApplyBoard.tsx';
import { useScreen } from '../use-screen.ts';

export interface WizardScreenProps {
  readonly questions: readonly Question[];
  readonly given: Draft;
  /** Answers of an attempt that was left: offered first. */
  readonly earlier?: EarlierAnswers | undefined;
  readonly files: (draft: Draft) => readonly PlannedFile[];
  readonly surface: TextSurface;
  /** Hears of every answer that is taken. */
  readonly onDraft?: ((draft: Draft) => void) | undefined;
  /** Looked up while a value stands, never while keys come. */
  readonly notes?: NoteSource | undefined;
  readonly onEnd: (state: WizardState) => void;
}

/** The wizard on the screen; it leaves by itself when it has ended. A screen of lines, but for its short lists. */
export function WizardScreen(props: WizardScreenProps): ReactNode {
  const { given, onEnd, onDraft, notes } = props;
  const screen = useMemo(() => wizardScreen(notes), [notes]);
  const [initial] = useState(() => showWizard(beginWizard(props.questions, given, props.earlier)));
  const { state: shown, press, columns, rows, tooSmall } = useScreen({ screen, initial });
  const state = shown.wizard;
  const { draft, earlier } = state;
  useEffect(() => {
    if (earlier === undefined && draft !== given) onDraft?.(draft);
  }, [draft, earlier, given, onDraft]);
  useEffect(() => {
    if (state.end !== undefined) onEnd(state);
  }, [state, onEnd]);
  const surface = { ...props.surface, width: columns };
  const files = state.at === 'review' && state.end === undefined ? props.files(state.draft) : [];
  const lines = wizardLines(state, files, { surface, rows, notes: notesShown(shown) });
  if (tooSmall !== undefined) return <Box flexDirection="column"><Lines lines={tooSmall} /></Box>;
  return (
    <Box flexDirection="column">
      <Lines lines={lines.above} />
      {lines.list === undefined ? null : <ShortList key={currentQuestion(state)?.id} choices={lines.list} cursor={state.field.cursor} surface={surface} press={(action) => press({ name: 'news', news: { kind: 'list', action } })} />}
      <Lines lines={lines.below} />
    </Box>
  );
}

interface ShortListProps {
  readonly choices: readonly Choice[];
  readonly cursor: number;
  readonly surface: TextSurface;
  readonly press: (action: WizardAction) => void;
}

/** A list of a few choices; a digit chooses at once. Safe only behind `OneKeyStdin`: keys in one burst would choose by the state before them. */
function ShortList({ choices, cursor, surface, press }: ShortListProps): ReactNode {
  const { style, glyphs } = surface;
  const labels = Math.max(0, ...choices.map((choice) => displayWidth(choice.label)));
  const items = choices.map((choice) => {
    const text = choice.detail === undefined ? choice.label : `${padEnd(choice.label, labels)}  ${choice.detail}`;
    return { value: choice.value, label: truncate(text, surface.width - 2, glyphs.ellipsis) };
  });
  const parts = useMemo(
    () => ({
      Indicator: ({ isSelected = false }: { readonly isSelected?: boolean }) => <Text>{isSelected ? style('accent', `${glyphs.pointer} `) : '  '}</Text>,
      Item: ({ isSelected = false, label }: { readonly isSelected?: boolean; readonly label: string }) => <Text>{isSelected ? style('accent', label) : label}</Text>,
    }),
    [style, glyphs],
  );
  return (
    <SelectInput
      items={items}
      initialIndex={cursor}
      limit={9}
      onHighlight={(item) => press({ name: 'highlight', value: item.value })}
      // The list calls this with nothing when it is empty.
      onSelect={(item: { value: string } | undefined) => item !== undefined && press({ name: 'choose', value: item.value })}
      indicatorComponent={parts.Indicator}
      itemComponent={parts.Item}
    />
  );
}
