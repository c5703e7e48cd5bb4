import type { Json } from '../../model/json.ts';
import type { Change, PropertyChange } from '../../model/plan.ts';
import { displayWidth } from '../text/display-width.ts';
import { padEnd, wrapText } from '../text/fit-text.ts';
import type { StyleRole } from '../text/style.ts';
import type { TextSurface } from './text-surface.ts';
import { blockText, differingMiddle, inlineValue, unifiedDiff } from './value-text.ts';

const signs = { add: '+', remove: '-', change: '~' } as const;
const roles = { add: 'create', remove: 'delete', change: 'update' } as const satisfies Record<PropertyChange['kind'], StyleRole>;

/** The changed properties of a resource, paths and values in two aligned columns; below each other where the line is narrow. */
export function propertyLines(change: Change, surface: TextSurface, indent: number): readonly string[] {
  if (surface.spoken) return change.properties.map((property) => spokenProperty(property, change));
  const room = surface.width - indent - 2;
  const widest = Math.max(0, ...change.properties.map((property) => displayWidth(property.path)));
  const column = Math.min(widest, Math.floor(room * 0.5));
  return change.properties.flatMap((property) => onePropertyLines(property, change, surface, { indent, column: room < 50 ? 0 : column }));
}

interface Place {
  readonly indent: number;
  /** Cells of the path column; 0: the value goes below the path. */
  readonly column: number;
}

function onePropertyLines(property: PropertyChange, change: Change, surface: TextSurface, place: Place): readonly string[] {
  const margin = ' '.repeat(place.indent);
  const sign = surface.style(roles[property.kind], signs[property.kind]);
  const beside = place.column > 0 && displayWidth(property.path) <= place.column;
  const valueIndent = beside ? place.indent + 2 + place.column + 2 : place.indent + 4;
  const values = valueLines(property, surface, surface.width - valueIndent);
  const notes = noteLines(property, change, surface, surface.width - place.indent - 4).map((line) => `${margin}    ${line}`);
  const pad = ' '.repeat(valueIndent);
  if (beside && values.kind === 'inline') {
    const [first = '', ...rest] = values.lines;
    return [`${margin}${sign} ${padEnd(property.path, place.column)}  ${first}`.trimEnd(), ...rest.map((line) => pad + line), ...notes];
  }
  const path = wrapText(property.path, surface.width - place.indent - 2, 2).map((line, index) => `${margin}${index === 0 ? sign : ' '} ${line}`);
  const below = values.kind === 'inline' ? pad : `${margin}    `;
  return [...path, ...values.lines.map((line) => below + line), ...notes];
}

interface ValueLines {
  readonly kind: 'inline' | 'block';
  readonly lines: readonly string[];
}

function valueLines(property: PropertyChange, surface: TextSurface, room: number): ValueLines {
  if (property.sensitive === true) {
    return { kind: 'inline', lines: wrapText(property.kind === 'change' ? '(sensitive, changed)' : '(sensitive)', room) };
  }
  const before = property.before;
  const after = property.after;
  if (property.unknown !== undefined) {
    const known = `${property.unknown} (known after apply)`;
    return inline(before === undefined ? known : `${inlineValue(before)} ${surface.glyphs.arrow} ${known}`, room);
  }
  if (property.kind !== 'change') {
    return oneValue(property.kind === 'add' ? after : before, room);
  }
  if (before === undefined || after === undefined) {
    return inline(before === undefined && after === undefined ? '(changed)' : `${surface.glyphs.arrow} ${inlineValue(after ?? before ?? null)}`, room);
  }
  return twoValues(before, after, surface, room);
}

function oneValue(value: Json | undefined, room: number): ValueLines {
  if (value === undefined) {
    return { kind: 'inline', lines: ['(not shown)'] };
  }
  const line = inlineValue(value);
  const block = blockText(value);
  if (block !== undefined && (displayWidth(line) > room || (typeof value === 'string' && value.includes('\n')))) {
    return { kind: 'block', lines: block.split('\n').flatMap((text) => wrapText(text, Math.max(16, room), 4)) };
  }
  return inline(line, room);
}

