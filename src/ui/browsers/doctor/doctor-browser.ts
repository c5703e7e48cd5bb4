import type { DoctorFinding, DoctorStatus } from '../../../model/doctor.ts';
import type { Browser, BrowserAction } from '../../browser/browser.ts';
import type { TextSurface } from '../../plain/text-surface.ts';
import { wrapText } from '../../text/fit-text.ts';
import { plural } from '../../text/plural.ts';
import type { StyleRole } from '../../text/style.ts';
import { factLines } from '../fact-lines.ts';

/** A finding of the doctor. */
export interface DoctorItem {
  readonly id: string;
  /** What was looked at, in words. */
  readonly check: string;
  readonly finding: DoctorFinding;
}

const words: Readonly<Record<DoctorStatus, string>> = { ok: 'well', warning: 'warning', problem: 'problem', 'could-not-check': 'not checked' };
const roles: Readonly<Record<DoctorStatus, StyleRole>> = { ok: 'success', warning: 'warning', problem: 'error', 'could-not-check': 'warning' };

/** What the doctor found, in the order in which it looks. */
export function doctorBrowser(place: string): Browser<DoctorItem> {
  return {
    name: 'the findings',
    head: (items) => {
      const count = (status: DoctorStatus): number => items.filter(({ finding }) => finding.status === status).length;
      return `Doctor of ${place}: ${plural(count('problem'), 'problem')}, ${plural(count('warning'), 'warning')}, ${count('could-not-check')} not checked`;
    },
    columns: [
      { title: 'check', text: ({ check }) => check, rank: 0 },
      { title: 'stands', text: wordOf, role: ({ finding }) => (finding.detail === true ? 'dim' : roles[finding.status]), rank: 1 },
      { title: 'finding', text: ({ finding }) => finding.summary, rank: 2 },
    ],
    idOf: ({ id }) => id,
    nameOf: ({ check, finding }) => `${check}: ${finding.summary}`,
    searchOf: ({ finding }) => `${finding.next ?? ''} ${finding.code ?? ''}`,
    details: doctorDetails,
    actions,
    empty: 'Nothing was looked at.',
  };
}

function wordOf({ finding }: DoctorItem): string {
  return finding.detail === true ? 'note' : words[finding.status];
}

function doctorDetails(item: DoctorItem, surface: TextSurface): readonly string[] {
  const { check, finding } = item;
  return [
    ...wrapText(`${check}: ${wordOf(item)}`, surface.width, 2).map((line) => surface.style('strong', line)),
    ...wrapText(finding.summary, surface.width, 0),
    ...(finding.next === undefined ? [] : ['', ...wrapText(finding.next, surface.width, 0)]),
    ...(finding.code === undefined && finding.place === undefined ? [] : ['', ...factLines([['at', finding.place], ['code', finding.code]], surface)]),
  ];
}

/** The first command in the mend of a finding, as it is typed; undefined without one. */
function typedCommand({ finding }: DoctorItem): string | undefined {
  return /`([^`]+)`/.exec(finding.next ?? '')?.[1];
}

/** The words of the first command of this program in the mend of a finding; undefined without one. */
export function mendWords({ finding }: DoctorItem): readonly string[] | undefined {
  const typed = /`atakora ([^`]+)`/.exec(finding.next ?? '')?.[1];
  return typed?.match(/(?:'[^']*'|\\'|[^\s'])+/g)?.map((word) => word.replaceAll(/'([^']*)'|\\(')/g, (_whole, quoted: string | undefined, quote: string | undefined) => quoted ?? quote ?? ''));
}

const actions: readonly BrowserAction<DoctorItem>[] = [
  {
    key: 'm', name: 'mend', help: 'Runs the command that mends it; all is looked at again when you come back.', footer: true, takes: 'one',
    refuse: ({ items: [item] }) => (item === undefined || mendWords(item) !== undefined ? undefined : item.finding.next === undefined ? 'there is nothing to mend' : 'its mend is no command of atakora: y copies it'),
    command: ({ items: [item] }) => (item === undefined ? [] : (mendWords(item) ?? [])),
  },
  {
    key: 'y', name: 'copy the mend', help: 'Copies the command that mends it, else what is said of it.', takes: 'one',
    refuse: ({ items: [item] }) => (item?.finding.next === undefined ? 'there is nothing to mend' : undefined),
    wish: ({ items: [item] }) => ({ kind: 'copy', text: item === undefined ? '' : (typedCommand(item) ?? item.finding.next ?? '') }),
  },
];
