import { resolve } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { Browser } from '../ui/browser/browser.ts';
import type { ReadOlder } from '../ui/browser/browser-screen.ts';
import { browserScreen } from '../ui/browser/browser-screen.ts';
import type { BrowserEnd, BrowserPlace } from '../ui/browser/browser-state.ts';
import { beginBrowser, placeOf } from '../ui/browser/browser-state.ts';
import type { KeySource } from '../ui/ink/key-source.ts';
import type { ScreenFeed } from '../ui/ink/use-screen.ts';
import type { BrowserNews } from '../ui/browser/press-browser.ts';
import type { PlainTerminal } from '../ui/plain/plain-terminal.ts';
import { createSurface } from '../ui/plain/text-surface.ts';
import { plural } from '../ui/text/plural.ts';
import { asciiGlyphs, unicodeGlyphs, wordGlyphs } from '../ui/text/glyphs.ts';
import type { CommandContext } from './command-context.ts';
import { quotedWords } from './command-line.ts';
import { setColorForInk } from './ink-color.ts';
import { passedFlags } from './passed-flags.ts';

/** What is walked through, and where its items come from. */
export interface Browsing<Item> {
  readonly browser: Browser<Item>;
  /** Done on the ordinary screen before the other one opens: what runs code of the project, which would keep keys from being read. */
  readonly prepare?: () => Promise<void>;
  /** Read anew whenever the screen opens; `tell` shows a part while the rest is on its way. */
  readonly load: (tell: (items: readonly Item[]) => void, signal: AbortSignal) => Promise<readonly Item[]>;
  /** Where `load` reads the newest only. */
  readonly older?: OlderItems<Item>;
}

/** Items that are read when the person comes near them, or searches. */
export interface OlderItems<Item> {
  readonly isMore: () => boolean;
  /** Answers with all that is read by then. */
  readonly read: (signal: AbortSignal) => Promise<readonly Item[]>;
  /** Said where a list is read out instead: how to see the rest. */
  readonly hint: string;
}

/**
 * Lets a person at the terminal walk through items and do things with them, until they leave. Each thing is a command line, which is printed, run
 * on the ordinary screen, and after which the browser opens again where it was.
 * @returns the exit code: 0, whatever the commands ended with; they have said so.
 * @throws AtakoraError `ATK1006` when interrupted, and whatever `load` throws.
 */
export async function browse<Item>(context: CommandContext, browsing: Browsing<Item>): Promise<number> {
  let place: BrowserPlace | undefined;
  for (;;) {
    await browsing.prepare?.();
    context.signal.throwIfAborted();
    const shown = context.options.redraw ? await onScreen(context, browsing, place) : await inLines(context, browsing);
    if (shown.end === undefined || shown.end.kind === 'left') return 0;
    if (shown.end.kind === 'interrupted') throw new AtakoraError('ATK1006', 'interrupted at the list; nothing was changed');
    place = shown.place;
    if (!(await runChosen(context, [shown.end.argv, ...(shown.end.rest ?? [])], browsing.browser.name))) return 0;
  }
}

interface Shown {
  readonly end: BrowserEnd | undefined;
  readonly place?: BrowserPlace;
}

async function onScreen<Item>(context: CommandContext, { browser, load, older }: Browsing<Item>, place: BrowserPlace | undefined): Promise<Shown> {
  const { platform, options, signal } = context;
  setColorForInk(options.color !== false);
  const { showScreen } = await import('../ui/ink/show-screen.tsx');
  const { wishGranter } = await import('./grant-wish.ts');
  const left = new AbortController();
  const gone = AbortSignal.any([signal, left.signal]);
  let failure: { readonly error: unknown } | undefined;
  const feed: ScreenFeed<BrowserNews<Item>> = (tell) => {
    load((items) => tell({ items, isLoading: true }), gone).then(
      (items) => tell({ items, isLoading: false, hasOlder: older?.isMore() === true }),
      (error: unknown) => {
        failure = { error };
        left.abort();
      },
    );
    return () => left.abort();
  };
  const stage = { stdout: platform.stdout as NodeJS.WriteStream, stdin: platform.stdin as unknown as KeySource, glyphs: options.ascii ? asciiGlyphs : unicodeGlyphs, color: options.color, links: options.links, signal: gone, alternate: true } as const;
  const last = await showScreen(browserScreen(olderReader(older)), beginBrowser(browser, [], place, true), stage, { feed, onWish: wishGranter(platform, resolve(platform.cwd, options.cwd ?? '.')) });
  if (failure !== undefined && last.end === undefined) throw failure.error;
  if (last.end === undefined) signal.throwIfAborted();
  return { end: last.end, place: placeOf(last) };
}

/** A part that cannot be read is told, and no further one is tried. */
function olderReader<Item>(older: OlderItems<Item> | undefined): ReadOlder<Item> | undefined {
  return older === undefined ? undefined : async (signal) => {
    try {
      return { items: await older.read(signal), isLoading: false, hasOlder: older.isMore() };
    } catch (error) {
      return { isLoading: false, hasOlder: false, notice: `older ones cannot be read: ${error instanceof Error ? error.message : String(error)}` };
    }
  };
}

async function inLines<Item>(context: CommandContext, { browser, load, older }: Browsing<Item>): Promise<Shown> {
  const { options, signal } = context;
  const items = await load(() => undefined, signal);
  const { browseByLines } = await import('../ui/plain/browse-by-lines.ts');
  const chosen = await browseByLines(browser, items, lineTerminal(context), createSurface({ width: options.width, color: false, glyphs: wordGlyphs, screenReader: options.screenReader }), older?.isMore() === true ? older.hint : undefined);
  signal.throwIfAborted();
  return { end: chosen === undefined ? { kind: 'left' } : { kind: 'run', ...chosen } };
}

/** Runs what was chosen, until something does not end well; true when the person wants to go back to the browser. */
async function runChosen(context: CommandContext, lines: readonly (readonly string[])[], name: string): Promise<boolean> {
  const { stdout } = context.platform;
  for (const [index, argv] of lines.entries()) {
    const words = [...argv, ...passedFlags(context, argv)];
    stdout.write(`${index === 0 ? '' : '\n'}$ atakora ${quotedWords(words)}\n`);
    const code = await context.runNext(words);
    if (context.signal.aborted) return false;
    const left = lines.length - index - 1;
    if (code !== 0 && left > 0) {
      stdout.write(`\n${plural(left, 'more command')} ${left === 1 ? 'was' : 'were'} not run.\n`);
      break;
    }
  }
  const { askByLines } = await import('../ui/plain/line-asker.ts');
  const answer = await askByLines(lineTerminal(context), (asker) => asker.ask(`\nEnter goes back to ${name}, q leaves:`, (text) => (['', 'q'].includes(text.toLowerCase()) ? { value: text } : { wrong: 'Answer Enter or q.' })));
  return answer === '';
}

function lineTerminal({ platform, signal }: CommandContext): PlainTerminal {
  return { stdin: platform.stdin as NodeJS.ReadStream, stdout: platform.stdout as NodeJS.WriteStream, signal };
}
