import { editDistance, nearest } from '../../define/nearest.ts';

/**
 * The known field that a person meant by an unknown one; undefined when the word can stand for itself, as fields that become tags do
 * (`costCenter`, `product`, `stage`, `locationCode`). A slip is the same letters in another case or with other separators, a name
 * without its `Id`, one letter too many, too few or swapped, and in longer names one or two wrong letters. A known name with a further
 * capitalised word behind it (`projectOwner`) is none.
 */
export function meantField(field: string, known: readonly string[]): string | undefined {
  const slips = known.filter((name) => isSlip(field, name));
  return nearest(field, slips) ?? slips[0];
}

/** From these lengths on, one wrong letter and two wrong letters make no other English word. */
const [oneWrongLetter, twoWrongLetters] = [8, 10];

function isSlip(field: string, name: string): boolean {
  const [given, wanted] = [plain(field), plain(name)];
  if (given === wanted || (wanted.endsWith('id') && wanted.length > 4 && given === wanted.slice(0, -2))) {
    return true;
  }
  if (wanted.length < 4 || (field.startsWith(name) && /^[A-Z]/.test(field.slice(name.length)))) {
    return false;
  }
  const distance = editDistance(given, wanted);
  const exchanged = given.length === wanted.length && !isSwapped(given, wanted);
  if (distance === 1) {
    return !exchanged || wanted.length >= oneWrongLetter;
  }
  return distance === 2 && wanted.length >= twoWrongLetters;
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function isSwapped(left: string, right: string): boolean {
  return [...left].sort().join('') === [...right].sort().join('');
}
