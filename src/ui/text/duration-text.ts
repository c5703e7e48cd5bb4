/** A duration for people: `0.4s`, `12s`, `1m 04s`, `1h 02m`. Never a sign: negative durations (moved clocks) count as none. */
export function formatDuration(ms: number): string {
  const clamped = Math.max(0, ms);
  if (clamped < 9_950) {
    return `${(Math.round(clamped / 100) / 10).toFixed(1)}s`;
  }
  const seconds = Math.round(clamped / 1000);
  if (seconds < 60) {
    return `${seconds}s`;
  }
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  }
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
}

/** A running time, whole seconds, so that a ticking cell never changes its width within a minute: `4s`, `1m 04s`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  return seconds < 60 ? `${seconds}s` : formatDuration(seconds * 1000);
}
