import type { SourceLocation } from '../model/source-location.ts';

/**
 * The place in the user's code that called `above`. The file is a `file:` URL or path as the stack says it: the loader
 * makes it relative to the project and maps lines of transformed files. Undefined when the runtime keeps no stack.
 * A definition must know its place to be explained later; reading the own stack touches nothing outside.
 */
export function callSite(above: (...args: never[]) => unknown): SourceLocation | undefined {
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, above);
  return typeof holder.stack === 'string' ? firstUserFrame(holder.stack) : undefined;
}

/** The first frame of a V8 stack text that lies in a file of somebody: neither in Node itself nor in evaluated text. */
export function firstUserFrame(stack: string): SourceLocation | undefined {
  for (const line of stack.split('\n')) {
    const frame = parseFrame(line);
    if (frame !== undefined) {
      return frame;
    }
  }
  return undefined;
}

const frameLine = /^\s*at (?:.*\((?<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)|(?:async )?(?<bare>\S.*))$/;
const place = /^(?<file>.+):(?<line>\d+):(?<column>\d+)$/;

function parseFrame(text: string): SourceLocation | undefined {
  const frame = frameLine.exec(text)?.groups;
  const found = place.exec(frame?.['inner'] ?? frame?.['bare'] ?? '')?.groups;
  const file = found?.['file']?.replace(/[?#].*$/, '');
  if (file === undefined || /^(?:node:|native\b|internal\/|<|eval at)/.test(file)) {
    return undefined;
  }
  return { file, line: Number(found?.['line']), column: Number(found?.['column']) };
}
