/** Holds back what has not started; everything that runs goes on. */
export interface RunGate {
  readonly held: () => boolean;
  /** Resolves at the next change of `held`. */
  readonly changed: () => Promise<void>;
}

/** What whoever watches a run may ask of it while it runs. */
export interface RunControl {
  readonly gate: RunGate;
  /** Aborted: nothing new is started, and what runs in Azure is left to itself. */
  readonly leave: AbortSignal;
  /** Aborted: nothing new is started, and what runs is canceled in Azure. */
  readonly cancel: AbortSignal;
}

/** The handles of a control. Leaving and canceling are final. */
export interface RunHandles {
  readonly control: RunControl;
  readonly hold: () => void;
  /** Goes on after a hold. */
  readonly resume: () => void;
  readonly leave: () => void;
  readonly cancel: () => void;
}

/** A control that lets everything run until its handles say otherwise. */
export function createRunControl(): RunHandles {
  const leave = new AbortController();
  const cancel = new AbortController();
  let held = false;
  let change = Promise.withResolvers<void>();
  const set = (next: boolean): void => {
    held = next;
    change.resolve();
    change = Promise.withResolvers();
  };
  const end = (how: AbortController) => (): void => {
    how.abort();
    set(false);
  };
  return {
    control: { gate: { held: () => held, changed: () => change.promise }, leave: leave.signal, cancel: cancel.signal },
    hold: () => set(true),
    resume: () => set(false),
    leave: end(leave),
    cancel: end(cancel),
  };
}

/** A gate that is always open. */
export const openGate: RunGate = { held: () => false, changed: () => new Promise(() => undefined) };
