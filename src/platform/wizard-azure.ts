import type { ConnectedAzure } from '../engine/azure-questions.ts';
import { AtakoraError } from '../model/errors.ts';
import type { AzureAccount, AzureSubscription } from '../ui/wizard/question.ts';

/** Azure as the wizard reaches it: the real one, the local one, or one of a test. */
export interface AzureReach {
  /** What is known before anything is asked. */
  readonly traces: { readonly any: boolean; readonly subscriptions: readonly AzureSubscription[] };
  /** What the sign-in sees. @throws AtakoraError `ATK18xx` */
  readonly list: (signal: AbortSignal) => Promise<{ readonly who?: string; readonly subscriptions: readonly AzureSubscription[] }>;
  /** Nothing is sent before the first question. */
  readonly connect: (place: AzurePlace) => Promise<CheckedAzure>;
  /** Set on the local Azure: what the checks are of, whatever subscription is answered. */
  readonly local?: AzurePlace;
}

export interface AzurePlace {
  readonly subscriptionId: string;
  readonly tenantId: string;
}

export type CheckedAzure = Pick<ConnectedAzure, 'questions' | 'read' | 'listGroup' | 'subscriptionId'>;

/** What is known of the sign-in. `closed`: nothing can be asked, and why. `doubt`: why Azure has not answered, so that the list may be old and nothing else is asked. */
export type AccountState = { readonly kind: 'open'; readonly account: AzureAccount; readonly doubt?: string } | { readonly kind: 'closed'; readonly why: string };

/** The sign-in as the wizard sees it, asked once. */
export interface WizardAccount {
  /** What is known by now. */
  readonly known: () => AzureAccount | undefined;
  /** What will be known. Never rejects; asked once, and anew some time after it failed: somebody may have signed in meanwhile. */
  readonly state: () => Promise<AccountState>;
}

/** How long a failure stands, in milliseconds. */
const failureMs = 20_000;

/** Longest wait for the list of subscriptions, in milliseconds. */
const patienceMs = 12_000;

const skipped = 'subscriptions, permissions, providers and names are not checked.';

/** What the line begins with that says why no check has an answer. */
export const notAsked = 'Azure could not be asked:';

/** Said where Azure does not answer. */
export const unchecked = 'permissions, providers and names are not checked.';

/** Said where nobody is signed in. */
export const signedOut = `Not signed in to Azure: ${skipped} Sign in with \`az login\`.`;

/** @param signal Aborted when the wizard is over. */
export function openAccount(reach: AzureReach, signal: AbortSignal): WizardAccount {
  // What Azure CLI knows is there at once; what Azure says comes after it.
  const cached = reach.traces.subscriptions;
  let known: AzureAccount | undefined = cached.length === 0 ? undefined : { subscriptions: cached };
  let asked: { readonly state: Promise<AccountState>; readonly at: number; failed: boolean } | undefined;
  const ask = async (): Promise<AccountState> => {
    if (reach.local !== undefined) return { kind: 'closed', why: '' };
    const { traces } = reach;
    if (!traces.any) return { kind: 'closed', why: signedOut };
    const patience = AbortSignal.timeout(patienceMs);
    try {
      const seen = await withAbort(reach.list(AbortSignal.any([signal, patience])), AbortSignal.any([signal, patience]));
      known = { ...(seen.who === undefined ? {} : { who: seen.who }), subscriptions: merged(traces.subscriptions, seen.subscriptions) };
      return { kind: 'open', account: known };
    } catch (error) {
      const why = reasonOf(error, patience.aborted);
      return known === undefined ? { kind: 'closed', why: error instanceof AtakoraError && error.code === 'ATK1801' ? signedOut : `${why}: ${skipped}` } : { kind: 'open', account: known, doubt: why };
    }
  };
  const state = (): Promise<AccountState> => {
    if (asked !== undefined && !(asked.failed && performance.now() - asked.at > failureMs)) return asked.state;
    const begun = { state: ask(), at: performance.now(), failed: false };
    asked = begun;
    void begun.state.then((found) => (begun.failed = found.kind === 'closed' || found.doubt !== undefined));
    return begun.state;
  };
  return { known: () => known, state };
}

/** In one phrase why Azure has not answered. */
function reasonOf(error: unknown, isLate: boolean): string {
  if (isLate) return `Azure has not answered within ${patienceMs / 1_000} seconds`;
  if (!(error instanceof AtakoraError)) return 'Azure was not asked';
  if (error.code === 'ATK1801') return 'Not signed in to Azure (`az login`)';
  return error.code === 'ATK1804' ? 'Azure cannot be reached' : `Azure does not answer (${error.code})`;
}

/** Those of Azure CLI first, with their current one; then what only Azure names. */
function merged(cached: readonly AzureSubscription[], seen: readonly AzureSubscription[]): readonly AzureSubscription[] {
  const ids = new Set(cached.map(({ id }) => id));
  return [...cached, ...seen.filter(({ id }) => !ids.has(id))];
}

/** A library that does not heed its signal is not waited for. */
export function withAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    if (signal.aborted) leave();
  });
}