function twoValues(before: Json, after: Json, surface: TextSurface, room: number): ValueLines {
  const arrow = surface.glyphs.arrow;
  const line = `${inlineValue(before)} ${arrow} ${inlineValue(after)}`;
  const left = blockText(before);
  const right = blockText(after);
  const isText = (typeof before === 'string' && before.includes('\n')) || (typeof after === 'string' && after.includes('\n'));
  if (displayWidth(line) <= room && !isText) {
    return { kind: 'inline', lines: [line] };
  }
  if (left !== undefined && right !== undefined) {
    const lines = unifiedDiff(left, right);
    return lines.length === 0 ? inline('(only white space differs)', room) : { kind: 'block', lines: lines.flatMap((part) => paintDiff(part.kind, part.text, surface)) };
  }
  if (typeof before === 'string' && typeof after === 'string' && !isText) {
    const [cutBefore, cutAfter] = differingMiddle(before, after, surface.glyphs.ellipsis);
    return stacked(inlineValue(cutBefore), inlineValue(cutAfter), arrow, room);
  }
  return stacked(inlineValue(before), inlineValue(after), arrow, room);
}

function stacked(before: string, after: string, arrow: string, room: number): ValueLines {
  const line = `${before} ${arrow} ${after}`;
  if (displayWidth(line) <= room) {
    return { kind: 'inline', lines: [line] };
  }
  return { kind: 'inline', lines: [...wrapText(before, room, 2), ...wrapText(`${arrow} ${after}`, room, 2)] };
}

function inline(text: string, room: number): ValueLines {
  return { kind: 'inline', lines: wrapText(text, room, 2) };
}

const diffRoles = { added: 'create', removed: 'delete', same: undefined, place: 'dim' } as const;

function paintDiff(kind: keyof typeof diffRoles, text: string, surface: TextSurface): readonly string[] {
  const role = diffRoles[kind];
  return wrapText(text, Math.max(16, surface.width - 14), 4).map((line) => (role === undefined ? line : surface.style(role, line)));
}

function noteLines(property: PropertyChange, change: Change, surface: TextSurface, room: number): readonly string[] {
  const notes: readonly (readonly [StyleRole, string])[] = [
    ...(property.forcesReplacement === true ? [['replace', `# forces replacement: ${whyForced(property, change)}`] as const] : []),
    ...(property.drift === true ? [['warning', property.potential === true ? '# not what was sent, by the rules of its type: somebody may have changed it' : '# changed in Azure since the last apply'] as const] : []),
  ];
  return notes.flatMap(([role, text]) => wrapText(text, room, 2).map((line) => surface.style(role, line)));
}

/** `sku.name: from "B1" to "P1v3". Forces replacement: …` */
function spokenProperty(property: PropertyChange, change: Change): string {
  const notes = [
    ...(property.forcesReplacement === true ? [`Forces replacement: ${whyForced(property, change)}.`] : []),
    ...(property.drift === true ? [property.potential === true ? 'Not what was sent, by the rules of its type.' : 'Changed in Azure since the last apply.'] : []),
  ];
  return [`Property ${property.path}: ${spokenValue(property)}.`, ...notes].join(' ');
}

function spokenValue({ kind, before, after, sensitive, unknown }: PropertyChange): string {
  if (sensitive === true) return kind === 'change' ? 'changed, sensitive' : kind === 'add' ? 'new, sensitive' : 'removed, sensitive';
  if (unknown !== undefined) return `${before === undefined ? 'new' : `from ${inlineValue(before)}`}, known after apply, from ${unknown}`;
  if (kind === 'add') return `new, ${after === undefined ? 'not shown' : inlineValue(after)}`;
  if (kind === 'remove') return `removed, was ${before === undefined ? 'not shown' : inlineValue(before)}`;
  if (before === undefined || after === undefined) return before === undefined && after === undefined ? 'changed' : `changed to ${inlineValue(after ?? before ?? null)}`;
  const [left, right] = typeof before === 'string' && typeof after === 'string' ? differingMiddle(before, after, '...') : [before, after];
  return `from ${inlineValue(left)} to ${inlineValue(right)}`;
}

function whyForced(property: PropertyChange, change: Change): string {
  const reason = change.reasons.find((candidate) => candidate.path === property.path);
  return reason?.text ?? `${property.path.replace(/^properties\./, '')} cannot change`;
}
