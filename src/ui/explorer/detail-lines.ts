import type { Change, Plan } from '../../model/plan.ts';
import { formatLocation } from '../../model/source-location.ts';
import { changeInFull, dangerMarks } from '../plain/change-lines.ts';
import { findingLines, findingOf } from '../plain/diagnostic-text.ts';
import { propertyLines } from '../plain/property-lines.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { actionRoles, actionSign, actionVerbs } from '../text/action-sign.ts';
import { wrapText } from '../text/fit-text.ts';
import { linkLines } from '../text/link.ts';
import { plural } from '../text/plural.ts';
import { typeTitle } from '../text/type-title.ts';
import { visibleEntries } from './explorer-filter.ts';
import { forecastLines, noiseLines } from './forecast-lines.ts';
import type { GroupRow } from './explorer-rows.ts';
import { unchangedId } from './explorer-rows.ts';
import type { ExplorerState } from './explorer-state.ts';
import { portalLink } from './portal-link.ts';

/** Everything that is said of the row under the cursor, as long as it takes. */
export function detailLines(state: ExplorerState, surface: TextSurface): readonly string[] {
  const row = state.rows[state.cursor];
  if (row === undefined) {
    return wrapText(state.entries.length === 0 ? 'The plan has no changes.' : 'Nothing is left: press f for the filter, or Esc to clear the search.', surface.width, 0);
  }
  if (row.kind === 'group') return groupDetail(row, state, surface);
  switch (state.shows) {
    case 'change':
      return [...changeInFull(row.change, surface, 0), '', ...remarkLines(row.change, state, surface), ...placeLines(row.change, state.plan, surface)];
    case 'why':
      return [...whyLines(row.change, surface), '', ...remarkLines(row.change, state, surface)];
    case 'dependencies':
      return dependencyLines(row.change, state, surface);
  }
}

function groupDetail(row: GroupRow, state: ExplorerState, surface: TextSurface): readonly string[] {
  const [example] = row.identical?.changes ?? [];
  if (row.identical !== undefined && example !== undefined) {
    return [surface.style('strong', `The same on ${plural(row.count, 'resource')}`), ...propertyLines({ ...example, properties: [row.identical.property] }, surface, 0), '', ...row.identical.changes.flatMap((change) => reference(change, surface))];
  }
  if (row.id === unchangedId) return unchangedDetail(row, state, surface);
  const under = changesUnder(row, state);
  const counts = [...Map.groupBy(under, ({ action }) => action.kind)].map(([kind, members]) => surface.style(actionRoles[kind], `${members.length} to ${actionVerbs[kind]}`));
  return [surface.style('strong', row.label), plural(row.count, 'resource'), ...counts.map((line) => `  ${line}`), '', ...under.filter(({ risk }) => risk !== 'safe').flatMap((change) => reference(change, surface))];
}

/** The visible changes of a stack or owner, folded or not. */
function changesUnder(row: GroupRow, { entries, filter }: ExplorerState): readonly Change[] {
  const [, stack = '', owner] = /^stack:([^/]*)(?:\/(.*))?$/s.exec(row.id) ?? [];
  return visibleEntries(entries, filter).flatMap(({ change }) => (change.stack === stack && (owner === undefined || change.owner === owner) && change.action.kind !== 'no-op' ? [change] : []));
}

/** Why nothing is sent for them, as far as there is more to say than that nothing differs. */
function unchangedDetail(row: GroupRow, { entries, filter, forecast }: ExplorerState, surface: TextSurface): readonly string[] {
  const say = (text: string): readonly string[] => wrapText(text, surface.width, 0);
  const reasons = visibleEntries(entries, filter).flatMap(({ change }) => (change.action.kind === 'no-op' ? change.reasons : []));
  const told = [...Map.groupBy(reasons, ({ text }) => text)].map(([text, same]) => `${plural(same.length, 'resource')}: ${text}`);
  return [surface.style('strong', plural(row.count, 'unchanged resource')), ...say('Nothing is sent for them. What Azure fills in or writes in its own way is no difference to the definition, and is not listed.'), ...told.flatMap(say), ...noiseLines(forecast, surface)];
}

