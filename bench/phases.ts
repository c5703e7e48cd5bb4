import type { TimedRun } from './measure.ts';

interface PhaseEvent {
  readonly type: string;
  readonly phase?: string;
  readonly elapsedMs?: number;
}

/** Milliseconds of one phase in a run with `--json`, as its events say; 0 when the run had no such phase. */
export function phaseMs({ stdout }: TimedRun, phase: string): number {
  const events = stdout.trim().split('\n').map((line) => JSON.parse(line) as PhaseEvent);
  return events.filter((event) => event.type === 'phase' && event.phase === phase).reduce((sum, event) => sum + (event.elapsedMs ?? 0), 0);
}
