import type { Browser, BrowserAction } from '../../browser/browser.ts';
import { formatDuration } from '../../text/duration-text.ts';
import { plural } from '../../text/plural.ts';
import { shortTime } from '../fact-lines.ts';
import { historyDetails, resultText } from './history-details.ts';
import type { PastRun } from './past-run.ts';

/** The runs of an environment, newest first, by the days on which they ended. */
export function historyBrowser(environment: string): Browser<PastRun> {
  return {
    name: 'the history',
    head: (runs) => `History of ${environment}${runs.length === 0 ? '' : `, newest run ${runs[0]?.run ?? ''}`}`,
    columns: [
      { title: 'ended', text: ({ endedAt, run }) => (endedAt === '' ? `${run.slice(15, 17)}:${run.slice(17, 19)}` : endedAt.slice(11, 16)), rank: 0 },
      { title: 'command', text: commandText, rank: 2 },
      { title: 'changes', text: changesText, rank: 3, widest: 24 },
      { title: 'result', text: ({ result }) => result, role: ({ result }) => (result === 'succeeded' ? undefined : 'error'), rank: 1 },
      { title: 'took', text: ({ elapsedMs }) => formatDuration(elapsedMs), rank: 4, align: 'right' },
      { title: 'by', text: ({ by }) => by, rank: 5 },
      { title: 'run', text: ({ run }) => run, rank: 6 },
    ],
    idOf: ({ run }) => run,
    nameOf: (past) => `${commandText(past)} of ${shortTime(past.endedAt)}, ${past.run}`,
    groupOf: ({ endedAt, run }) => (endedAt === '' ? `${run.slice(6, 10)}-${run.slice(10, 12)}-${run.slice(12, 14)}` : endedAt.slice(0, 10)),
    searchOf: (past) => [past.run, past.note ?? '', resultText(past), past.plan ?? '', ...past.changes.map(({ address }) => address)].join(' '),
    details: historyDetails,
    actions,
    empty: `Nothing was run in ${environment} yet: atakora apply makes the first entry.`,
  };
}

/** `+3 ~1 -/+1 -2`, and what did not end well. */
function changesText({ changes, note }: PastRun): string {
  const count = (action: string): number => changes.filter((change) => change.result === 'done' && change.action === action).length;
  const signs = [['+', 'create'], ['~', 'update'], ['-/+', 'replace'], ['-', 'delete']] as const;
  const done = signs.flatMap(([sign, action]) => (count(action) === 0 ? [] : [`${sign}${count(action)}`]));
  const open = changes.filter(({ result }) => result !== 'done').length;
  return [...done, ...(open === 0 ? [] : [`${open} not done`])].join(' ') || (note ?? '');
}

/** What somebody typed: going back and promoting are archived as the apply that each is. */
function commandText({ kind, returnsTo, promotedFrom }: PastRun): string {
  return returnsTo !== undefined ? 'rollback' : promotedFrom !== undefined ? 'env promote' : kind;
}

const keptPlan = new Set(['apply', 'destroy']);

function noPlan({ kind }: PastRun): string | undefined {
  return keptPlan.has(kind) ? undefined : `${kind} has no plan`;
}

const ofOne = (items: readonly PastRun[], refuse: (past: PastRun) => string | undefined): string | undefined => (items[0] === undefined ? undefined : refuse(items[0]));

const actions: readonly BrowserAction<PastRun>[] = [
  { key: 'p', name: 'plan', help: 'Walks through the plan that the run applied.', footer: true, takes: 'one', refuse: ({ items }) => ofOne(items, noPlan), command: ({ items }) => ['history', items[0]?.run ?? '', '--explore'] },
  { key: 'r', name: 'replay', help: 'Draws the run again from its events, ten times as fast as it was.', takes: 'one', refuse: ({ items }) => ofOne(items, noPlan), command: ({ items }) => ['replay', items[0]?.run ?? ''] },
  {
    key: 'B', name: 'roll back', help: 'Plans from now back to what the run applied, shows the plan, asks, and applies it.', footer: true, takes: 'one',
    refuse: ({ items }) => ofOne(items, ({ kind, result }) => (kind !== 'apply' ? `${kind} applied nothing that could be gone back to` : result === 'succeeded' ? undefined : 'it did not succeed')),
    command: ({ items }) => ['rollback', items[0]?.run ?? ''],
  },
  {
    key: 'd', name: 'compare', help: 'Compares the templates of the two runs that are marked, the older one first; of one run with what the code gives now.', takes: 'many',
    refuse: ({ items }) => (items.length > 2 ? `two runs can be compared, ${items.length} are marked` : items.map(({ kind }) => kind).find((kind) => kind !== 'apply') === undefined ? undefined : 'only runs of apply keep templates'),
    command: ({ items }) => ['diff', ...items.map(({ run }) => run).sort()],
  },
  {
    key: 'S', name: 'restore its state', help: 'Makes the state that the run wrote the newest one, after a question; nothing changes in Azure.', takes: 'one',
    refuse: ({ items }) => ofOne(items, ({ serial }) => (serial === undefined ? 'it wrote no state' : undefined)),
    command: ({ items }) => ['state', 'restore', String(items[0]?.serial ?? '')],
  },
  { key: 's', name: 'record', help: 'Prints everything that was recorded of the run, as JSON.', takes: 'one', command: ({ items }) => ['history', items[0]?.run ?? ''] },
  { key: 'y', name: 'copy the id', help: 'Copies the id of the run.', takes: 'one', wish: ({ items }) => ({ kind: 'copy', text: items[0]?.run ?? '' }) },
];

/** Said where a list is read out: how many of the runs it holds, and how the rest is seen. */
export function olderRunsHint(read: number): string {
  return `These are the newest ${plural(read, 'run')}; atakora history lists all.`;
}
