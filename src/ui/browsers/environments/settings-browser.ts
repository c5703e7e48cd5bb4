import type { ActionTarget, Browser, BrowserAction } from '../../browser/browser.ts';
import type { TextSurface } from '../../plain/text-surface.ts';
import { cleanLine, wrapText } from '../../text/fit-text.ts';
import { plural } from '../../text/plural.ts';
import type { SettingCell, SettingRow } from './setting-row.ts';

type Target = ActionTarget<SettingRow>;

/** What the table is made of besides its rows. */
export interface SettingsScene {
  readonly project: string;
  readonly environments: readonly string[];
  /** Environments whose settings can be written; the others have to be in the manifest first. */
  readonly writable: readonly string[];
  /** Why a text cannot be the value of a setting in an environment; undefined when it can. */
  readonly check: (environment: string, path: string, text: string) => string | undefined;
}

/** The settings of all environments as a table whose cells are pointed at. */
export function settingsBrowser(scene: SettingsScene): Browser<SettingRow> {
  const { environments, project } = scene;
  return {
    name: 'settings',
    head: (items) => {
      const differing = items.filter(({ differs }) => differs).length;
      return `Settings of ${project} in ${plural(environments.length, 'environment')}: ${plural(differing, 'differs', 'differ')} (~)`;
    },
    columns: [
      { title: '  setting', text: ({ differs, path }) => `${differs ? '~' : ' '} ${path}`, rank: 0 },
      ...environments.map((name) => ({ title: name, text: ({ cells }: SettingRow) => cells.get(name)?.text ?? '', role: ({ differs }: SettingRow) => (differs ? undefined : ('dim' as const)), rank: 1, cell: name })),
    ],
    idOf: ({ path }) => path,
    nameOf: ({ path }) => path,
    groupOf: ({ group }) => group,
    searchOf: ({ cells }) => [...cells.values()].map(({ origin }) => origin).join(' '),
    details: (row, surface) => settingDetails(row, environments, surface),
    actions: settingActions(scene),
    empty: 'There are no settings.',
  };
}

function settingDetails({ cells, choices, fixed, path }: SettingRow, environments: readonly string[], surface: TextSurface): readonly string[] {
  const wrapped = (text: string, indent = 0): readonly string[] => wrapText(cleanLine(text), Math.max(8, surface.width - indent), 0).map((line) => `${' '.repeat(indent)}${line}`);
  return [
    ...wrapped(path).map((line) => surface.style('strong', line)),
    ...(choices === undefined ? [] : wrapped(`one of ${choices.join(', ')}`)),
    ...(fixed === undefined ? [] : wrapped(`Not changed from here: ${fixed}.`)),
    ...environments.flatMap((name) => {
      const cell = cells.get(name);
      return ['', ...wrapped(`${name}: ${cell === undefined ? 'none' : cell.text}`), ...(cell === undefined ? [] : wrapped(cell.origin, 2).map((line) => surface.style('dim', line)))];
    }),
  ];
}

function cellOf({ items: [row], column }: Target): SettingCell | undefined {
  return row?.cells.get(column ?? '');
}

function settingActions({ check, writable }: SettingsScene): readonly BrowserAction<SettingRow>[] {
  const named = ({ items, column }: Target): string => `${column ?? ''}.${items[0]?.path ?? ''}`;
  const unchangeable = ({ items: [row], column }: Target): string | undefined => row?.fixed ?? (column === undefined || writable.includes(column) ? undefined : `the manifest does not name ${column}: atakora env add ${column}`);
  return [
    {
      key: 'enter',
      name: 'change',
      help: 'Asks for the value of the cell and writes it into the configuration.',
      footer: true,
      takes: 'one',
      refuse: unchangeable,
      ask: {
        prompt: (target) => `${named(target)}${target.items[0]?.choices === undefined ? '' : ` (${target.items[0].choices.join(', ')})`}:`,
        initial: (target) => cellOf(target)?.typed ?? '',
        check: (text, { column, items }) => check(column ?? '', items[0]?.path ?? '', text),
      },
      command: (target) => ['init', '--set', `${named(target)}=${target.text}`, '--yes'],
    },
    { key: 'e', name: 'open in the editor', help: 'Opens the place where the value is written in $VISUAL or $EDITOR, at its line and column.', takes: 'one', refuse: (target) => (cellOf(target)?.location === undefined ? `it is written in no file: ${cellOf(target)?.origin ?? 'there is no value'}` : undefined), wish: (target) => ({ kind: 'edit', location: cellOf(target)?.location ?? { file: '.' } }) },
    { key: 'y', name: 'copy the value', help: 'Copies the value of the cell to the clipboard of the terminal.', takes: 'one', refuse: (target) => (cellOf(target) === undefined ? 'there is no value' : undefined), wish: (target) => ({ kind: 'copy', text: cellOf(target)?.typed ?? '' }) },
    { key: 's', name: 'show the environment', help: 'Prints every value of the environment of the column and where it comes from.', takes: 'one', command: ({ column }) => ['env', 'show', column ?? ''] },
    { key: 'c', name: 'compare with', help: 'Prints what differs between the environment of the column and another one.', takes: 'one', ask: { prompt: ({ column }) => `Compare ${column ?? ''} with:`, check: (text) => (/^\w[\w@-]*$/.test(text) ? undefined : 'type the name of an environment, or Esc to go back') }, command: ({ column, text }) => ['env', 'compare', column ?? '', text] },
  ];
}
