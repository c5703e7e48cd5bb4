import { AtakoraError } from '../../model/errors.ts';
import type { ConsumerReport, RotationStatus } from '../../model/rotation.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { NewSecretVersion, SecretVault, SecretVersion } from '../secret-vault.ts';
import type { ConsumerPorts, RotationApp } from './app-consumers.ts';
import { isIll, refreshConsumers, watchConsumers } from './app-consumers.ts';
import type { RotationEnd, RotationProgress, RotationStep, RotationWish } from './next-step.ts';
import { nextStep } from './next-step.ts';
import type { RotationFacts } from './rotation-facts.ts';
import { readFacts, versionIn } from './rotation-facts.ts';
import { changedTags, fittingTags, inheritedTags, markOf, rotationTags } from './rotation-tags.ts';

/** One secret to be rotated. */
export interface RotationJob {
  /** As people know it. */
  readonly secret: string;
  readonly vaultName: string;
  readonly apps: readonly RotationApp[];
  readonly wish: RotationWish;
  /** The new value; absent when nothing new is written. It goes to the vault and nowhere else. */
  readonly value?: string;
  /** What a new version's tags say besides: who wrote it, from where. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface RotationPorts extends ConsumerPorts {
  readonly vault: SecretVault;
  readonly protect: (value: string) => void;
  readonly emit: (event: EngineEvent) => void;
  readonly run: string;
}

/** How it ended. `interrupted`: the user stopped it after `after`. */
export interface RotationResult {
  readonly secret: string;
  readonly outcome: RotationEnd | 'interrupted' | 'failed';
  /** The current version, as far as it is known. */
  readonly version?: string;
  /** True once something in the vault was changed. */
  readonly changed: boolean;
  /** True when the secret's new version is not known to be run by its apps yet, and the command has to be run again. */
  readonly unfinished: boolean;
  /** Apps that did not run with the new value. */
  readonly ill: readonly ConsumerReport[];
  /** Apps that did not run with the earlier value either, after it was written again. */
  readonly stillIll: readonly ConsumerReport[];
  readonly error?: AtakoraError;
}

/** What of a rotation is known between its steps. */
interface Course {
  progress: RotationProgress;
  changed: boolean;
  /** Once it is said that apps run with the current version, what is left are a few marks: nobody stops between them. */
  committed: boolean;
  current: string | undefined;
  told: readonly RotationApp[];
  ill: readonly ConsumerReport[];
  stillIll: readonly ConsumerReport[];
}

/** More steps than versions of a secret can need; beyond, the machine turns in a circle. */
const mostSteps = 2_000;

/**
 * Rotates one secret, or brings to its end what another run began: reads the record in the vault, does the next step, and again. Failures of
 * the vault and of Azure end it and are in the result, as is a stop by the user; the record says where the next run goes on.
 * @throws AtakoraError `ATK90xx` for bugs only.
 */
export async function rotateSecret(job: RotationJob, ports: RotationPorts): Promise<RotationResult> {
  const course: Course = { progress: {}, changed: false, committed: false, current: undefined, told: [], ill: [], stillIll: [] };
  const result = (outcome: RotationResult['outcome'], error?: AtakoraError): RotationResult => ({
    secret: job.secret,
    outcome,
    ...(course.current === undefined ? {} : { version: course.current }),
    changed: course.changed,
    unfinished: outcome === 'stuck' || ((outcome === 'interrupted' || outcome === 'failed') && course.progress.target !== undefined),
    ill: course.ill,
    stillIll: course.stillIll,
    ...(error === undefined ? {} : { error }),
  });
  try {
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const signal = course.committed ? undefined : ports.signal;
      signal?.throwIfAborted();
      const facts = await readFacts({ vault: ports.vault, protect: ports.protect, sleep: (ms, stop) => ports.clock.sleep(ms, stop), ...(signal === undefined ? {} : { signal }) }, job.vaultName, course.progress.target);
      course.current = facts.current?.version;
      const step = nextStep(facts, job.wish, course.progress, ports.clock.now());
      if (step.kind === 'end') {
        tellEnd(step.outcome, course, job, ports);
        return result(step.outcome);
      }
      takeOver(step, facts, course, job, ports);
      await act(step, facts, course, job, ports);
    }
    throw new AtakoraError('ATK9001', `the rotation of ${job.secret} does not come to an end`);
  } catch (error) {
    if (ports.signal?.aborted === true && !course.committed) {
      tell(ports, job, 'interrupted', { version: course.progress.target, because: course.progress.target === undefined ? 'nothing was changed' : 'the new version is current, and the one before can still be read' });
      return result('interrupted');
    }
    if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
    tell(ports, job, 'failed', { version: course.progress.target, because: error.message });
    return result('failed', error);
  }
}

