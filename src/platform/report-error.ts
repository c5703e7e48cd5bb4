import { errorCodes } from '../model/error-codes.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import { AtakoraError } from '../model/errors.ts';
import type { EngineEvent } from '../model/event.ts';
import type { Json } from '../model/json.ts';
import { formatLocation } from '../model/source-location.ts';
import { errorFinding } from '../ui/plain/event-lines.ts';
import { findingLines } from '../ui/plain/diagnostic-text.ts';
import { createSurface } from '../ui/plain/text-surface.ts';
import type { Output } from './output.ts';
import type { Platform } from './platform.ts';

type ErrorEvent = Extract<EngineEvent, { type: 'error' }>;

/**
 * Shows a failure as what it is: code, sentence, place, next step; with `verbose` the stack. Returns the exit code of its code.
 * What is no `AtakoraError` is a bug of ours and says so.
 */
export function reportError(error: unknown, platform: Platform, output: Output | undefined, verbose: boolean, command?: string): number {
  const known = asAtakoraError(error);
  const event = namingCommand(errorEvent(known), command);
  if (output?.json === true) {
    output.emit(event);
    if (!output.shows) {
      const { type: _type, ...facts } = event;
      output.document({ error: facts as unknown as Json }, () => '');
    }
  }
  if (output === undefined || output.json || !output.shows) {
    const color = platform.stderr.isTTY === true && (platform.env['NO_COLOR'] ?? '') === '';
    const surface = createSurface({ width: platform.stderr.columns, color });
    platform.stderr.write(`${findingLines(errorFinding(event as Parameters<typeof errorFinding>[0]), surface).join('\n')}\n`);
  } else {
    output.emit(event);
  }
  if (verbose) {
    platform.stderr.write(`${stackOf(error)}\n`);
  }
  return errorCodes[known.code].exit;
}

/** A mend of the registry that speaks of COMMAND in the words of the one that was typed. */
function namingCommand(event: ErrorEvent, command: string | undefined): ErrorEvent {
  return command === undefined ? event : { ...event, hint: event.hint?.replace('`atakora COMMAND --help`', `\`atakora ${command} --help\``) };
}

/** What Azure said, of an error that came from it. */
function failureOf({ source, cause }: AtakoraError): AzureFailure | undefined {
  if (source !== 'azure' || cause === null || typeof cause !== 'object') return undefined;
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
  return !(cause instanceof Error) && typeof code === 'string' && typeof message === 'string' ? (cause as AzureFailure) : undefined;
}

/** The error as views and logs get it. */
export function errorEvent(error: AtakoraError): ErrorEvent {
  const failure = failureOf(error);
  return {
    type: 'error',
    code: error.code,
    message: error.message,
    hint: error.hint,
    ...(error.location === undefined ? {} : { location: formatLocation(error.location) }),
    ...(error.address === undefined ? {} : { address: error.address }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function asAtakoraError(error: unknown): AtakoraError {
  if (error instanceof AtakoraError) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  return new AtakoraError('ATK9001', `Atakora met something it does not expect: ${message}`, { cause: error, hint: 'Run it again with --verbose and report the output.' });
}

/** The stack of an error and of its causes: for `--verbose`. */
export function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause = error instanceof Error && error.cause !== undefined ? `\ncaused by: ${error.cause instanceof Error ? stackOf(error.cause) : causeText(error.cause)}` : '';
  return `${stack}${cause}`;
}

/** What is no error, such as a failure of Azure, as it is. */
function causeText(cause: unknown): string {
  return typeof cause === 'object' ? JSON.stringify(cause) : String(cause);
}
