import type { Browser } from '../../browser/browser.ts';
import { ageText } from '../../text/age-text.ts';
import { plural } from '../../text/plural.ts';
import type { StyleRole } from '../../text/style.ts';
import { environmentActions } from './environment-actions.ts';
import { environmentDetails } from './environment-details.ts';
import type { ListedEnvironment } from './listed-environment.ts';
import { targetText } from './listed-environment.ts';

/** The environments of a project as a list; `chosen`: what commands work on, and why. */
export function environmentsBrowser(project: string): Browser<ListedEnvironment> {
  return {
    name: 'environments',
    head: (items) => {
      const chosen = items.find(({ isChosen }) => isChosen);
      return `Environments of ${project}${chosen === undefined ? '' : `: commands work on ${chosen.key}`}`;
    },
    columns: [
      { title: '  name', text: ({ isChosen, key }) => `${isChosen ? '*' : ' '} ${key}`, rank: 0 },
      { title: 'applied', text: appliedText, role: appliedRole, rank: 1 },
      { title: 'notes', text: notesText, rank: 2 },
      { title: 'region', text: (item) => targetText(item, 'location'), rank: 3 },
      { title: 'state', text: (item) => targetText(item, 'state'), rank: 4 },
      { title: 'cloud', text: (item) => targetText(item, 'cloud'), rank: 5 },
      { title: 'subscription', text: (item) => targetText(item, 'subscriptionId'), rank: 6 },
    ],
    idOf: ({ key }) => key,
    nameOf: ({ key }) => key,
    groupOf: ({ isTwin }) => (isTwin ? 'Twins on the local Azure' : 'Environments'),
    searchOf: ({ applied, lacks }) => `${lacks.join(' ')} ${applied.kind === 'applied' ? `${applied.run ?? ''} ${(applied.groups ?? []).join(' ')}` : ''}`,
    details: environmentDetails,
    actions: environmentActions,
    empty: 'There are no environments: atakora env add NAME adds one.',
  };
}

function appliedText({ applied, now }: ListedEnvironment): string {
  switch (applied.kind) {
    case 'nothing':
      return 'nothing';
    case 'unknown':
      return 'not known';
    case 'applied':
      return `${plural(applied.resources, 'resource')}${applied.at === undefined ? '' : `, ${ageText(applied.at, now)}`}`;
  }
}

function appliedRole({ applied }: ListedEnvironment): StyleRole | undefined {
  return applied.kind === 'nothing' ? 'dim' : applied.kind === 'unknown' || (applied.unfinished ?? 0) > 0 ? 'warning' : 'success';
}

function notesText({ applied, from, isChosen, isDefault, isProtected, isTwin, lacks, problems }: ListedEnvironment): string {
  return [
    ...(isChosen ? ['in use'] : []),
    ...(problems.length === 0 ? [] : ['settings are wrong']),
    ...(applied.kind === 'applied' && (applied.unfinished ?? 0) > 0 ? [`${applied.unfinished ?? 0} not finished`] : []),
    ...(isProtected ? ['protected'] : []),
    ...(isDefault && !isTwin ? ['default'] : []),
    ...(lacks.length === 0 ? [] : [lacks.length === 1 ? `lacks ${lacks[0] ?? ''}` : `lacks ${lacks.length} values`]),
    ...(from.length === 1 && from[0] === 'built-in' ? ['built in'] : []),
  ].join('; ');
}
