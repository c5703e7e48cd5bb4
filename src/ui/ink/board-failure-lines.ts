import { formatLocation } from '../../model/source-location.ts';
import { failureSentence } from '../plain/event-lines.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanLine, wrapText } from '../text/fit-text.ts';
import type { ItemView, StackView } from '../view-model-apply.ts';
import type { View } from '../view-model.ts';
import { innermostFailure } from '../view-model.ts';
import type { BoardFrame } from './board-frame.ts';
import { fit } from './board-frame.ts';

/** Lines that the cause may take: the whole of it stands in the record. */
const causeLines = 3;

/** What failed, each with its cause, the line of the definition and what to do about it. They stay until the run ends. */
export function failureBlocks(view: View, frame: BoardFrame): readonly (readonly string[])[] {
  const failedItems = view.items.filter((item) => item.status === 'failed');
  const alone = view.stacks.filter((stack) => stack.status === 'failed' && !failedItems.some((item) => item.stack === stack.stack));
  return [...failedItems, ...alone].map((failed) => failureBlock(failed, view, frame));
}

function failureBlock(failed: ItemView | StackView, view: View, frame: BoardFrame): readonly string[] {
  const { style, glyphs, width } = frame.surface;
  const name = 'address' in failed ? failed.address : `stack ${failed.stack}`;
  const after = failed.elapsedMs === undefined ? '' : ` after ${formatDuration(failed.elapsedMs)}`;
  const head = style('error', fit(`${glyphs.failed} ${name} failed${after}`, frame));
  const said = failed.failure === undefined ? failed.because : failureSentence(failed.failure);
  const place = 'address' in failed ? placeOf(failed, view) : undefined;
  const room = Math.max(8, width - 4);
  const told = [
    ...(said === undefined ? [] : wrapText(said, room).slice(0, causeLines)),
    ...(place === undefined ? [] : wrapText(`in ${place}`, room, 2)),
    ...mendOf(failed, view).flatMap((mend) => wrapText(`${glyphs.arrow} ${mend}`, room, 2)),
  ];
  return [head, ...told.map((line) => `    ${line}`)];
}

/** What to do: as the error of the run says it, else as the rule for the failure does; then the command, where one helps. */
function mendOf(failed: ItemView | StackView, view: View): readonly string[] {
  const told = 'address' in failed ? view.errors.find(({ address }) => address === failed.address)?.hint : undefined;
  const advice = failed.failure === undefined ? undefined : (innermostFailure(failed.failure).advice ?? failed.failure.advice);
  const hint = told ?? (advice === undefined || advice.rule === 'unknown' ? undefined : advice.hint);
  return [...(hint === undefined ? [] : [cleanLine(hint)]), ...(advice?.fix === undefined || hint?.includes(advice.fix) === true ? [] : [cleanLine(advice.fix)])];
}

function placeOf({ address }: ItemView, { plan }: View): string | undefined {
  const origin = plan?.changes.find((change) => change.address === address)?.origin;
  return origin === undefined ? undefined : formatLocation(origin);
}
