/** Causes of causes that are told; a chain may lead back to itself. */
const deepest = 8;

/** The stack of an error and of its causes: for `--verbose` and crash reports. */
export function stackOf(error: unknown, depth = 0): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : textOf(error);
  const cause = error instanceof Error && error.cause !== undefined && depth < deepest ? `\ncaused by: ${stackOf(error.cause, depth + 1)}` : '';
  return `${stack}${cause}`;
}

/** What is no error, such as a failure of Azure, as it is. */
function textOf(cause: unknown): string {
  try {
    return typeof cause === 'object' ? JSON.stringify(cause) : String(cause);
  } catch {
    return Object.prototype.toString.call(cause);
  }
}
