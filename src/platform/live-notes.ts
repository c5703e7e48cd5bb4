import type { Clock } from '../engine/ports.ts';
import type { PreflightCheck } from '../model/preflight.ts';
import { plural } from '../ui/text/plural.ts';
import type { Draft } from '../ui/wizard/answers.ts';
import { listOf } from '../ui/wizard/answers.ts';
import type { NoteSource } from '../ui/wizard/note-source.ts';
import type { AccountState, AzurePlace, AzureReach, WizardAccount } from './wizard-azure.ts';
import type { TemplatePlace } from './template-preflight.ts';
import type { CheckedAnswers } from './wizard-checks.ts';
import { wizardNotes } from './wizard-notes.ts';
import { notAsked, unchecked } from './wizard-azure.ts';

/** How long a value stands before Azure is asked about it, beyond the pause that every note has. Milliseconds. */
const askPauseMs = 350;

export interface LiveNoteOptions {
  /** Absent: Azure is not asked. */
  readonly reach?: AzureReach | undefined;
  readonly account?: WizardAccount | undefined;
  readonly clock: Pick<Clock, 'sleep' | 'monotonicMs'>;
  /** Id that the manifest gets, or has. */
  readonly projectId: string;
  /** Environments of a project that is changed: what they have is there already. */
  readonly existing: readonly string[];
  /** Its code is there: what it makes is not known before it is loaded. */
  readonly hasBackend: boolean;
  /** Why environments cannot be taken out of the project; one line each. */
  readonly removals: (chosen: readonly string[], signal: AbortSignal) => Promise<readonly string[]>;
}

/** Notes of what the package knows and of what Azure says. Azure is asked when a value stands, once for each; what is asked for too late is dropped. */
export function createNotes(options: LiveNoteOptions): NoteSource {
  const ask = createAsker(options);
  const { account, clock, reach, removals } = options;
  return async (id, value, draft, signal) => {
    // Known by the time that the subscription is asked.
    const state = account?.state();
    switch (id) {
      case 'project':
      case 'location': {
        const own = await wizardNotes(id, value, draft, signal);
        if (placeOf(draft, reach) === undefined || (await isClosed(state))) return own;
        await clock.sleep(askPauseMs, signal);
        const said = await ask(id === 'project' ? ['names'] : ['providers'], { ...draft, [id]: value }, signal);
        // Of a region Azure knows better.
        return [...(id === 'location' ? [] : own), ...said.lines];
      }
      case 'subscriptionId':
        return subscriptionNotes(value, state, async () => {
          await clock.sleep(askPauseMs, signal);
          return ask(['sign-in', 'permissions', 'providers'], { ...draft, subscriptionId: value }, signal);
        });
      case 'environments':
        return removals(value === '' ? [] : value.split(','), signal);
      case 'review':
        return reviewNotes(options, draft, state, () => ask(['sign-in', 'permissions', 'providers', 'names'], draft, signal), signal);
      default:
        return [];
    }
  };
}

type Ask = (wanted: readonly PreflightCheck[], draft: Draft, signal: AbortSignal) => Promise<CheckedAnswers>;

