/**
 * The candidate that a person most likely meant by `word`: the smallest edit distance (letter case ignored, two swapped
 * neighbours count once), at most a third of the word's length; undefined when none is that near. Ties go to the first.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (distance <= allowed && (best === undefined || distance < best.distance)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** "Did you mean …?" when a candidate is near, else the list of what is known. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? `Known: ${candidates.join(', ')}.` : `Did you mean "${near}"?`;
}

/** Optimal string alignment distance: letters put in, left out, exchanged, or swapped with their neighbour. */
export function editDistance(left: string, right: string): number {
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const options = [(current[column - 1] ?? 0) + 1, (previous[column] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1)];
      current.push(Math.min(...options, ...(swapped ? [(before[column - 2] ?? 0) + 1] : [])));
    }
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
