/** First index of the `size` rows of a list of `total` that are shown, so that the cursor is among them and near their middle. */
export function windowStart(total: number, cursor: number, size: number): number {
  const latest = Math.max(0, total - size);
  return Math.min(latest, Math.max(0, cursor - Math.floor(size / 2)));
}
