import type { EngineEvent } from '../../model/event.ts';
import { formatDuration } from '../text/duration-text.ts';
import { plural } from '../text/plural.ts';
import type { TextSurface } from './text-surface.ts';

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: T }>;

const results = {
  succeeded: 'Done',
  failed: 'Failed',
  canceled: 'Canceled',
  detached: 'Detached: what runs goes on in Azure',
  interrupted: 'Interrupted',
  planned: 'Planned',
  'no-changes': 'Nothing to do',
  drifted: 'Drifted',
  declined: 'Declined: nothing was changed',
} as const;

/** How the run ended, with its counts and the next commands. A `plan` says all of it in its last line. */
export function summaryLines(event: EventOf<'summary'>, kind: 'apply' | 'destroy' | undefined, surface: TextSurface): readonly string[] {
  if (event.result === 'planned' || event.result === 'no-changes' || event.result === 'drifted') {
    return nextLines(event.next, surface);
  }
  const role = event.result === 'succeeded' ? 'success' : event.result === 'declined' ? 'warning' : 'error';
  const what = kind ?? event.command;
  const recorded = recordedCounts(event);
  const counts = [
    ...(event.done === 0 && recorded.length > 0 ? [] : [doneCount(event, what)]),
    ...recorded,
    ...((event.published ?? 0) > 0 ? [`${plural(event.published ?? 0, 'package')} published`] : []),
    ...(event.failed > 0 ? [`${event.failed} failed`] : []),
    ...(event.skipped > 0 ? [`${event.skipped} not attempted`] : []),
    ...(event.unknown > 0 ? [`${event.unknown} unknown`] : []),
  ];
  const sentence = event.result === 'declined' ? `${results.declined}.` : `${results[event.result]}: ${counts.join(', ')} in ${formatDuration(event.elapsedMs)}.`;
  return [surface.style(role, sentence), ...nextLines(event.next, surface)];
}

/** What was done, in the words of the command. */
function doneCount({ done }: EventOf<'summary'>, what: string): string {
  const verb = what === 'destroy' ? 'deleted' : what === 'drift' ? 'taken into the state' : 'applied';
  return what === 'secrets' ? `${plural(done, 'secret')} rotated` : what === 'cleanup' ? `${plural(done, 'finding')} removed` : `${plural(done, 'resource')} ${verb}`;
}

/** What changed in the state alone. */
function recordedCounts({ recorded: { moved = 0, imported = 0, forgotten = 0 } = {} }: EventOf<'summary'>): readonly string[] {
  return [...(moved > 0 ? [`${plural(moved, 'resource')} moved`] : []), ...(imported > 0 ? [`${plural(imported, 'resource')} imported`] : []), ...(forgotten > 0 ? [`${plural(forgotten, 'resource')} left to others`] : [])];
}

function nextLines(next: readonly string[], surface: TextSurface): readonly string[] {
  return next.map((command) => `${surface.style('dim', 'Next:')} ${command}`);
}
