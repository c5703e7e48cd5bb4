import type { Finding, LeftAlone, LeftReason } from '../../model/cleanup.ts';
import { isOlder, latest, timeOfRun } from './age-of.ts';
import type { CleanupQuestion, Found } from './cleanup-question.ts';
import type { SeenRun } from './seen-records.ts';

/** What is found among the runs, with the packages that the runs which stay still need. */
export interface FoundRuns extends Found {
  /** Hashes; a package that is none of them is of no use to any run that stays. */
  readonly neededPackages: ReadonlySet<string>;
}

/**
 * Run folders of this environment beyond the newest that it can go back to. The run that the state comes from, the one that a rollback
 * would take, and runs that a journal names stay, whatever their age. `runs`: newest first, of all environments that share the archive.
 */
export function findRuns(question: CleanupQuestion, runs: readonly SeenRun[]): FoundRuns {
  const { held, before, owner } = question;
  const stay = goodRuns(question, runs);
  const findings: Finding[] = [];
  const leftAlone: LeftAlone[] = [];
  const kept: SeenRun[] = [];
  for (const seen of runs) {
    const { run, environment, kind = 'run', result = 'never ended' } = seen;
    const leave = (reason: LeftReason, because: string): void => {
      kept.push(seen);
      if (environment === owner.key || environment === undefined) leftAlone.push({ kind: 'runs', id: run, name: run, reason, because });
    };
    const moment = latest([['run', timeOfRun(run)], ['written', seen.endedAt]]);
    if (environment === undefined) leave('unclear', 'nothing in its folder says whose it is');
    else if (environment !== owner.key) leave('held', `it is of ${environment}`);
    else if (held.runs.has(run)) leave('held', 'a state comes from it, or a journal names it');
    else if (stay.has(run)) leave('kept', 'it is among the newest that can be gone back to');
    else if (moment === undefined) leave('age-unknown', 'its id says no time');
    else if (!isOlder(moment, before)) leave('younger', `it ended ${moment.at}`);
    else findings.push({ kind: 'runs', id: run, name: run, run, ...moment, because: `${kind}, ${result}; not among the newest ${question.keep} that can be gone back to`, dependents: [] });
  }
  const neededPackages = new Set([...held.packages, ...kept.flatMap(({ ran }) => ran)]);
  // A folder in which nothing is left but packages that others need has gone already, as far as it can.
  const bare = new Set(runs.filter(({ otherFiles, packages }) => otherFiles === 0 && packages.length > 0 && packages.every((hash) => neededPackages.has(hash))).map(({ run }) => String(run)));
  const proper = findings.filter(({ id }) => !bare.has(id));
  return { findings: proper, leftAlone, neededPackages };
}

/**
 * Runs of this environment that succeeded and whose templates were kept: the newest of them, and always the one that a rollback takes. A
 * run that only went back has its definition in the run that it went back to, which stays with it.
 */
function goodRuns({ owner, held, keep }: CleanupQuestion, runs: readonly SeenRun[]): ReadonlySet<string> {
  const good = runs.filter(({ environment, kind, result, canReturn }) => environment === owner.key && kind === 'apply' && result === 'succeeded' && canReturn).map(({ run }) => run);
  const target = good.find((run) => !held.runs.has(run));
  const stay = new Set<string>([...good.slice(0, keep), ...(target === undefined ? [] : [target])]);
  const wentBack = new Map(runs.map(({ run, returnsTo }) => [String(run), returnsTo]));
  for (const run of [...stay, ...held.runs]) for (let to = wentBack.get(run); to !== undefined && !stay.has(to); to = wentBack.get(to)) stay.add(to);
  return stay;
}

/** Packages in folders that stay, which no run that stays and no state names; runs of `going` that ran one go before it. */
export function findPackages({ owner, before }: CleanupQuestion, runs: readonly SeenRun[], needed: ReadonlySet<string>, going: ReadonlySet<string>): Found {
  const users = Map.groupBy(runs.filter(({ run }) => going.has(run)).flatMap(({ run, ran }) => ran.map((hash) => ({ run, hash }))), ({ hash }) => hash);
  const findings: Finding[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const { run, environment, packages, endedAt } of runs) {
    if (environment !== owner.key || going.has(run)) continue;
    for (const hash of packages) {
      const id = `${run}/packages/${hash}`;
      const name = hash.slice(0, 16);
      const moment = latest([['run', timeOfRun(run)], ['written', endedAt]]);
      if (needed.has(hash)) leftAlone.push({ kind: 'packages', id, name, reason: 'used', because: 'a run that stays, or a state, names it' });
      else if (moment === undefined) leftAlone.push({ kind: 'packages', id, name, reason: 'age-unknown', because: 'the id of its run says no time' });
      else if (!isOlder(moment, before)) leftAlone.push({ kind: 'packages', id, name, reason: 'younger', because: `it was written ${moment.at}` });
      else findings.push({ kind: 'packages', id, name, run, ...moment, because: 'no run that stays and no state names it', dependents: (users.get(hash) ?? []).map((user) => user.run) });
    }
  }
  return { findings, leftAlone };
}
