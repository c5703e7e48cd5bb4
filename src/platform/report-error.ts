import { errorCodes } from '../model/error-codes.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import { AtakoraError } from '../model/errors.ts';
import type { EngineEvent } from '../model/event.ts';
import type { Json } from '../model/json.ts';
import { formatLocation } from '../model/source-location.ts';
import { errorFinding } from '../ui/plain/event-lines.ts';
import { findingLines } from '../ui/plain/diagnostic-text.ts';
import type { TextSurface } from '../ui/plain/text-surface.ts';
import { createLinkBook } from '../ui/plain/link-book.ts';
import { createSurface } from '../ui/plain/text-surface.ts';
import { spelledIn } from '../ui/text/ascii-text.ts';
import { glyphsOf } from '../ui/text/glyph-choice.ts';
import { stackOf } from './error-stack.ts';
import type { Output } from './output.ts';
import { placeUrls } from './place-urls.ts';
import type { OutputStream, Platform } from './platform.ts';
import type { Redactor } from './redactor.ts';
import type { TerminalLook } from './terminal-look.ts';
import { readLook } from './terminal-look.ts';

/** What bugs of ours end with. */
const bugExit = 70;

/** Lines of a log and of a screen reader stay whole. */
const logWidth = 100_000;

type ErrorEvent = Extract<EngineEvent, { type: 'error' }>;

/** How a failure is shown. */
export interface ErrorReporting {
  /** With the stack. */
  readonly verbose: boolean;
  /** Replaces secrets before lines are laid out, which could cut one in two. */
  readonly redact?: Redactor['redact'];
  /** Name of the command, where one was found. */
  readonly command?: string | undefined;
  /** `--cwd`: what places are told from. */
  readonly folder?: string | undefined;
  /** How text looks on a stream; without any flag when absent. */
  readonly look?: (stream: OutputStream) => TerminalLook;
  /** Writes the report of a bug of ours and says where it is. */
  readonly writeCrash?: (error: unknown) => string | undefined;
}

/**
 * Shows a failure as what it is: code, sentence, place, next step; with `verbose` the stack. Returns the exit code of its code.
 * What is no `AtakoraError` is a bug of ours and says so, and where its report is.
 */
export function reportError(error: unknown, platform: Platform, output: Output | undefined, { verbose, command, folder, look, writeCrash, redact = (value) => value }: ErrorReporting): number {
  const known = asAtakoraError(error);
  const report = errorCodes[known.code].exit === bugExit ? writeCrash?.(error) : undefined;
  const event = redact(namingReport(namingCommand(errorEvent(known), command), report));
  if (output?.json === true) {
    output.emit(event);
    if (!output.shows) {
      const { type: _type, ...facts } = event;
      output.document({ error: facts as unknown as Json }, () => '');
    }
  }
  if (output === undefined || output.json || !output.shows) {
    const finding = errorFinding(event as Parameters<typeof errorFinding>[0]);
    const spelled = spelledIn(look?.(platform.stderr) ?? { ascii: false, screenReader: false });
    const book = createLinkBook({ links: look?.(platform.stderr).links ?? false, placeUrl: placeUrls(platform, { cwd: folder }) });
    book.learn(event);
    platform.stderr.write(spelled(`${book.paint(findingLines(finding, errorSurface(platform, look)).join('\n'))}\n`));
    // What has a view goes to the log as the event that it is.
    if (output?.shows === false) output.log(`${findingLines(finding, createSurface({ width: logWidth })).join('\n')}\n`);
  } else {
    output.emit(event);
  }
  const stack = `${stackOf(error)}\n`;
  output?.log(stack);
  if (verbose) {
    platform.stderr.write(stack);
  }
  return errorCodes[known.code].exit;
}

/** What stderr can show: it may be a terminal where stdout is none, and there may be no options yet. */
function errorSurface(platform: Platform, look: (stream: OutputStream) => TerminalLook = (stream) => readLook({}, platform, stream)): TextSurface {
  const { color, screenReader, ascii } = look(platform.stderr);
  return createSurface({ width: screenReader ? logWidth : platform.stderr.columns, color, screenReader, glyphs: glyphsOf({ screenReader, ascii }) });
}

/** A mend of the registry that speaks of COMMAND in the words of the one that was typed. */
function namingCommand(event: ErrorEvent, command: string | undefined): ErrorEvent {
  return command === undefined ? event : { ...event, hint: event.hint?.replace('`atakora COMMAND --help`', `\`atakora ${command} --help\``) };
}

/** Where the report of a bug is. */
function namingReport(event: ErrorEvent, report: string | undefined): ErrorEvent {
  return report === undefined ? event : { ...event, hint: `Report it with ${report}, in which the values of secrets are replaced; read it before you send it.`, report };
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