/** What another run wrote becomes this one's business with the first step that brings it to its end. */
function takeOver({ kind }: RotationStep, { current }: RotationFacts, course: Course, job: RotationJob, ports: RotationPorts): void {
  const isOpen = kind === 'refresh' || kind === 'check' || kind === 'commit' || (kind === 'close' && current !== undefined && markOf(current) === 'current');
  if (course.progress.target !== undefined || current === undefined || !isOpen) return;
  course.progress = { ...course.progress, target: current.version };
  tell(ports, job, 'resumed', { version: current.version, because: current.tags[rotationTags.run] });
}

async function act(step: Exclude<RotationStep, { kind: 'end' }>, facts: RotationFacts, course: Course, job: RotationJob, ports: RotationPorts): Promise<void> {
  switch (step.kind) {
    case 'write':
      return write(step.base, course, job, ports);
    case 'refresh':
      course.told = await refreshConsumers(job.apps, ports, (report) => ports.emit({ type: 'consumer', secret: job.secret, ...report }));
      course.progress = { ...course.progress, refreshed: step.version.version };
      return;
    case 'check':
      return check(step.version, course, job, ports);
    case 'commit':
      await update(step.version, { [rotationTags.mark]: 'current' }, course, job, ports);
      course.committed = true;
      if (markOf(step.version) === 'pending') tell(ports, job, 'current', { version: step.version.version });
      return;
    case 'restore':
      return restore(step.failed, step.source, course, job, ports);
    case 'fail':
      await update(step.version, { [rotationTags.mark]: 'failed', [rotationTags.disableAt]: undefined }, course, job, ports, false);
      return tell(ports, job, 'disabled', { version: step.version.version });
    case 'close':
      return close(step.version, step.disableAt, facts, course, job, ports);
    case 'disable':
      await update(step.version, { [rotationTags.disableAt]: undefined }, course, job, ports, false);
      return tell(ports, job, 'disabled', { version: step.version.version });
  }
}

async function write(base: SecretVersion | undefined, course: Course, job: RotationJob, ports: RotationPorts): Promise<void> {
  if (job.value === undefined) throw new AtakoraError('ATK9001', `there is no value to rotate ${job.secret} to`);
  tell(ports, job, 'started');
  const record = { [rotationTags.mark]: 'pending', [rotationTags.run]: ports.run, [rotationTags.grace]: String(job.wish.graceSeconds), ...(base === undefined ? {} : { [rotationTags.previous]: base.version }) };
  const tags = fittingTags(record, job.tags ?? {}, base === undefined ? {} : inheritedTags(base));
  const expiresAt = base === undefined ? undefined : sameSpan(base, ports.clock.now());
  await put(job.value, { tags, ...(expiresAt === undefined ? {} : { expiresAt }), ...(base?.contentType === undefined ? {} : { contentType: base.contentType }) }, course, job, ports);
  tell(ports, job, 'written', { version: course.progress.target });
}

/** The new version becomes this process's business, and everybody has to be told of it. */
async function put(value: string, version: NewSecretVersion, course: Course, { vaultName }: RotationJob, { vault }: RotationPorts): Promise<void> {
  // Not broken off by Ctrl-C: the answer says what was written.
  const written = await vault.set(vaultName, value, version);
  course.changed = true;
  course.progress = { target: written.version };
  course.current = written.version;
}

