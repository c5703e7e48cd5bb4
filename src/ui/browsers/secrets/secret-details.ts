import { formatLocation } from '../../../model/source-location.ts';
import type { TextSurface } from '../../plain/text-surface.ts';
import { ageText } from '../../text/age-text.ts';
import { wrapText } from '../../text/fit-text.ts';
import { plural } from '../../text/plural.ts';
import type { Fact } from '../fact-lines.ts';
import { factLines, section } from '../fact-lines.ts';
import type { ListedSecret, ShownVersion } from './listed-secret.ts';
import { applyText, readerNames, standingSentence } from './secret-words.ts';

/** Everything that is known of a secret but its value. */
export function secretDetails(secret: ListedSecret, surface: TextSurface, isFile: boolean): readonly string[] {
  const { name, declared, isCutOff, versions = [], now } = secret;
  const wrapped = (text: string, hanging = 0): readonly string[] => (text === '' ? [] : wrapText(text, surface.width, hanging));
  const cutOff = isCutOff ? 'Its rotation was cut off: rotating it finishes it.' : '';
  return [
    ...wrapped(name).map((line) => surface.style('strong', line)),
    ...wrapped(declared?.description ?? ''),
    ...wrapped(cutOff).map((line) => surface.style('warning', line)),
    '',
    ...factLines(factsOf(secret, isFile), surface),
    ...section(`Versions (${versions.length})`, versions.flatMap((version) => wrapped(versionText(version, now), 2)), surface),
  ];
}

function factsOf(secret: ListedSecret, isFile: boolean): readonly Fact[] {
  const { declared, dueAt, isCodeKnown, now, place, vaultName, name } = secret;
  const origin = declared?.origin;
  const every = declared?.rotateEveryDays;
  return [
    ['state', standingSentence(secret)],
    [isFile ? 'file' : 'vault', `${place}${vaultName === name ? '' : `, as ${vaultName}`}`],
    ['declared', declared === undefined ? (isCodeKnown ? 'by nobody' : 'not known: the code cannot be read') : origin === undefined ? 'in the code' : `at ${formatLocation(origin)}`],
    ['required', declared === undefined ? '' : declared.required ? 'in this environment' : 'not in this environment'],
    ['value', declared === undefined ? '' : declared.generate === undefined ? 'somebody has to bring it' : `can be made up, ${plural(declared.generate.length, 'character')}`],
    ['rotation', every === undefined ? '' : `every ${plural(every, 'day')}${dueAt === undefined ? '' : `; due ${ageText(dueAt, now)} (${dueAt.slice(0, 10)})`}`],
    ['read by', declared === undefined ? '' : readerNames(secret) || 'nothing that is deployed'],
    ['apps', [...new Set((declared?.consumers ?? []).map(({ address }) => address))].join(', ')],
    ['at apply', applyText(secret, isFile)],
  ];
}

/** `a1b2c3d4, current: set 4 months ago by anna@laptop (prompt)`. */
function versionText({ version, isCurrent, enabled, createdAt, expiresAt, by, source, rotation, disableAt }: ShownVersion, now: string): string {
  const state = [...(isCurrent ? ['current'] : []), ...(enabled ? [] : ['disabled'])].join(', ');
  const how = [...(by === undefined ? [] : [`by ${by}`]), ...(source === undefined ? [] : [`(${source})`])].join(' ');
  const facts = [
    `set ${ageText(createdAt, now)}${how === '' ? '' : ` ${how}`}`,
    ...(expiresAt === undefined ? [] : [`expires ${expiresAt.slice(0, 10)}`]),
    ...(rotation === undefined ? [] : [`rotation: ${rotation}`]),
    ...(disableAt === undefined ? [] : [`to be disabled ${ageText(disableAt, now)}`]),
  ];
  return `${version.slice(0, 8)}${state === '' ? '' : `, ${state}`}: ${facts.join('; ')}`;
}
