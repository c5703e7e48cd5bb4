import type { RequestRetry } from '../azure/retry-policy.ts';
import { formatDuration } from '../ui/text/duration-text.ts';
import type { CommandContext } from './command-context.ts';
import { paragraph } from './state-text.ts';

/** Says on the stream for people what Azure is waited for. */
export function tellWait(context: CommandContext, { because, afterMs }: RequestRetry): void {
  if (context.options.verbosity !== 'quiet') {
    context.output.text(paragraph(context, `${because}; trying again in ${formatDuration(afterMs)}`));
  }
}

/** A warning in one paragraph. */
export function warn(context: CommandContext, text: string): void {
  context.output.text(paragraph(context, `warning: ${text}`));
}