/** Asks what stands against answers, each thing once: the names of what is new apart from what holds of all environments. */
function createAsker(options: LiveNoteOptions): Ask {
  const answers = new Map<string, CheckedAnswers>();
  const once = async (wanted: readonly PreflightCheck[], at: AzurePlace, place: TemplatePlace, signal: AbortSignal): Promise<CheckedAnswers> => {
    const key = JSON.stringify([wanted, place]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const [azure, { checkAnswers }] = await Promise.all([options.reach?.connect(at), import('./wizard-checks.ts')]);
    signal.throwIfAborted();
    const found = azure === undefined ? nothing : await checkAnswers({ azure, place, wanted, clock: options.clock }, signal);
    signal.throwIfAborted();
    // What Azure did not answer it may answer the next time.
    if (found.isSure) answers.set(key, found);
    return found;
  };
  return async (wanted, draft, signal) => {
    const at = placeOf(draft, options.reach);
    if (at === undefined) return nothing;
    const { fresh, ...facts } = placeFacts(draft, options);
    const place = { ...at, ...facts, projectId: options.projectId };
    const others = wanted.filter((check) => check !== 'names');
    const parts = await Promise.all([others.length === 0 ? noDoubt : once(others, at, place, signal), others.length === wanted.length || fresh.length === 0 ? noDoubt : once(['names'], at, { ...place, environments: fresh }, signal)]);
    const lines = [...new Set(parts.flatMap((part) => part.lines))];
    const silent = lines.find((line) => line.startsWith(notAsked));
    return { lines: silent === undefined ? lines : [silent], isSure: parts.every(({ isSure }) => isSure) };
  };
}

const nothing: CheckedAnswers = { lines: [], isSure: false };
const noDoubt: CheckedAnswers = { lines: [], isSure: true };

async function isClosed(state: Promise<AccountState> | undefined): Promise<boolean> {
  const known = await state;
  return known?.kind === 'closed' ? known.why !== '' : known?.doubt !== undefined;
}

async function subscriptionNotes(value: string, state: Promise<AccountState> | undefined, ask: () => Promise<CheckedAnswers>): Promise<readonly string[]> {
  const known = await state;
  if (known?.kind === 'closed') return known.why === '' ? [] : [known.why];
  if (known?.doubt !== undefined) return [`${known.doubt}: the list is the one that Azure CLI had; ${unchecked}`];
  const { who, subscriptions = [] } = known?.account ?? {};
  const seen = known === undefined ? [] : [`${plural(subscriptions.length, 'subscription')}${who === undefined ? '' : ` of ${who}`}.`];
  return value === '' || !isId(value) ? seen : [...seen, ...(await ask()).lines];
}

async function reviewNotes(options: LiveNoteOptions, draft: Draft, state: Promise<AccountState> | undefined, ask: () => Promise<CheckedAnswers>, signal: AbortSignal): Promise<readonly string[]> {
  const { reach, removals } = options;
  const removed = await removals(listOf(draft.environments), signal);
  const at = placeOf(draft, reach);
  if (at === undefined) return removed;
  const known = await state;
  if (known?.kind === 'closed' && known.why !== '') return [...removed, known.why];
  if (known?.kind === 'open' && known.doubt !== undefined) return [...removed, `${known.doubt}: ${unchecked}`];
  const said = await ask();
  const isFine = said.isSure && said.lines.every((line) => !line.startsWith('! '));
  const { fresh, template } = placeFacts(draft, options);
  const named = template === '' ? [] : fresh;
  const where = reach?.local === undefined ? 'Azure' : 'The local Azure';
  const verdict = isFine ? [`${where} would take it: sign-in, permissions and providers${named.length === 0 ? '' : `, and the names of ${named.join(', ')}`}.`] : [];
  return [...removed, ...verdict, ...said.lines];
}

/** Where answers would be deployed; undefined where they name no subscription yet. */
export function placeOf(draft: Draft, reach: AzureReach | undefined): AzurePlace | undefined {
  if (reach?.local !== undefined) return reach.local;
  const subscriptionId = textOf(draft.subscriptionId);
  const tenantId = textOf(draft.tenantId) || (reach?.traces.subscriptions.find(({ id }) => id === subscriptionId)?.tenantId ?? '');
  return reach === undefined || !isId(subscriptionId) ? undefined : { subscriptionId, tenantId };
}

/** What the checks have to know of the answers; before they are all there, what most people take. */
function placeFacts(draft: Draft, { existing, hasBackend }: Pick<LiveNoteOptions, 'existing' | 'hasBackend'>): { readonly template: string; readonly project: string; readonly environments: readonly string[]; /** Those that the project did not have. */ readonly fresh: readonly string[]; readonly location: string } {
  const chosen = draft.environments === undefined ? ['dev', 'prod'] : listOf(draft.environments);
  return { template: hasBackend ? '' : textOf(draft.template) || 'feedback-api', project: textOf(draft.project), location: textOf(draft.location) || 'westeurope', environments: chosen, fresh: chosen.filter((name) => !existing.includes(name)) };
}

function textOf(value: Draft[keyof Draft]): string {
  return typeof value === 'string' ? value.trim() : '';
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
