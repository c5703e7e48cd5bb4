import type { SourceLocation } from '../../../model/source-location.ts';
import { parseLocation } from '../../../model/source-location.ts';
import type { ActionTarget, Browser, BrowserAction } from '../../browser/browser.ts';
import { plural } from '../../text/plural.ts';
import { stateDetails } from './state-details.ts';
import type { StateItem } from './state-item.ts';

/** The resources that a state holds, by stacks. */
export function stateBrowser(environment: string): Browser<StateItem> {
  return {
    name: 'the state',
    head: (items) => `State of ${environment}: ${plural(items.length, 'resource')}`,
    columns: [
      { title: 'address', text: ({ address }) => address, rank: 0 },
      { title: 'type', text: ({ title }) => title, rank: 2 },
      { title: 'name in Azure', text: ({ record }) => record.name, rank: 3 },
      { title: 'since', text: ({ record }) => runDay(record.createdRun), rank: 4 },
      { title: '', text: markText, role: ({ record, isOpen }) => (record.status === 'applied' && !isOpen ? 'dim' : 'warning'), rank: 1 },
    ],
    idOf: ({ address }) => address,
    groupOf: ({ record }) => record.stack,
    searchOf: ({ record }) => `${record.id} ${record.type} ${record.origin ?? ''}`,
    details: stateDetails,
    actions,
    empty: `The state of ${environment} is empty: atakora apply makes the first entries.`,
  };
}

/** What is special about a resource. */
function markText({ record, isOpen }: StateItem): string {
  return [...(record.protect ? ['protected'] : []), ...(isOpen ? ['left open'] : record.status === 'applied' ? [] : [record.status])].join(', ');
}

/** The day on which a run began, which its id says. */
function runDay(run: string): string {
  const [, year, month, day] = /^synth-(\d{4})(\d\d)(\d\d)-/.exec(run) ?? [];
  return year === undefined ? '' : `${year}-${month ?? ''}-${day ?? ''}`;
}

const addresses = ({ items }: ActionTarget<StateItem>): readonly string[] => items.map(({ address }) => address);

function placeOf({ items }: ActionTarget<StateItem>): SourceLocation | undefined {
  const origin = items[0]?.record.origin;
  return origin === undefined ? undefined : parseLocation(origin);
}

/** `BACKEND/OWNER/NAME`, as the command will want it. */
function checkAddress(text: string, { items }: ActionTarget<StateItem>): string | undefined {
  if (text === items[0]?.address) return 'that is its address already';
  return /^[^\s/]+(?:\/[^\s/]+){2,}$/.test(text) ? undefined : 'an address is BACKEND/OWNER/NAME, such as main/storage.files/account';
}

const actions: readonly BrowserAction<StateItem>[] = [
  { key: 's', name: 'show', help: 'Prints the record of the resource, as JSON.', takes: 'one', command: (target) => ['state', 'show', ...addresses(target)] },
  {
    key: 'm', name: 'move', help: 'Gives the resource another address in the state; nothing changes in Azure.', footer: true, takes: 'one',
    ask: { prompt: ({ items }) => `New address of ${items[0]?.address ?? ''}`, initial: ({ items }) => items[0]?.address ?? '', check: checkAddress },
    command: ({ items, text }) => ['state', 'mv', items[0]?.address ?? '', text],
  },
  { key: 'X', name: 'forget', help: 'Takes what is marked out of the state, after a question; it stays in Azure, and nothing manages it any more.', takes: 'many', command: (target) => ['state', 'rm', ...addresses(target)] },
  { key: 'd', name: 'drift', help: 'Tells what somebody changed of it in Azure since the last apply.', footer: true, takes: 'many', command: (target) => ['drift', ...addresses(target)] },
  { key: 'p', name: 'plan', help: 'Plans it alone, with what it cannot do without, and walks through the plan.', takes: 'many', command: (target) => ['plan', '--explore', ...addresses(target).flatMap((address) => ['--target', address])] },
  { key: 'v', name: 'versions', help: 'Lists the versions of the state: who wrote them, and why.', takes: 'none', command: () => ['state', 'history'] },
  { key: 'e', name: 'edit', help: 'Opens the definition in $EDITOR, at the line where it was at the last apply.', takes: 'one', refuse: (target) => (placeOf(target) === undefined ? 'nobody knows where it was defined' : undefined), wish: (target) => ({ kind: 'edit', location: placeOf(target) ?? { file: '' } }) },
  { key: 'y', name: 'copy the id', help: 'Copies the resource id.', takes: 'one', wish: ({ items }) => ({ kind: 'copy', text: items[0]?.record.id ?? '' }) },
  { key: 'o', name: 'copy the link', help: 'Copies the link to the portal.', takes: 'one', refuse: ({ items }) => (items[0]?.link === undefined ? 'the local Azure has no portal' : undefined), wish: ({ items }) => ({ kind: 'copy', text: items[0]?.link ?? '' }) },
];