/** A value that expired some days after it was set is followed by one that does so too. */
function sameSpan({ createdAt, expiresAt }: SecretVersion, now: string): string | undefined {
  return expiresAt === undefined ? undefined : new Date(Date.parse(now) + Math.max(0, Date.parse(expiresAt) - Date.parse(createdAt))).toISOString();
}

async function check({ version, tags }: SecretVersion, course: Course, job: RotationJob, ports: RotationPorts): Promise<void> {
  const reports = await watchConsumers(course.told, job.vaultName, ports, (report) => ports.emit({ type: 'consumer', secret: job.secret, ...report }));
  const ill = reports.filter(isIll);
  course.progress = { ...course.progress, verdict: { version, result: ill.length === 0 ? 'well' : 'ill' } };
  if (tags[rotationTags.restores] === undefined) course.ill = ill;
  else course.stillIll = ill;
}

async function restore(failed: SecretVersion, source: SecretVersion, course: Course, job: RotationJob, ports: RotationPorts): Promise<void> {
  const earlier = await ports.vault.get(job.vaultName, source.version, ports.signal);
  if (earlier === undefined) throw new AtakoraError('ATK2244', `the earlier version of ${job.secret} is gone from the vault`, { source: 'azure' });
  ports.protect(earlier.value);
  const { contentType, expiresAt } = earlier;
  const record = { [rotationTags.mark]: 'restoring', [rotationTags.run]: ports.run, [rotationTags.previous]: failed.version, [rotationTags.restores]: source.version, [rotationTags.grace]: String(job.wish.graceSeconds) };
  const tags = fittingTags(record, job.tags ?? {}, inheritedTags(source));
  await put(earlier.value, { tags, ...(contentType === undefined ? {} : { contentType }), ...(expiresAt === undefined ? {} : { expiresAt }) }, course, job, ports);
  tell(ports, job, 'restored', { version: course.progress.target, because: course.ill.map(({ address, health }) => `${address}: ${health !== undefined && 'why' in health ? health.why : 'does not run'}`).join('; ') });
}

async function close(version: SecretVersion, disableAt: string | undefined, facts: RotationFacts, course: Course, job: RotationJob, ports: RotationPorts): Promise<void> {
  const stays = version.enabled && disableAt !== undefined;
  await update(version, { [rotationTags.mark]: 'replaced', [rotationTags.disableAt]: stays ? disableAt : undefined, [rotationTags.grace]: undefined }, course, job, ports, stays ? undefined : false);
  if (!version.enabled || versionIn(facts, version.version) === undefined) return;
  tell(ports, job, stays ? 'replaced' : 'disabled', { version: version.version, ...(stays ? { until: disableAt } : {}) });
}

async function update(version: SecretVersion, tags: Readonly<Record<string, string | undefined>>, course: Course, { vaultName }: RotationJob, { vault }: RotationPorts, enabled?: false): Promise<void> {
  await vault.update(vaultName, version.version, { tags: changedTags(version, tags), ...(enabled === undefined ? {} : { enabled }) });
  course.changed = true;
}

function tellEnd(outcome: RotationEnd, course: Course, job: RotationJob, ports: RotationPorts): void {
  const version = course.current;
  if (outcome === 'rolled-back') tell(ports, job, 'rolled-back', { version, because: course.stillIll.length === 0 ? undefined : `${course.stillIll.map(({ address }) => address).join(', ')} does not run with the earlier value either` });
  else if (outcome === 'stuck' || outcome === 'overtaken') tell(ports, job, outcome, { version });
}

function tell(ports: RotationPorts, { secret }: RotationJob, status: RotationStatus, facts: { readonly version?: string | undefined; readonly until?: string | undefined; readonly because?: string | undefined } = {}): void {
  const { version, until, because } = facts;
  ports.emit({ type: 'rotation', secret, status, ...(version === undefined ? {} : { version }), ...(until === undefined ? {} : { until }), ...(because === undefined || because === '' ? {} : { because }) });
}
