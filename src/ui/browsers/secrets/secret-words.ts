import type { SecretConsumer } from '../../../model/declared-secret.ts';
import { ageText } from '../../text/age-text.ts';
import type { StyleRole } from '../../text/style.ts';
import type { ListedSecret } from './listed-secret.ts';

/** How a secret stands, in a word or three. */
export function standingText({ status, declared, blocks, removed, isCutOff }: ListedSecret): string {
  if (isCutOff) return 'rotation cut off';
  if (removed !== undefined) return 'removed';
  switch (status) {
    case 'set':
      return 'set';
    case 'missing':
      return blocks || declared === undefined ? 'missing' : 'not set';
    case 'expiring':
      return 'expires soon';
    case 'due':
      return 'rotation due';
    case 'disabled':
    case 'expired':
      return status;
    case 'early':
      return 'not valid yet';
  }
}

/** The role that goes with the words. */
export function standingRole({ status, blocks, removed, isCutOff }: ListedSecret): StyleRole | undefined {
  if (blocks || isCutOff) return 'error';
  if (removed !== undefined || status === 'missing') return 'dim';
  return status === 'set' ? 'success' : 'warning';
}

/** Everything about how it stands, in a sentence. */
export function standingSentence(secret: ListedSecret): string {
  const { declared, expiresAt, now, setAt, removed, status, blocks, place, placeStands } = secret;
  const since = setAt === undefined ? '' : ` ${ageText(setAt, now)}`;
  const expiry = expiresAt === undefined ? '' : `, ${status === 'expired' ? 'expired' : 'expires'} ${ageText(expiresAt, now)} (${expiresAt.slice(0, 10)})`;
  const need = declared !== undefined && !blocks ? ', and not required here' : '';
  if (removed !== undefined) {
    const end = removed.purgedAt === undefined ? '' : `; gone for good ${ageText(removed.purgedAt, now)} (${removed.purgedAt.slice(0, 10)})`;
    return `removed${removed.at === undefined ? '' : ` ${ageText(removed.at, now)}`}, to be recovered${end}`;
  }
  if (status === 'missing') return `${placeStands ? 'no value' : `no value: ${place} is not applied yet`}${need}`;
  if (status === 'disabled') return `disabled: nobody can read it${need}`;
  if (status === 'early') return `set${since}, not valid yet: nobody can read it${need}`;
  if (status === 'expired') return `set${since}${expiry}: nobody can read it${need}`;
  return `set${since}${expiry}`;
}

/** What an apply would do about it; empty for the file of this machine, which no apply looks at. */
export function applyText({ declared, status, blocks, isCodeKnown, placeStands, vaultFlag, removed }: ListedSecret, isFile: boolean): string {
  if (isFile || !isCodeKnown) return '';
  if (declared === undefined) return `apply does not touch it${vaultFlag === undefined ? '' : ', nor ask for it'}`;
  const first = placeStands ? '' : 'apply makes the vault, and ';
  const back = removed === undefined ? '' : ' It is recovered first.';
  switch (status) {
    case 'missing':
    case 'disabled':
      if (!declared.required) return `${first === '' ? 'apply ' : first}goes on without it`;
      if (declared.generate !== undefined) return `${first === '' ? 'apply ' : first}makes a value up and writes it before anything reads it.${back}`;
      return `${first === '' ? 'apply ' : first}asks for its value, masked, or takes it from --secrets-file; without either it is refused.${back}`;
    case 'expired':
    case 'early':
      return `apply leaves it as it is${blocks ? '; what reads it fails until a value can be read' : ''}`;
    case 'set':
    case 'due':
    case 'expiring':
      return 'apply leaves it as it is';
  }
}

/** `charge`, `charge (PAY_KEY)`: the components that read it, with the setting where that has another name. */
export function readerNames({ declared, name }: Pick<ListedSecret, 'declared' | 'name'>): string {
  const text = ({ component, setting, direct }: SecretConsumer): string => (setting === name || direct === true ? component : `${component} (${setting})`);
  return [...new Set((declared?.consumers ?? []).map(text))].join(', ');
}
