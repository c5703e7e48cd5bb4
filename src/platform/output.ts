import { appendFileSync, writeFileSync } from 'node:fs';
import type { ConfirmQuestion, Host } from '../engine/ports.ts';
import type { EngineEvent, StampedEvent } from '../model/event.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { RunId } from '../model/run-id.ts';
import type { Finding } from '../model/cleanup.ts';
import type { ChoiceQuestion, PickQuestion, RunView } from '../ui/run-view.ts';
import { spelledIn } from '../ui/text/ascii-text.ts';
import type { GlobalOptions } from './global-options.ts';
import type { OutputGuard } from './output-guard.ts';
import type { LogFile } from './log-file.ts';
import type { OutputStream, Platform } from './platform.ts';
import type { Stamper } from './stamper.ts';
import { createStamper } from './stamper.ts';
import { openView } from './open-view.ts';

/** How one command speaks: events to its view, documents and text to stdout. */
export interface Output {
  readonly host: Host;
  readonly stamper: Stamper;
  emit(event: EngineEvent): void;
  /** Lets the person at the terminal choose; undefined when there is nobody, or when `signal` takes the question away. */
  choose(question: ChoiceQuestion, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Shows the last plan to walk through, where the terminal can; false where it cannot.
   * @throws AtakoraError `ATK1006` when it is interrupted.
   */
  explore(): Promise<boolean>;
  /** Lets the person at the terminal pick findings; none without anybody there. @throws AtakoraError `ATK1006` at Ctrl-C. */
  pick(question: PickQuestion): Promise<readonly Finding[]>;
  /** Text for people: to stdout, or to stderr when stdout carries data. */
  text(text: string): void;
  /** What the command answers: the JSON document with --json, else the text. */
  document(json: Json, text: () => string): void;
  /** The value with every registered secret replaced: before it is laid out in lines, which could cut one in two. */
  redact<T>(value: T): T;
  /** Registers a secret value: from then on it is replaced wherever it would be written. Call it before anything else is done with a value. */
  protect(value: string): void;
  /** Text with a secret that was asked for, to stdout as it is; the one way past the redactor. */
  reveal(text: string): void;
  /** Text for the log alone, where there is one (`--log-file`). */
  log(text: string): void;
  /** An event that is told beside this output, for the log alone. */
  logEvent(event: StampedEvent): void;
  /** True while stdout carries JSON. */
  readonly json: boolean;
  /** True when a view shows what is emitted. */
  readonly shows: boolean;
  /** For a command that answers with a document and runs another that speaks in events on the way: shows them to people, beside what carries data. */
  openEvents(): Promise<Output>;
  close(): Promise<void>;
}

/** What an output shares with the rest of its command. */
export interface OutputWiring {
  readonly guard: OutputGuard;
  /** Called at a Ctrl-C that a screen keeps to itself. */
  readonly onInterrupt: () => void;
  /** The log that another output of the same command has opened. */
  readonly log?: LogFile;
  /** The screen reader mode was told already. */
  readonly announced?: boolean;
}

/** Opens the view that fits flags and terminal. `stream`: the command speaks in events. */
export async function openOutput(platform: Platform, options: GlobalOptions, run: RunId, stream: 'events' | 'document', wiring: OutputWiring): Promise<Output> {
  const { guard, onInterrupt } = wiring;
  const { redactor } = guard;
  const reveal = (text: string): void => guard.reveal(text, platform.stdout);
  const stamper = createStamper({ clock: platform.clock, run, redactor });
  const human = options.json ? platform.stderr : platform.stdout;
  const spelled = spelledIn(options);
  const log = wiring.log ?? (await openLog(platform, options, run, guard));
  if (options.screenReader) guard.withoutEscapes();
  announceScreenReader(options, stream, human, wiring);
  const view = await viewOf(platform, options, stream, reveal, onInterrupt);
  for (const sink of [view, log]) if (sink !== undefined) stamper.add((event) => sink.onEvent(event));
  if (options.jsonInto !== undefined) {
    logEvents(options.jsonInto, stamper);
  }
  const document = (json: Json, text: () => string): void => {
    if (options.json) reveal(`${JSON.stringify(redactor.redact(json), null, 2)}\n`);
    if (options.json && log === undefined) return;
    const told = redactor.redact(text());
    if (!options.json) platform.stdout.write(spelled(told));
    log?.text(told);
  };
  return {
    stamper,
    json: options.json,
    shows: view !== undefined,
    emit: stamper.emit,
    choose: (question, signal) => choose(question, signal, view, stamper),
    explore: () => explore(view),
    pick: (question) => pick(question, view, stamper),
    host: { emit: stamper.emit, confirm: (question) => ask(question, view, options, stamper) },
    redact: redactor.redact,
    protect: redactor.register,
    reveal,
    text: (text) => {
      const told = redactor.redact(text);
      human.write(spelled(told));
      log?.text(told);
    },
    log: (text) => log?.text(text),
    logEvent: (event) => log?.onEvent(event),
    document,
    openEvents: () => openOutput(options.json ? { ...platform, stdout: platform.stderr } : platform, { ...options, json: false, jsonInto: undefined, logFile: undefined }, run, 'events', { ...wiring, ...(log === undefined ? {} : { log }), announced: true }),
    close: async () => {
      await view?.close();
      if (wiring.log === undefined) await log?.close();
    },
  };
}

async function viewOf(platform: Platform, options: GlobalOptions, stream: 'events' | 'document', reveal: (text: string) => void, onInterrupt: () => void): Promise<RunView | undefined> {
  if (stream !== 'events') return undefined;
  if (!options.json) return openView(platform, options, onInterrupt);
  const { createJsonView } = await import('../ui/json/json-view.ts');
  // Events are redacted value by value; in their text, digits of a number could be taken for a secret, and the line would be no JSON any more.
  return createJsonView({ write: reveal });
}

async function openLog(platform: Platform, { logFile }: GlobalOptions, run: RunId, { redactor }: OutputGuard): Promise<LogFile | undefined> {
  if (logFile === undefined) return undefined;
  const { openLogFile } = await import('./log-file.ts');
  return openLogFile(logFile, platform, run, redactor);
}

/** The first line says that it is on, and what turned it on. A document that goes into a pipe stays as it is. */
function announceScreenReader({ screenReaderBy, json, interactive }: GlobalOptions, stream: 'events' | 'document', human: OutputStream, { announced = false }: OutputWiring): void {
  if (screenReaderBy !== undefined && !announced && !json && (stream === 'events' || interactive)) {
    human.write(`Screen reader mode is on, by ${screenReaderBy}.\n`);
  }
}

async function choose(question: ChoiceQuestion, signal: AbortSignal, view: RunView | undefined, stamper: Stamper): Promise<string | undefined> {
  const answer = await view?.choose(question, signal);
  const label = question.choices.find(({ value }) => value === answer)?.label;
  if (label !== undefined) {
    stamper.emit({ type: 'prompt', question: question.text, answer: label, by: 'user' });
  }
  return answer;
}

async function explore(view: RunView | undefined): Promise<boolean> {
  if (view?.explore === undefined) return false;
  if ((await view.explore()) === 'interrupted') throw new AtakoraError('ATK1006', 'interrupted; nothing was changed');
  return true;
}

async function pick(question: PickQuestion, view: RunView | undefined, stamper: Stamper): Promise<readonly Finding[]> {
  const picked = await view?.pick?.(question);
  if (picked?.kind === 'interrupted') {
    throw new AtakoraError('ATK1006', 'interrupted at the list; nothing was changed');
  }
  const findings = picked?.findings ?? [];
  stamper.emit({ type: 'prompt', question: question.text, answer: `${findings.length} of ${question.report.findings.length}`, by: 'user' });
  return findings;
}

function logEvents(file: string, stamper: Stamper): void {
  try {
    writeFileSync(file, '');
  } catch (cause) {
    throw new AtakoraError('ATK1901', `${file} cannot be written`, { cause });
  }
  stamper.add((event) => appendFileSync(file, `${JSON.stringify(event)}\n`));
}

/**
 * Asks through the view. `--yes` answers yes where no word is demanded or the fallback allows it; `--no-input` and JSON never ask.
 * @throws AtakoraError `ATK1006` when the user interrupts at the question.
 */
async function ask(question: ConfirmQuestion, view: RunView | undefined, options: GlobalOptions, stamper: Stamper): Promise<boolean> {
  if (options.yes) {
    stamper.emit({ type: 'prompt', question: question.text, answer: 'yes', by: 'flag' });
    return true;
  }
  if (!options.interactive || view === undefined) {
    throw new AtakoraError('ATK1003', `cannot ask "${question.text}" without a terminal`, { hint: 'Give --yes to go ahead without a question.' });
  }
  const answer = await view.confirm(question);
  stamper.emit({ type: 'prompt', question: question.text, answer, by: 'user' });
  if (answer === 'interrupted') {
    throw new AtakoraError('ATK1006', 'interrupted at the question; nothing was changed');
  }
  return answer === 'approved';
}
