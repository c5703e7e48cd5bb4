import type { TextSurface } from '../plain/text-surface.ts';
import { applyVerbs } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanLine, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { ItemView } from '../view-model-apply.ts';
import type { View } from '../view-model.ts';
import { innermostFailure } from '../view-model.ts';

const endSigns = { succeeded: ['success', 'done'], failed: ['error', 'failed'], skipped: ['warning', 'skipped'], queued: ['dim', 'waiting'], running: ['warning', 'running'] } as const;

/** A stack as it goes to the scrollback: itself and each of its resources, with whole names; what a line has no room for stands under it. */
export function stackRecord(view: View, stackId: string, surface: TextSurface): readonly string[] {
  const stack = view.stacks.find((candidate) => candidate.stack === stackId);
  if (stack === undefined) {
    return [];
  }
  const items = view.items.filter((item) => item.stack === stackId);
  const status = stack.status === 'waiting' ? 'queued' : stack.status;
  const [role, glyph] = endSigns[status];
  const time = stack.elapsedMs === undefined ? '' : `  ${formatDuration(stack.elapsedMs)}`;
  const word = stack.status === 'succeeded' ? '' : stack.status === 'waiting' ? '  not started' : `  ${stack.status}`;
  const because = stack.because === undefined ? '' : `: ${cleanLine(stack.because)}`;
  const sign = surface.glyphs[glyph];
  const lines = wrapText(`${stack.stack}${word}  ${plural(items.length, 'resource')}${time}${because}`, Math.max(8, surface.width - displayWidth(sign) - 1), 2);
  const head = lines.map((line, index) => (index === 0 ? `${surface.style(role, sign)} ${surface.style('strong', line)}` : `${' '.repeat(displayWidth(sign) + 1)}${line}`));
  return [...head, ...items.flatMap((item) => itemRecord(item, surface))];
}

function itemRecord(item: ItemView, surface: TextSurface): readonly string[] {
  const { style, glyphs, width } = surface;
  const [role, glyph] = endSigns[item.status];
  const sign = glyphs[glyph];
  const indent = ' '.repeat(displayWidth(sign) + 4);
  const room = Math.max(8, width - indent.length);
  const tail = itemEnd(item);
  const [first = '', ...rest] = wrapText(`${item.address}  ${tail}`, room, 2);
  const line = rest.length === 0 ? `${item.address}${style('dim', `  ${tail}`)}` : first;
  return [`   ${style(role, sign)} ${line}`, ...rest.map((more) => `${indent}${more}`)];
}

function itemEnd(item: ItemView): string {
  const time = item.elapsedMs === undefined ? '' : ` ${formatDuration(item.elapsedMs)}`;
  switch (item.status) {
    case 'succeeded':
      return `${applyVerbs[item.action].done}${time}`;
    case 'failed':
      return `failed${time}${item.failure === undefined ? '' : ` ${innermostFailure(item.failure).code}`}`;
    case 'skipped':
      return `skipped${item.because === undefined ? '' : `: ${cleanLine(item.because)}`}`;
    case 'running':
      return 'not known to have ended';
    case 'queued':
      return 'not started';
  }
}
