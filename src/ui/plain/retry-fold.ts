import type { EngineEvent } from '../../model/event.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanText } from '../text/fit-text.ts';
import type { TextSurface } from './text-surface.ts';

type Retry = Extract<EngineEvent, { readonly type: 'retry' }>;

/** Retries of one request, or of one resource, that no line has told yet. */
interface Held {
  readonly what: string;
  times: number;
  waitedMs: number;
  because: string;
}

/** Retries as lines: the first of each request at once, the further ones summed up. */
export interface RetryFold {
  /** Lines for a retry: one for the first, none for most others. */
  tell(event: Retry): readonly string[];
  /** The sums of what was held back; from then on every request is new again. */
  end(): readonly string[];
}

/** Waits of one request that add up to this are told in between, so that nobody takes the silence for an end. Milliseconds. */
const toldEveryMs = 60_000;

/** Folds the retries of each request into a line and a sum: Azure may ask to wait twenty times in a row. */
export function createRetryFold(surface: TextSurface): RetryFold {
  const requests = new Map<string, Held>();
  const warn = (text: string): string => surface.style('warning', text);
  const sum = (held: Held): readonly string[] => {
    const { what, times, waitedMs, because } = held;
    if (times === 0) return [];
    held.times = 0;
    held.waitedMs = 0;
    return [warn(`tried ${what} again ${times === 1 ? 'once more' : `${times} times more`}, ${formatDuration(waitedMs)} of waiting: ${because}`)];
  };
  return {
    tell(event) {
      const what = cleanText(event.what);
      const because = cleanText(event.because);
      const known = requests.get(what);
      if (known === undefined) {
        requests.set(what, { what, times: 0, waitedMs: 0, because });
        return [warn(`trying ${what} again in ${formatDuration(event.afterMs)}: ${because}`)];
      }
      known.times += 1;
      known.waitedMs += event.afterMs;
      known.because = because;
      return known.waitedMs >= toldEveryMs ? sum(known) : [];
    },
    end() {
      const lines = [...requests.values()].flatMap(sum);
      requests.clear();
      return lines;
    },
  };
}
