import type { Choice } from './question.ts';

/**
 * The choices in which every typed word occurs, in value, label or detail; letter case does not count. Those whose value or label begins with
 * the words come first, then those where words of the detail do; within these the order stays. Where none fits, those whose value has
 * the letters in their order, with others between them.
 */
export function filterChoices(choices: readonly Choice[], filter: string): readonly Choice[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const found = choices.filter((choice) => {
    const text = `${choice.value} ${choice.label} ${choice.detail ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (found.length === 0) {
    return choices.filter(({ value }) => words.every((word) => hasLetters(value.toLowerCase(), word)));
  }
  const rankOf = ({ value, label, detail }: Choice, word: string): number => {
    if ([value, label].some((name) => name.toLowerCase().startsWith(word))) {
      return 0;
    }
    return (detail ?? '').toLowerCase().split(/\s+/).some((part) => part.startsWith(word)) ? 1 : 2;
  };
  const rank = (choice: Choice): number => words.reduce((sum, word) => sum + rankOf(choice, word), 0);
  return found.toSorted((a, b) => rank(a) - rank(b));
}

/** True when the letters of the word stand in the text in their order: `weu` in `westeurope`. */
function hasLetters(text: string, word: string): boolean {
  let from = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at === -1) return false;
    from = at + letter.length;
  }
  return true;
}
