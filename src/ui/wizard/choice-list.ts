import type { Choice } from './questions.ts';

/** The choices in which every typed word occurs, in value, label or detail; letter case does not count. */
export function filterChoices(choices: readonly Choice[], filter: string): readonly Choice[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return choices.filter((choice) => {
    const text = `${choice.value} ${choice.label} ${choice.detail ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** First index of the `size` rows of a list of `total` that are shown, so that the cursor is among them and near their middle. */
export function windowStart(total: number, cursor: number, size: number): number {
  const latest = Math.max(0, total - size);
  return Math.min(latest, Math.max(0, cursor - Math.floor(size / 2)));
}
