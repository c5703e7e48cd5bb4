import type { Lookup, Screen } from '../screen/screen.ts';
import { isKey } from '../screen/screen.ts';
import type { NoteSource } from './note-source.ts';
import { notePauseMs, notedValue } from './note-source.ts';
import { pressWizardKey } from './wizard-keys.ts';
import type { WizardAction, WizardState } from './wizard-state.ts';

/** The wizard with what was looked up for the value that stands. */
export interface ShownWizard {
  readonly wizard: WizardState;
  readonly notes: Notes;
}

/** Lines that are worth knowing of one value; `of` names it. */
export interface Notes {
  readonly kind: 'notes';
  readonly of: string;
  readonly lines: readonly string[];
}

/** What the wizard hears besides keys: notes that were looked up, and what a list component says. */
export type WizardNews = Notes | { readonly kind: 'list'; readonly action: WizardAction };

/** Nothing looked up yet. */
export function showWizard(wizard: WizardState): ShownWizard {
  return { wizard, notes: { kind: 'notes', of: '', lines: [] } };
}

/** The wizard as a screen; its lines need the files that would be written, and a component for short lists, so that `WizardScreen` draws them. */
export function wizardScreen(source: NoteSource | undefined): Omit<Screen<ShownWizard, WizardNews>, 'lines'> {
  return {
    press: (shown, input) => {
      if (input.name === 'news' && input.news.kind === 'notes') return { ...shown, notes: input.news };
      const action = input.name === 'news' ? (input.news.kind === 'list' ? input.news.action : undefined) : isKey(input) ? input : undefined;
      if (action === undefined) return shown;
      const wizard = pressWizardKey(shown.wizard, action);
      return wizard === shown.wizard ? shown : { ...shown, wizard };
    },
    isOver: ({ wizard }) => wizard.end !== undefined,
    takesPaste: () => true,
    lookupOf: ({ wizard }) => (source === undefined ? undefined : lookupOf(source, wizard)),
  };
}

/** The notes of the value that stands now; those of the one before it are gone at once. */
export function notesShown({ wizard, notes }: ShownWizard): readonly string[] {
  return notes.of === keyOf(wizard) ? notes.lines : [];
}

function lookupOf(source: NoteSource, wizard: WizardState): Lookup<WizardNews> | undefined {
  const noted = notedValue(wizard);
  if (noted === undefined) return undefined;
  const of = keyOf(wizard);
  return { id: of, afterMs: notePauseMs, look: async (signal) => ({ kind: 'notes', of, lines: await source(noted.id, noted.value, wizard.draft, signal) }) };
}

function keyOf(wizard: WizardState): string {
  const noted = notedValue(wizard);
  return noted === undefined ? '' : `${noted.id} ${noted.value}`;
}
