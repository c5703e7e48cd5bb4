import type { Browser } from '../../browser/browser.ts';
import { ageText } from '../../text/age-text.ts';
import type { ListedSecret } from './listed-secret.ts';
import { groupOfSecret } from './listed-secret.ts';
import { secretActions } from './secret-actions.ts';
import { secretDetails } from './secret-details.ts';
import { readerNames, standingRole, standingText } from './secret-words.ts';

/** Where the secrets are that are walked through. */
export interface SecretsPlace {
  /** `prod`, `dev@local`. */
  readonly environment: string;
  /** Names of the vaults; of the file, one. */
  readonly places: readonly string[];
  /** The environment's file of variables in place of its vaults. */
  readonly isFile: boolean;
}

/** The secrets of an environment as a list: what is declared and what is there. */
export function secretsBrowser({ environment, places, isFile }: SecretsPlace): Browser<ListedSecret> {
  const where = places.length === 0 ? 'no vault is declared or applied' : places.join(', ');
  return {
    name: 'secrets',
    head: (items) => {
      const blocking = items.filter((item) => groupOfSecret(item) === 'To be done').length;
      const known = items.some(({ isCodeKnown }) => !isCodeKnown) ? 'the code cannot be read, ' : '';
      return `Secrets of ${environment}: ${known}${blocking === 0 ? '' : `${blocking} to be done, `}${isFile ? 'in ' : ''}${where}`;
    },
    columns: [
      { title: 'name', text: ({ name }) => name, rank: 0 },
      { title: 'state', text: standingText, role: standingRole, rank: 1 },
      { title: 'set', text: ({ setAt, now }) => (setAt === undefined ? '' : ageText(setAt, now)), rank: 2 },
      ...(isFile ? [] : ([
        { title: 'expires', text: ({ expiresAt }: ListedSecret) => expiresAt?.slice(0, 10) ?? '', rank: 3 },
        { title: 'rotation', text: ({ dueAt, now, declared }: ListedSecret) => (dueAt === undefined ? (declared?.rotateEveryDays === undefined ? '' : `${declared.rotateEveryDays}d`) : ageText(dueAt, now)), rank: 4 },
        { title: 'versions', text: ({ versions }: ListedSecret) => (versions === undefined ? '' : String(versions.length)), rank: 6, align: 'right' },
      ] as const)),
      { title: 'read by', text: readerNames, rank: 5 },
    ],
    idOf: ({ id }) => id,
    groupOf: groupOfSecret,
    searchOf: ({ vaultName, place, declared }) => `${vaultName} ${place} ${declared?.description ?? ''} ${(declared?.consumers ?? []).map(({ address }) => address).join(' ')}`,
    details: (item, surface) => secretDetails(item, surface, isFile),
    actions: secretActions(isFile),
    empty: isFile ? 'No secret is declared, and the file has no variables: atakora secrets set NAME --dotenv adds one.' : 'No secret is declared, and no vault holds one: declare secret(\'NAME\') in the environment of a component.',
  };
}