/** What the plan warns of that is about the change, and what Azure forecasts otherwise; an empty line behind each. */
function remarkLines(change: Change, { forecast, plan: { diagnostics, likelyMoves = [] } }: ExplorerState, surface: TextSurface): readonly string[] {
  const about = diagnostics.filter(({ address }) => address === change.address).map((found) => findingLines(findingOf(found), surface));
  const moves = likelyMoves.flatMap(({ from, to }) => (from === change.address ? [`looks like a rename to ${to}`] : to === change.address ? [`looks like a rename of ${from}`] : []));
  return [...moves.map((text) => wrapText(text, surface.width, 2).map((line) => surface.style('warning', line))), ...about, ...forecastLines(change, forecast, surface)].flatMap((lines) => [...lines, '']);
}

function placeLines(change: Change, plan: Plan, surface: TextSurface): readonly string[] {
  const portal = portalLink(plan.cloud, change.id);
  const hint = portal === undefined ? 'y copies the id' : 'y copies the id, o the link to the portal';
  const id = wrapText(change.id, surface.width, 2);
  return [...(portal === undefined ? id : linkLines(id, portal, surface.link)), ...wrapText(hint, surface.width, 2)].map((line) => surface.style('dim', line));
}

/** Every reason, with what the printed plan leaves out because its sign says it. */
function whyLines(change: Change, surface: TextSurface): readonly string[] {
  const { action } = change;
  const say = (text: string): readonly string[] => wrapText(text, surface.width, 2);
  return [
    ...say(`Why ${actionVerbs[action.kind]} ${change.address}`).map((line) => surface.style('strong', line)),
    ...change.reasons.flatMap((reason) => say(`${surface.glyphs.bullet} ${reason.text}${reason.path === undefined ? '' : ` (${reason.path})`}`)),
    ...(action.kind === 'replace' ? say(`${surface.glyphs.bullet} ${action.order === 'delete-first' ? 'the old one goes first: both cannot stand at once' : 'the new one is made first, then the old one goes'}`) : []),
    ...dangerMarks(change, surface),
    ...(change.origin === undefined ? [] : say(`defined at ${formatLocation(change.origin)}`)),
    ...(change.alsoFrom ?? []).flatMap((place) => say(`also asked for at ${formatLocation(place)}`)),
  ];
}

function dependencyLines(change: Change, { entries }: ExplorerState, surface: TextSurface): readonly string[] {
  const byAddress = new Map(entries.map((entry) => [entry.change.address, entry.change]));
  const before = change.waitsFor.flatMap((address) => byAddress.get(address) ?? []);
  const after = entries.flatMap((entry) => (entry.change.waitsFor.includes(change.address) ? [entry.change] : []));
  const section = (title: string, members: readonly Change[], none: string): readonly string[] => [
    surface.style('strong', title),
    ...(members.length === 0 ? [`  ${none}`] : members.flatMap((member) => reference(member, surface))),
  ];
  return [...wrapText(change.address, surface.width, 2), '', ...section('Waits for', before, 'nothing in this plan'), '', ...section('Waited for by', after, 'nothing in this plan')];
}

/** One change in a list of others: sign, address, type, danger. */
function reference(change: Change, surface: TextSurface): readonly string[] {
  const sign = actionSign(change.action, surface.glyphs);
  const text = `${change.address} ${typeTitle(change.type, surface.titleOf)}`;
  const lines = wrapText(text, surface.width - sign.length - 3, 2).map((line, index) => (index === 0 ? `  ${surface.style(actionRoles[change.action.kind], sign)} ${line}` : `${' '.repeat(sign.length + 3)}${line}`));
  const marks = dangerMarks(change, surface).join('  ');
  return marks === '' ? lines : [...lines, `${' '.repeat(sign.length + 3)}${marks}`];
}
