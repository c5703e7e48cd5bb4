import type { Risk } from '../../model/plan.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { windowStart } from '../screen/window-start.ts';
import { actionRoles, actionSign } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { padEnd, padStart, truncate, truncateMiddle } from '../text/fit-text.ts';
import { typeTitle } from '../text/type-title.ts';
import type { ChangeRow, ExplorerRow, GroupRow } from './explorer-rows.ts';
import type { ExplorerState } from './explorer-state.ts';

/** The window on the list: exactly `height` lines or fewer, the cursor in it. Only what is visible is looked at. */
export function listLines(state: ExplorerState, surface: TextSurface, height: number): readonly string[] {
  const first = windowStart(state.rows.length, state.cursor, height);
  return state.rows.slice(first, first + height).map((row, index) => rowLine(row, first + index === state.cursor, state, surface));
}

function rowLine(row: ExplorerRow, isCurrent: boolean, state: ExplorerState, surface: TextSurface): string {
  const { glyphs, style, width } = surface;
  const pointer = isCurrent ? style('accent', state.pane === 'list' ? glyphs.pointer : glyphs.bullet) : ' ';
  const text = row.kind === 'group' ? groupText(row, surface, width - 2) : changeText(row, surface, width - 2, isCurrent);
  return `${pointer} ${text}`;
}

function groupText(row: GroupRow, surface: TextSurface, room: number): string {
  const fold = row.open ? '-' : '+';
  const label = row.identical === undefined ? row.label : `identical: ${row.label}`;
  const tail = ` (${row.count})`;
  const start = `${'  '.repeat(row.depth)}[${fold}] `;
  // Unfolded, its changes say it themselves.
  const mark = row.open ? '' : riskMark(row.risk, surface);
  const inner = room - (mark === '' ? 0 : displayWidth(mark) + 1);
  const text = start + surface.style('strong', truncateMiddle(label, Math.max(1, inner - start.length - tail.length), surface.glyphs.ellipsis)) + surface.style('dim', tail);
  return mark === '' ? text : `${padEnd(text, inner)} ${mark}`;
}

/** Sign, name below its owner, danger, type: the type goes first where room is short, the danger never. */
function changeText(row: ChangeRow, surface: TextSurface, room: number, isCurrent: boolean): string {
  const { change } = row;
  const { style, glyphs } = surface;
  const sign = style(actionRoles[change.action.kind], padStart(actionSign(change.action, glyphs), 3));
  const start = '  '.repeat(row.depth);
  const mark = change.action.kind === 'no-op' ? '' : markOf(row, surface);
  const inner = room - start.length - 4 - (mark === '' ? 0 : displayWidth(mark) + 1);
  const name = row.depth === 2 ? change.address.slice(change.address.lastIndexOf('/') + 1) : change.address;
  const shown = truncateMiddle(name, Math.max(1, inner), glyphs.ellipsis);
  const title = typeTitle(change.type, surface.titleOf);
  const left = inner - displayWidth(shown) - 2;
  const middle = left >= 6 ? padEnd(`${isCurrent ? style('strong', shown) : shown}  ${style('dim', truncate(title, left, glyphs.ellipsis))}`, inner) : padEnd(isCurrent ? style('strong', shown) : shown, inner);
  return `${start}${sign} ${middle}${mark === '' ? '' : ` ${mark}`}`.trimEnd();
}

function markOf({ change }: ChangeRow, surface: TextSurface): string {
  const mark = riskMark(change.risk, surface);
  return mark === '' && change.protected ? surface.style('warning', 'prot.') : mark;
}

function riskMark(risk: Risk, { style, glyphs }: TextSurface): string {
  switch (risk) {
    case 'loses-data':
      return style('error', `${glyphs.warning} data`);
    case 'interrupts-service':
      return style('warning', `${glyphs.warning} stops`);
    case 'safe':
      return '';
  }
}
