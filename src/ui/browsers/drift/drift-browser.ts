import type { DriftedResource } from '../../../model/drift.ts';
import type { SourceLocation } from '../../../model/source-location.ts';
import type { ActionTarget, Browser, BrowserAction } from '../../browser/browser.ts';
import type { StyleRole } from '../../text/style.ts';
import { plural } from '../../text/plural.ts';
import { shortTime } from '../fact-lines.ts';
import { driftDetails } from './drift-details.ts';
import type { DriftItem } from './drift-item.ts';
import { isUnread, riskWords } from './drift-item.ts';

/** What drifted in an environment, by stacks. */
export function driftBrowser(environment: string): Browser<DriftItem> {
  return {
    name: 'the drift',
    head: (items) => `Drift of ${environment}${countsText(items)}`,
    columns: [
      { title: 'resource', text: ({ resource }) => resource.address, rank: 0 },
      { title: 'in Azure', text: statusText, role: statusRole, rank: 1 },
      { title: 'risk', text: ({ risk }) => riskWords[risk], role: ({ risk }) => (risk === 'none' ? undefined : 'warning'), rank: 2 },
      { title: 'by', text: ({ resource }) => resource.changedBy?.who ?? '', rank: 3 },
      { title: 'when', text: ({ resource }) => shortTime(resource.changedBy?.at), rank: 4 },
      { title: 'type', text: ({ title }) => title, rank: 5 },
    ],
    idOf: ({ resource }) => resource.address,
    groupOf: (item) => (isUnread(item) ? 'not compared' : item.stack),
    searchOf: ({ resource }) => [resource.id, resource.type, ...resource.findings.map(({ path }) => path)].join(' '),
    details: driftDetails,
    actions,
    empty: `No drift: ${environment} is in Azure as it was applied, or nothing was applied yet.`,
  };
}

function countsText(items: readonly DriftItem[]): string {
  const drifted = items.filter(({ resource }) => resource.status !== 'same').length;
  return items.length === 0 ? '' : `: ${plural(drifted, 'resource')}${drifted === items.length ? '' : `, ${items.length - drifted} not compared`}`;
}

const words: Readonly<Record<DriftedResource['status'], string>> = { missing: 'deleted', 'made-again': 'made again', changed: 'changed', same: 'not compared' };
const roles: Readonly<Record<DriftedResource['status'], StyleRole>> = { missing: 'delete', 'made-again': 'replace', changed: 'update', same: 'dim' };

function statusText({ resource }: DriftItem): string {
  const edits = resource.findings.filter(({ origin, ignored }) => origin === 'edit' && ignored !== true).length;
  return resource.status === 'changed' ? `${edits} ${words.changed}` : words[resource.status];
}

function statusRole({ resource }: DriftItem): StyleRole {
  return roles[resource.status];
}

const addresses = ({ items }: ActionTarget<DriftItem>): readonly string[] => items.map(({ resource }) => resource.address);

function refuseUnread({ items }: ActionTarget<DriftItem>): string | undefined {
  return items.some(isUnread) ? 'nothing is known of what could not be compared' : undefined;
}

function placeOf({ items }: ActionTarget<DriftItem>): SourceLocation | undefined {
  return items[0]?.resource.origin;
}

const actions: readonly BrowserAction<DriftItem>[] = [
  { key: 'A', name: 'accept', help: 'Takes what Azure holds into the state, after a question, and tells what the code has to say to keep it.', footer: true, takes: 'many', refuse: refuseUnread, command: (target) => ['drift', '--accept', ...addresses(target)] },
  { key: 'R', name: 'revert', help: 'Plans what was marked as the definition has it, with what it cannot do without, shows the plan, asks, and applies it.', footer: true, takes: 'many', refuse: refuseUnread, command: (target) => ['drift', '--revert', ...addresses(target)] },
  { key: 'p', name: 'plan of reverting', help: 'Walks through the plan that reverting would apply; changes nothing.', takes: 'many', refuse: refuseUnread, command: (target) => ['plan', '--explore', ...addresses(target).flatMap((address) => ['--target', address])] },
  { key: 'i', name: 'leave to others', help: 'Tells what the code has to say, and where, so that these values are left to others (ignoreChanges).', takes: 'many', refuse: refuseUnread, command: (target) => ['drift', '--ignore', ...addresses(target)] },
  { key: 'e', name: 'edit', help: 'Opens the definition in $EDITOR, at its line.', takes: 'one', refuse: (target) => (placeOf(target) === undefined ? 'nobody knows where it is defined' : undefined), wish: (target) => ({ kind: 'edit', location: placeOf(target) ?? { file: '' } }) },
  { key: 'y', name: 'copy the id', help: 'Copies the resource id.', takes: 'one', wish: ({ items }) => ({ kind: 'copy', text: items[0]?.resource.id ?? '' }) },
  { key: 'o', name: 'copy the link', help: 'Copies the link to the portal.', takes: 'one', refuse: ({ items }) => (items[0]?.link === undefined ? 'the local Azure has no portal' : undefined), wish: ({ items }) => ({ kind: 'copy', text: items[0]?.link ?? '' }) },
];
