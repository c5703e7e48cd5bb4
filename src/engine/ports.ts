import type { AzureFailure } from '../model/azure-failure.ts';
import type { EngineEvent } from '../model/event.ts';
import type { JournalEntry, JournalLine, RemovalEntry } from '../model/journal.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { LockBreak, LockInfo, LockRecord } from '../model/lock-record.ts';
import type { RunId } from '../model/run-id.ts';
import type { StateDocument } from '../model/state.ts';
import type { DeploymentTarget } from '../model/synthesis.ts';

/** Time. Everything that waits goes through it, so that tests move it. */
export interface Clock {
  /** ISO 8601 UTC with milliseconds. */
  now(): string;
  /** Milliseconds from an arbitrary start that never go back; for durations. */
  monotonicMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Randomness. */
export interface Ids {
  /** Lower-case hex digits. */
  hex(digits: number): string;
  /** Random UUID, lower case. */
  uuid(): string;
}

/** How the engine speaks to people: facts go out, questions come back. */
export interface Host {
  emit(event: EngineEvent): void;
  /** Asks; with no one to ask, the fallback is the answer. */
  confirm(question: ConfirmQuestion): Promise<boolean>;
}

/** `word`: the exact text that must be typed (the environment's name); absent: yes or no. */
export interface ConfirmQuestion {
  readonly text: string;
  readonly word?: string;
  /** What destroys or interrupts, repeated above the question. */
  readonly danger?: readonly string[];
  readonly fallback: boolean;
}

export type ProvisioningState = 'accepted' | 'running' | 'succeeded' | 'failed' | 'canceled';

export interface DeploymentRequest {
  /** At most 64 characters. */
  readonly name: string;
  readonly scope: DeploymentTarget;
  readonly template: JsonObject;
  readonly parameters: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DeploymentStatus {
  readonly name: string;
  readonly state: ProvisioningState;
  /** Values by output name; empty until it succeeded. */
  readonly outputs: Readonly<Record<string, Json>>;
  readonly failure?: AzureFailure;
  readonly correlationId?: string;
}

export interface DeploymentOperation {
  readonly operationId: string;
  /** Resource that it works on; absent for evaluating outputs. */
  readonly targetId?: string;
  readonly targetType?: string;
  readonly state: ProvisioningState;
  readonly durationMs?: number;
  /** When it ended, or changed last, by Azure's clock; ISO 8601. Orders what one look at the operations reports. */
  readonly endedAt?: string;
  readonly failure?: AzureFailure;
}

/** An asynchronous deletion as accepted by Azure. */
export interface Deletion {
  /** True when it is gone. @throws AtakoraError `ATK18xx` when it failed. */
  isDone(signal?: AbortSignal): Promise<boolean>;
}

/**
 * Azure Resource Manager of one subscription (or the local Azure in its stead; callers cannot know).
 * Every method throws `AtakoraError` with a code `ATK18xx` for refused, unauthorised or unreachable calls.
 */
export interface Azure {
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** GET of a resource id; undefined when it does not exist. */
  read(id: string, apiVersion: string, signal?: AbortSignal): Promise<JsonObject | undefined>;
  /** Starts a deletion; deleting what is gone is done at once. */
  startDelete(id: string, apiVersion: string, signal?: AbortSignal): Promise<Deletion>;
  /** Resources in a group, by id and type; empty when the group does not exist. */
  listGroup(resourceGroup: string, signal?: AbortSignal): Promise<readonly { readonly id: string; readonly type: string }[]>;
  /** Registers the namespaces that are not; resolves when all are registered. Returns those that it had to register. */
  registerProviders(namespaces: readonly string[], signal?: AbortSignal): Promise<readonly string[]>;
  /** Resolves as soon as Azure has accepted the deployment; never waits for its end. */
  startDeployment(request: DeploymentRequest, signal?: AbortSignal): Promise<void>;
  /** Undefined when no deployment of that name exists at that scope. */
  getDeployment(scope: DeploymentTarget, name: string, signal?: AbortSignal): Promise<DeploymentStatus | undefined>;
  listOperations(scope: DeploymentTarget, name: string, signal?: AbortSignal): Promise<readonly DeploymentOperation[]>;
  cancelDeployment(scope: DeploymentTarget, name: string, signal?: AbortSignal): Promise<void>;
}

/** Where the state of one project and environment lives. */
export interface StateStore {
  /** The place of the state as messages name it: a path or an address. */
  describe(): string;
  /** Undefined when there is none yet. @throws AtakoraError `ATK17xx` for damaged, foreign or newer states. */
  read(): Promise<StateDocument | undefined>;
  /** Entries since the state was written; a torn last line is dropped. */
  readJournal(): Promise<readonly JournalEntry[]>;
  /** What clean-ups noted in the same journal since the state was written; nothing of it waits for anybody. */
  readRemovals(): Promise<readonly RemovalEntry[]>;
  /** Takes the lock, waiting at most `timeoutMs`. */
  lock(request: LockRequest, signal?: AbortSignal): Promise<LockResult>;
  /** Earlier versions, newest first. */
  history(): Promise<readonly { readonly serial: number; readonly run: string; readonly updatedAt: string }[]>;
  readVersion(serial: number): Promise<StateDocument | undefined>;
  /** Who holds the lock, or held it and is gone; undefined when nobody does. Takes no lock. */
  lockInfo(): Promise<LockInfo | undefined>;
  /**
   * Takes the lock away from the holder with that id (`unknown`: one whose record nobody can read), and keeps a record of it beside the history.
   * @throws AtakoraError `ATK1712` when the lock is free or another's.
   */
  breakLock(id: string): Promise<LockBreak>;
  /** Locks that were broken, newest first. */
  breaks(): Promise<readonly LockBreak[]>;
}

export interface LockRequest {
  readonly command: string;
  readonly run: RunId;
  readonly timeoutMs: number;
}

export type LockResult =
  /** `takenOver`: who held it before and is gone; to be told. */
  | { readonly kind: 'acquired'; readonly lock: StateLock; readonly takenOver?: LockRecord }
  | { readonly kind: 'held'; readonly by: LockRecord };

/** The right to change a state. Every method throws `ATK17xx` once the lock is lost. */
export interface StateLock {
  readonly record: LockRecord;
  /** Aborted when the lock is lost. */
  readonly lost: AbortSignal;
  /** Durable (fsync) when it resolves. */
  append(entry: JournalLine): Promise<void>;
  /**
   * Writes the next version: history copy of the old one, atomic replacement, then the journal is cleared.
   * `adopt`: a document from elsewhere (another backend, a file, an earlier version), which may stand in place of nothing, of a document
   * that cannot be read (its bytes are kept beside the history), or of a lower serial of the same lineage.
   * @throws AtakoraError `ATK17xx` when lineage or serial do not follow the stored one.
   */
  write(next: StateDocument, how?: 'follow' | 'adopt'): Promise<void>;
  /**
   * Writes state and earlier versions again in the form that the store writes now (encrypted, with another passphrase, plain); they stay
   * what they are. Answers how many it wrote. Can be repeated when it was cut off.
   * @throws AtakoraError `ATK1706` when the journal has entries that the state does not hold yet.
   */
  recode(): Promise<number>;
  /** Removes an earlier version; one that is not there is removed already. Never the present state. */
  removeVersion(serial: number): Promise<void>;
  /** Clears a journal in which there is nothing but what clean-ups noted; a run's lines stay, and these with them. */
  settleRemovals(): Promise<void>;
  /** Keeps the bytes of the journal beside the history, whatever they are, and begins an empty one. Answers where; undefined when there was none. */
  setJournalAside(): Promise<string | undefined>;
  release(): Promise<void>;
}

/** Keeps what each applied run was: definition, templates, plan, events, result. */
export interface RunArchive {
  /** Writes a file of a run, parent folders included. `name` such as `templates/data.json`. */
  write(run: RunId, name: string, text: string): Promise<void>;
  read(run: RunId, name: string): Promise<string | undefined>;
  /** Names of the files of a run, sorted. */
  names(run: RunId): Promise<readonly string[]>;
  /** Run ids, newest first. */
  list(): Promise<readonly RunId[]>;
  /** Removes one file of a run, or, without a name, the run; what is not there is removed already. A run without files is not listed. */
  remove(run: RunId, name?: string): Promise<void>;
}

/** Names that were given to addresses and stay: state first, then lock file. */
export interface Pin {
  readonly address: string;
  /** Absent: the name is given anew, for a next generation. */
  readonly name?: string;
  readonly generation: number;
  readonly apiVersion: string;
}
