import type { DoctorFinding } from '../../model/doctor.ts';
import type { AtakoraError } from '../../model/errors.ts';
import type { LockInfo } from '../../model/lock-record.ts';
import { found, foundError, good } from './finding.ts';

/** What is known of a state: its document, the journal beside it, who holds it, and the lock file. Parts that cannot be read are errors. */
export type StateFacts =
  /** The environment does not say where its state is. */
  | { readonly kind: 'no-place'; readonly error: AtakoraError }
  | {
      readonly kind: 'place';
      /** As messages name it. */
      readonly place: string;
      readonly document: StateSummary | AtakoraError | undefined;
      /** Run and deployments of a journal that the state does not hold yet. */
      readonly journal: { readonly run: string; readonly deployments: readonly string[] } | AtakoraError | undefined;
      readonly lock: LockInfo | AtakoraError | undefined;
      /** Absent for twins, which have none. */
      readonly lockFile?: 'same' | 'behind' | 'unreadable' | AtakoraError;
      /** The state belongs to another subscription, tenant or cloud. */
      readonly moved?: AtakoraError;
    };

/** A state in figures. */
export interface StateSummary {
  readonly serial: number;
  readonly run: string;
  readonly resources: number;
  /** Addresses that are not as they should be: failed, tainted, pending. */
  readonly unsettled: readonly string[];
}

/** The state is where it should be, can be read, is nobody's, and holds everything that was done. */
export function checkState(facts: StateFacts): readonly DoctorFinding[] {
  if (facts.kind === 'no-place') return [foundError('problem', facts.error)];
  const { document, place } = facts;
  if (isError(document)) return [foundError(document.source === 'azure' ? 'could-not-check' : 'problem', document)];
  return [
    good(document === undefined ? `nothing is applied yet; the state will be ${place}` : `${place}: serial ${document.serial} of run ${document.run}, ${document.resources} ${document.resources === 1 ? 'resource' : 'resources'}`),
    ...(facts.moved === undefined ? [] : [foundError('problem', facts.moved)]),
    ...unsettled(document),
    ...journalFindings(facts.journal),
    ...lockFindings(facts.lock),
    ...lockFileFindings(facts.lockFile),
  ];
}

function isError(value: unknown): value is AtakoraError {
  return value instanceof Error;
}

function unsettled(document: StateSummary | undefined): readonly DoctorFinding[] {
  const [first, ...others] = document?.unsettled ?? [];
  if (first === undefined) return [];
  return [found('warning', `${first}${others.length === 0 ? '' : ` and ${others.length} more`} did not end well in the last run`, 'Go on with it: `atakora apply`.', 'ATK1601')];
}

function journalFindings(journal: Extract<StateFacts, { readonly kind: 'place' }>['journal']): readonly DoctorFinding[] {
  if (journal === undefined) return [];
  if (isError(journal)) return [foundError('problem', journal)];
  const running = journal.deployments.length === 0 ? '' : `; ${journal.deployments.join(', ')} may still run in Azure`;
  return [found('warning', `run ${journal.run} was interrupted and the state does not hold yet what it did${running}`, 'Take it up: `atakora apply --attach`.', 'ATK1716')];
}

function lockFindings(lock: Extract<StateFacts, { readonly kind: 'place' }>['lock']): readonly DoctorFinding[] {
  if (lock === undefined) return [];
  if (isError(lock)) return [foundError('could-not-check', lock)];
  const by = `${lock.who} on ${lock.host} (atakora ${lock.command}, ${lock.run}) since ${lock.since}`;
  return lock.held ? [found('warning', `the state is locked by ${by}`, 'Wait with --lock-timeout 5m, or see `atakora state lock-info`.', 'ATK1704')] : [good(`a lock was left behind by ${by}; the next command takes it over`)];
}

function lockFileFindings(lockFile: Extract<StateFacts, { readonly kind: 'place' }>['lockFile']): readonly DoctorFinding[] {
  if (lockFile === undefined || lockFile === 'same') return [];
  if (isError(lockFile)) return [foundError('problem', lockFile)];
  return [lockFile === 'behind' ? found('warning', '.atakora/state.lock.json is behind the state', 'Bring it up and commit it: `atakora state pull`.') : found('warning', '.atakora/state.lock.json cannot be read, merge conflict markers for one', 'Rebuild it from the state: `atakora state pull`.', 'ATK1709')];
}
