import { Box, Text, useApp, useInput, usePaste, useWindowSize } from 'ink';
import SelectInput from 'ink-select-input';
import type { ReactNode } from 'react';
import { useEffect, useMemo, useReducer, useState } from 'react';
import type { TextSurface } from '../../plain/text-surface.ts';
import { displayWidth } from '../../text/display-width.ts';
import { cleanLine, padEnd, truncate } from '../../text/fit-text.ts';
import type { Draft, PlannedFile } from '../../wizard/answers.ts';
import type { NoteSource } from '../../wizard/note-source.ts';
import { notePauseMs, notedValue } from '../../wizard/note-source.ts';
import type { Choice, Question } from '../../wizard/question.ts';
import { beginWizard } from '../../wizard/wizard-flow.ts';
import { pressWizardKey } from '../../wizard/wizard-keys.ts';
import { wizardLines } from '../../wizard/wizard-lines.ts';
import type { EarlierAnswers, WizardAction, WizardState } from '../../wizard/wizard-state.ts';
import { currentQuestion } from '../../wizard/wizard-state.ts';
import { Lines } from '../ApplyBoard.tsx';
import { screenKey } from '../ink-key.ts';

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

/** The wizard on the screen; it leaves by itself when it has ended. */
export function WizardScreen(props: WizardScreenProps): ReactNode {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [state, press] = useReducer(pressWizardKey, undefined, () => beginWizard(props.questions, props.given, props.earlier));
  useInput((input, key) => {
    const pressed = screenKey(input, key);
    if (pressed !== undefined) {
      press(pressed);
    }
  });
  // Line breaks of a paste are no Enter: they would answer questions that nobody has read.
  usePaste((pasted) => {
    const text = cleanLine(pasted.replaceAll(/[\r\n]+/g, ' ')).trim();
    if (text !== '') {
      press({ name: 'text', text });
    }
  });
  const { given, onEnd, onDraft } = props;
  const { draft, earlier } = state;
  useEffect(() => {
    if (earlier === undefined && draft !== given) onDraft?.(draft);
  }, [draft, earlier, given, onDraft]);
  useEffect(() => {
    if (state.end !== undefined) {
      onEnd(state);
      exit();
    }
  }, [state, exit, onEnd]);
  const surface = { ...props.surface, width: columns };
  const files = state.at === 'review' && state.end === undefined ? props.files(state.draft) : [];
  const lines = wizardLines(state, files, { surface, rows: Math.max(1, rows - 1), notes: useNotes(state, props.notes) });
  return (
    <Box flexDirection="column">
      <Lines lines={lines.above} />
      {lines.list === undefined ? null : <ShortList key={currentQuestion(state)?.id} choices={lines.list} cursor={state.field.cursor} surface={surface} press={press} />}
      <Lines lines={lines.below} />
    </Box>
  );
}

/** The notes of the value that stands now; those of the one before it are gone at once. */
function useNotes(state: WizardState, source: NoteSource | undefined): readonly string[] {
  const noted = notedValue(state);
  const [told, tell] = useState<{ readonly of: string; readonly lines: readonly string[] }>({ of: '', lines: [] });
  const { draft } = state;
  const [id, value] = [noted?.id, noted?.value];
  const key = id === undefined ? '' : `${id} ${value}`;
  useEffect(() => {
    if (source === undefined || id === undefined || value === undefined) return undefined;
    const asking = new AbortController();
    const look = async (): Promise<void> => {
      // A note is a courtesy: what cannot be looked up is not told.
      const lines = await source(id, value, draft, asking.signal).catch(() => []);
      if (!asking.signal.aborted) tell({ of: `${id} ${value}`, lines });
    };
    const timer = setTimeout(() => void look(), notePauseMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [source, id, value, draft]);
  return told.of === key ? told.lines : [];
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
