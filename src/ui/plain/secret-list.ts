import type { DeclaredSecret, SecretConsumer } from '../../model/declared-secret.ts';
import { ageText } from '../text/age-text.ts';
import { displayWidth } from '../text/display-width.ts';
import { padEnd, truncateMiddle } from '../text/fit-text.ts';
import { spokenRow } from '../text/spoken-row.ts';
import { plural } from '../text/plural.ts';

/** What the list needs of a version. */
export interface ListedVersion {
  readonly name: string;
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt?: string;
  readonly notBefore?: string;
  readonly contentType?: string;
}

/** `optional`: declared, not there, and the code can do without. */
export type SecretState = 'set' | 'missing' | 'optional' | 'expired' | 'not valid yet' | 'disabled';

/** One secret of the list. */
export interface SecretRow {
  /** As the code writes it; as the vault does when it is not declared. */
  readonly name: string;
  readonly vaultName: string;
  readonly vault: string;
  readonly state: SecretState;
  /** Undefined while it is not known what is declared. */
  readonly declared?: boolean;
  readonly versions: number;
  readonly setAt?: string;
  readonly expiresAt?: string;
  readonly contentType?: string;
  readonly age?: string;
  readonly consumers: readonly SecretConsumer[];
}

/** What a secret's current version is at a moment. */
function stateOf({ enabled, expiresAt, notBefore }: ListedVersion, now: string): SecretState {
  if (!enabled) return 'disabled';
  if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now)) return 'expired';
  return notBefore !== undefined && Date.parse(notBefore) > Date.parse(now) ? 'not valid yet' : 'set';
}

/** The state of one version in words. */
export function stateText(version: ListedVersion, now: string): string {
  const state = stateOf(version, now);
  return state === 'set' ? 'enabled' : state;
}

/** The row of a secret that a vault holds. */
export function rowOf({ version, versions, declared, known, now, vault }: { readonly version: ListedVersion; readonly versions: number; readonly declared: DeclaredSecret | undefined; readonly known: boolean; readonly now: string; readonly vault: string }): SecretRow {
  const { name, createdAt, expiresAt, contentType } = version;
  return {
    name: declared?.name ?? name,
    vaultName: name,
    vault,
    state: stateOf(version, now),
    ...(known ? { declared: declared !== undefined } : {}),
    versions,
    setAt: createdAt,
    age: ageText(createdAt, now),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(contentType === undefined ? {} : { contentType }),
    consumers: declared?.consumers ?? [],
  };
}

/** The row of a declared secret that no vault holds. */
export function missingRow({ name, vaultName, vault, required, consumers }: DeclaredSecret): SecretRow {
  return { name, vaultName, vault, state: required ? 'missing' : 'optional', declared: true, versions: 0, consumers };
}

/** Prints rows as they come, aligned by what is known when the first ones do. */
export interface SecretTable {
  /** Lines of further rows, each with its line end; the heading stands above the first ones. */
  lines(rows: readonly SecretRow[]): string;
}

type Column = 'name' | 'state' | 'expires' | 'set' | 'versions' | 'readers';
const heading: Readonly<Record<Column, string>> = { name: 'NAME', state: 'STATE', versions: 'VERSIONS', set: 'SET', expires: 'EXPIRES', readers: 'READ BY' };
const order: readonly Column[] = ['name', 'state', 'versions', 'set', 'expires', 'readers'];
/** Columns that go first where there is no room. */
const dispensable: readonly Column[] = ['readers', 'versions', 'set', 'expires'];
/** Widths of columns whose content is known before any row. */
const fixed: Readonly<Partial<Record<Column, number>>> = { state: 17, versions: 8, set: 14, expires: 10 };
const leastName = 12;

/** A table for a stream that is `width` cells wide (undefined: a pipe, lines stay whole). `names`: those that are known to come. */
export function createSecretTable({ width, names, spoken = false, ellipsis = '…' }: { readonly width: number | undefined; readonly names: readonly string[]; readonly spoken?: boolean; readonly ellipsis?: string }): SecretTable {
  if (spoken) return { lines: (rows) => rows.map((row) => `${spokenRow(order.map((column) => cellsOf(row)[column]), order.map((column) => heading[column]))}\n`).join('') };
  let layout: { readonly columns: readonly Column[]; readonly nameWidth: number } | undefined;
  return {
    lines: (rows) => {
      const first = layout === undefined;
      layout ??= layoutFor(width, [...names, ...rows.map(({ name }) => name)]);
      const { columns, nameWidth } = layout;
      const line = (cells: Readonly<Record<Column, string>>): string => `${lineOf(cells, columns, nameWidth, { width, ellipsis })}\n`;
      return `${first ? line(heading) : ''}${rows.map((row) => line(cellsOf(row))).join('')}`;
    },
  };
}

function layoutFor(width: number | undefined, names: readonly string[]): { readonly columns: readonly Column[]; readonly nameWidth: number } {
  const widest = Math.max(leastName, ...names.map(displayWidth));
  if (width === undefined) return { columns: order, nameWidth: Math.min(widest, 60) };
  const room = Math.max(20, width);
  const around = (columns: readonly Column[]): number => columns.slice(1).reduce((sum, column) => sum + 2 + (fixed[column] ?? 10), 0);
  let columns = order;
  for (const column of dispensable) if (around(columns) + Math.min(widest, 30) > room) columns = columns.filter((other) => other !== column);
  return { columns, nameWidth: Math.max(1, Math.min(widest, room - around(columns))) };
}

function lineOf(cells: Readonly<Record<Column, string>>, columns: readonly Column[], nameWidth: number, { width, ellipsis }: { readonly width: number | undefined; readonly ellipsis: string }): string {
  const text = columns.map((column) => {
    if (column === 'name') return padEnd(width === undefined ? cells.name : truncateMiddle(cells.name, nameWidth, ellipsis), nameWidth);
    return padEnd(cells[column], fixed[column] ?? 0);
  });
  const line = text.join('  ').trimEnd();
  return width === undefined || displayWidth(line) <= width ? line : truncateMiddle(line, Math.max(20, width), ellipsis);
}

function cellsOf(row: SecretRow): Readonly<Record<Column, string>> {
  const readers = [...new Set(row.consumers.map(({ component, setting }) => (setting === row.name ? component : `${component} (${setting})`)))];
  return {
    name: row.name,
    state: row.state === 'optional' ? 'missing, optional' : row.declared === false && row.state === 'set' ? 'set, not declared' : row.state,
    versions: row.versions === 0 ? '' : String(row.versions),
    set: row.age ?? '',
    expires: row.expiresAt?.slice(0, 10) ?? '',
    readers: readers.join(', '),
  };
}

/** `14 secrets: 11 set, 2 missing, 1 expired. Set what is missing: …`. `command`: as the user would type it. */
export function summaryOf(counts: ReadonlyMap<SecretState, number>, command: (text: string) => string): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'No secrets: none is declared and the vault is empty.';
  const words: Readonly<Record<SecretState, string>> = { set: 'set', missing: 'missing', optional: 'missing and optional', expired: 'expired', 'not valid yet': 'not valid yet', disabled: 'disabled' };
  const parts = (Object.keys(words) as SecretState[]).flatMap((state) => (counts.has(state) ? [`${counts.get(state) ?? 0} ${words[state]}`] : []));
  const mend = (counts.get('missing') ?? 0) > 0 ? ` Set what is missing: ${command('secrets set NAME')}` : '';
  return `${plural(total, 'secret')}: ${parts.join(', ')}.${mend}`;
}
