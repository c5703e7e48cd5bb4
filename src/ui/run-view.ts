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

/** One way of showing a run. All ways are fed the same events. */
export interface RunView {
  onEvent(event: StampedEvent): void;
  /** Asks; a view that cannot ask answers with the fallback. */
  confirm(question: ApprovalQuestion): Promise<Approval>;
  /** Resolves when everything is written and the terminal is as it was. Call it on every way out. */
  close(): Promise<void>;
}

/** The answer when nobody can be asked. */
export function fallbackApproval(question: ApprovalQuestion): Approval {
  return question.fallback ? 'approved' : 'declined';
}
