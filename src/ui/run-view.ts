import type { CleanupReport, Finding } from '../model/cleanup.ts';
import type { StampedEvent } from '../model/event.ts';

/** What a person is asked before something is changed; the shape of the engine's `ConfirmQuestion`. */
export interface ApprovalQuestion {
  readonly text: string;
  /** Exact text that must be typed; absent: yes or no. */
  readonly word?: string;
  /** What destroys or interrupts, repeated above the question. */
  readonly danger?: readonly string[];
  /** The answer when there is no one to ask. */
  readonly fallback: boolean;
}

/** `interrupted`: Ctrl-C at the question. */
export type Approval = 'approved' | 'declined' | 'interrupted';

/** What can be said at a question that a plan stands above: an approval, or the wish to walk through the plan first. */
export type ApprovalAnswer = Approval | 'explore';

/** A list to choose from while a run is under way. */
export interface ChoiceQuestion {
  readonly text: string;
  /** Keys 1, 2, … choose at once. */
  readonly choices: readonly Choice[];
  /** The value of the choice that the cursor stands on at first. */
  readonly fallback: string;
  /** The value that Esc takes. */
  readonly escape: string;
  /** True for a question before anything runs: it is asked in lines, by number. */
  readonly inLines?: true;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What comes of it, told while the cursor stands on it. */
  readonly detail?: string;
}

/** A list of findings of which any number can be taken; nothing is taken at first. */
export interface PickQuestion {
  readonly text: string;
  readonly report: CleanupReport;
}

/** `interrupted`: Ctrl-C at the list. */
export type Picked = { readonly kind: 'picked'; readonly findings: readonly Finding[] } | { readonly kind: 'interrupted' };

/** One way of showing a run. All ways are fed the same events. */
export interface RunView {
  onEvent(event: StampedEvent): void;
  /** Asks; a view that cannot ask answers with the fallback. */
  confirm(question: ApprovalQuestion): Promise<Approval>;
  /** Lets a person choose; undefined when the view has nobody to ask, or when `signal` takes the question away. */
  choose(question: ChoiceQuestion, signal: AbortSignal): Promise<string | undefined>;
  /** Shows the last plan to walk through until it is left; absent in views that only print. */
  explore?(): Promise<'left' | 'interrupted'>;
  /** Lets a person pick findings; absent from views that have nobody to ask. */
  pick?(question: PickQuestion): Promise<Picked>;
  /** Resolves when everything is written and the terminal is as it was. Call it on every way out. */
  close(): Promise<void>;
}

/** The answer when nobody can be asked. */
export function fallbackApproval(question: ApprovalQuestion): Approval {
  return question.fallback ? 'approved' : 'declined';
}
