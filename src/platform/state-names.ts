import { shortHash } from '../define/sha256.ts';

/** The container that holds the states of a project, unless another is named. */
export const stateContainer = 'atakora-state';

/** What the names of the place of a state are made of. */
export interface StateNameFacts {
  /** Name of the project, any text. */
  readonly project: string;
  /** Random id of the manifest. */
  readonly projectId: string;
  readonly subscriptionId: string;
}

const longestAccount = 24;
const hashLength = 8;

/**
 * Name of the storage account: `st`, the project, a hash of manifest and subscription; at most 24 lower-case letters and digits. The same
 * for all environments in one subscription. `attempt` gives other names where one is taken.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage
 */
export function stateAccountName(facts: StateNameFacts, attempt = 0): string {
  const hash = shortHash(`state/${facts.projectId}/${facts.subscriptionId}${attempt === 0 ? '' : `/${attempt}`}`, hashLength);
  const words = asciiWords(facts.project).replaceAll('-', '').slice(0, longestAccount - 2 - hashLength);
  return `st${words}${hash}`;
}

/** Name of the resource group: `rg-PROJECT-state`. */
export function stateGroupName({ project }: Pick<StateNameFacts, 'project'>): string {
  const words = asciiWords(project).slice(0, 60).replace(/-+$/, '');
  return words === '' ? 'rg-atakora-state' : `rg-${words}-state`;
}

/** Letters with accents lose them; everything else that is no letter or digit becomes a hyphen. */
function asciiWords(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
