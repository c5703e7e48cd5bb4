import type { ActionTarget, BrowserAction } from '../../browser/browser.ts';
import type { ListedSecret } from './listed-secret.ts';

type Target = ActionTarget<ListedSecret>;
type Refusal = (secret: ListedSecret) => string | undefined;

/** Why it cannot be done with these: the first reason that one of them gives, with its name where there are several. */
function refusing(refusal: Refusal): (target: Target) => string | undefined {
  return ({ items }) => {
    const found = items.map((item) => ({ item, why: refusal(item) })).find(({ why }) => why !== undefined);
    return found === undefined ? undefined : items.length === 1 ? found.why : `${found.item.name}: ${found.why ?? ''}`;
  };
}

const isThere: Refusal = ({ removed, status, isCutOff }) => (removed !== undefined ? 'it is removed: recover it first' : status === 'missing' && !isCutOff ? 'it is not there' : undefined);
const isRemoved: Refusal = ({ removed, status }) => (removed === undefined ? (status === 'missing' ? 'it is not there, nor was it removed' : 'it is not removed') : undefined);
const isPurgeable: Refusal = ({ removed, status }) => (removed === undefined && status === 'missing' ? 'it is not there' : undefined);

/** `secrets VERB NAME …` for each item, for the place that is looked at. */
function verb(words: readonly string[], flags: readonly string[]): (target: Target) => readonly string[] {
  return ({ items }) => items.flatMap(({ name, vaultFlag }) => ['secrets', ...words, name, ...(vaultFlag === undefined ? [] : ['--vault', vaultFlag]), ...flags]);
}

function some(text: string, what: string): string | undefined {
  return text === '' ? `type ${what}, or Esc to go back` : text.startsWith('-') ? `${what} does not begin with -` : undefined;
}

/** What can be done with the secrets of a vault, or of the environment's file. */
export function secretActions(isFile: boolean): readonly BrowserAction<ListedSecret>[] {
  const place = isFile ? ['--dotenv'] : [];
  return [
    { key: 's', name: 'set', help: 'Asks for a new value, masked, and adds it.', footer: true, takes: 'many', each: true, command: verb(['set'], place) },
    { key: 'g', name: 'generate', help: 'Makes a new value up, as declared or of 32 characters.', takes: 'many', each: true, command: ({ items }) => [...verb(['set'], place)({ items, text: '', column: undefined }), '--generate'] },
    ...(isFile ? [] : vaultActions()),
    { key: 'd', name: 'remove', help: isFile ? 'Takes it out of the file, after a question.' : 'Removes it, after a question; it can be recovered until it is purged.', takes: 'many', each: true, refuse: refusing(isThere), command: verb(['remove'], place) },
    ...(isFile ? [] : afterRemoval()),
    { key: 'c', name: 'check', help: 'Holds what is declared against what is there.', takes: 'none', command: () => ['secrets', 'check', ...place] },
    { key: 'i', name: 'import', help: 'Sets what a file of NAME=VALUE lines or a JSON object has; shows the names and asks first.', takes: 'none', ask: { prompt: () => 'File to import:', initial: () => '', check: (text) => some(text, 'the path of a file') }, command: ({ text }) => ['secrets', 'import', text, ...place] },
    { key: 'e', name: 'open the declaration', help: 'Opens the line that declares it in $VISUAL or $EDITOR.', takes: 'one', refuse: ({ items }) => (items[0]?.declared?.origin === undefined ? 'no file of the project declares it' : undefined), wish: ({ items }) => ({ kind: 'edit', location: items[0]?.declared?.origin ?? { file: '.' } }) },
    { key: 'y', name: 'copy the name', help: 'Copies the name, never a value, to the clipboard of the terminal.', takes: 'one', wish: ({ items }) => ({ kind: 'copy', text: items[0]?.name ?? '' }) },
  ];
}

function vaultActions(): readonly BrowserAction<ListedSecret>[] {
  return [
    { key: 'x', name: 'set with expiry', help: 'Asks when the new value expires, then for the value.', takes: 'one', ask: { prompt: ({ items }) => `When does the new value of ${items[0]?.name ?? ''} expire, such as 90d or 2027-06-30:`, initial: () => '90d', check: (text) => some(text, 'a time') }, command: ({ items, text }) => [...verb(['set'], [])({ items, text, column: undefined }), '--expires', text] },
    { key: 'r', name: 'rotate', help: 'A new version; the apps that read it fetch it and restart.', takes: 'many', each: true, refuse: refusing(isThere), command: verb(['rotate'], []) },
    { key: 'w', name: 'what is due', help: 'Lists the rotations that are due, and does none.', takes: 'none', command: () => ['secrets', 'rotate', '--due', '--dry-run'] },
    { key: 'W', name: 'rotate all that is due', help: 'Rotates all that is older than its declaration wants, after a question.', takes: 'none', command: () => ['secrets', 'rotate', '--due'] },
    { key: 'v', name: 'versions', help: 'Prints its versions.', takes: 'one', refuse: refusing(isThere), command: verb(['list'], []) },
  ];
}

function afterRemoval(): readonly BrowserAction<ListedSecret>[] {
  return [
    { key: 'u', name: 'recover', help: 'Brings a removed one back with all its versions.', takes: 'many', each: true, refuse: refusing(isRemoved), command: verb(['recover'], []) },
    { key: 'P', name: 'purge', help: 'Ends it for good, once its name is typed.', takes: 'many', each: true, refuse: refusing(isPurgeable), command: ({ items }) => [...verb(['remove'], [])({ items, text: '', column: undefined }), '--purge'] },
  ];
}
