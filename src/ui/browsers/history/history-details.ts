import type { TextSurface } from '../../plain/text-surface.ts';
import { cleanLine, wrapText } from '../../text/fit-text.ts';
import { formatDuration } from '../../text/duration-text.ts';
import type { StyleRole } from '../../text/style.ts';
import { factLines, section, shortTime } from '../fact-lines.ts';
import type { PastChange, PastRun } from './past-run.ts';

const signs: Readonly<Record<string, string>> = { create: '+', update: '~', replace: '-/+', delete: '-' };
const roles: Readonly<Record<string, StyleRole>> = { create: 'create', update: 'update', replace: 'replace', delete: 'delete' };

/** Everything that the archive tells of a run: what it did, what it did not and why. */
export function historyDetails(past: PastRun, surface: TextSurface): readonly string[] {
  const failed = past.changes.filter(({ result }) => result !== 'done');
  const done = past.changes.filter(({ result }) => result === 'done');
  return [
    ...wrapText(`${past.kind} ${resultText(past)}`, surface.width, 2).map((line) => surface.style(past.result === 'succeeded' ? 'success' : 'error', line)),
    ...factLines(
      [
        ['run', past.run],
        ['ended', `${shortTime(past.endedAt)} UTC, after ${formatDuration(past.elapsedMs)}`],
        ['by', past.by],
        ['environment', past.environment],
        ['state', past.serial === undefined ? 'not written' : `serial ${past.serial}`],
        ['plan', past.plan?.slice(0, 8)],
        ['note', past.note],
        ['error', past.error === undefined ? undefined : `${past.error.code}: ${past.error.message}`],
      ],
      surface,
    ),
    ...section('Not done', failed.flatMap((change) => changeLines(change, surface)), surface),
    ...section('Changes', done.flatMap((change) => changeLines(change, surface)), surface),
    ...(past.changes.length === 0 ? section('Changes', ['none in Azure'], surface) : []),
  ];
}

/** `succeeded, back to synth-…`, `succeeded, promoted from qa`. */
export function resultText({ result, returnsTo, promotedFrom }: PastRun): string {
  const from = promotedFrom === undefined ? '' : `, promoted from ${promotedFrom.environment} (${promotedFrom.run})`;
  return `${result}${returnsTo === undefined ? '' : `, back to ${returnsTo}`}${from}`;
}

function changeLines({ address, action, result, elapsedMs, because }: PastChange, surface: TextSurface): readonly string[] {
  const sign = signs[action] ?? ' ';
  const time = elapsedMs === undefined ? '' : ` ${formatDuration(elapsedMs)}`;
  const [first = '', ...rest] = wrapText(`${cleanLine(address)}${result === 'done' ? time : ` ${result}${time}`}`, surface.width - 4, 2);
  const why = because === undefined ? [] : wrapText(because, surface.width - 6, 0).map((line) => `      ${line}`);
  return [`${surface.style(roles[action] ?? 'dim', sign.padEnd(3))} ${first}`, ...rest.map((line) => `    ${line}`), ...why];
}
