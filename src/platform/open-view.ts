import { kindOf } from '../resources/catalogue.ts';
import { createPlainView } from '../ui/plain/plain-view.ts';
import type { PlainViewOptions } from '../ui/plain/plain-view.ts';
import type { RunView } from '../ui/run-view.ts';
import { spelledIn } from '../ui/text/ascii-text.ts';
import { glyphsOf } from '../ui/text/glyph-choice.ts';
import type { GlobalOptions } from './global-options.ts';
import { placeUrls } from './place-urls.ts';
import type { Platform } from './platform.ts';

/** How often it is said what runs, where nothing turns. */
const beatMs = 30_000;

function beat(tell: () => void): () => void {
  const timer = setInterval(tell, beatMs).unref();
  return () => clearInterval(timer);
}

/** The view for people that fits the terminal: lines for pipes and screen readers, the live board where the screen can be redrawn. */
export async function openView(platform: Platform, options: GlobalOptions, onInterrupt: () => void): Promise<RunView> {
  const stdout = platform.stdout;
  const glyphs = glyphsOf(options);
  const spelled = spelledIn(options);
  const titleOf = (type: string): string | undefined => kindOf(type)?.title;
  const plain: PlainViewOptions = {
    write: (text) => void stdout.write(spelled(text)),
    verbosity: options.verbosity,
    detail: options.detail,
    width: options.width,
    color: options.color,
    links: options.links,
    placeUrl: placeUrls(platform, options),
    screenReader: options.screenReader,
    glyphs,
    titleOf,
  };
  if (options.redraw) {
    const { createTerminalView } = await import('./terminal-view.ts');
    return createTerminalView({ platform, options, plain: createPlainView(plain), glyphs, titleOf, onInterrupt });
  }
  if (!options.interactive) {
    return createPlainView({ ...plain, beat });
  }
  return createPlainView({
    ...plain,
    beat,
    choose: async (question, signal) => {
      const { askChoice } = await import('../ui/plain/ask-choice.ts');
      return askChoice(question, { stdin: platform.stdin as NodeJS.ReadStream, stdout: stdout as NodeJS.WriteStream, signal });
    },
    pick: async (question) => {
      const { askPicks } = await import('../ui/plain/ask-picks.ts');
      const asked = new AbortController();
      const forget = platform.onSignal(() => asked.abort());
      return askPicks(question, { stdin: platform.stdin as NodeJS.ReadStream, stdout: stdout as NodeJS.WriteStream, signal: asked.signal }).finally(forget);
    },
    ask: async (question) => {
      const { askPlain } = await import('../ui/plain/ask-plain.ts');
      const asked = new AbortController();
      const forget = platform.onSignal(() => asked.abort());
      return askPlain(question, { stdin: platform.stdin as NodeJS.ReadStream, stdout: stdout as NodeJS.WriteStream, signal: asked.signal }).finally(forget);
    },
  });
}
