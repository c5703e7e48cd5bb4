const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How far an instant is from another, in one unit: `3 days ago`, `in 2 months`, `now`. Both ISO 8601. */
export function ageText(at: string, now: string): string {
  const seconds = Math.round((Date.parse(at) - Date.parse(now)) / 1000);
  const size = Math.abs(seconds);
  const unit = units.find(([, length]) => size >= length);
  if (unit === undefined) return 'now';
  const count = Math.floor(size / unit[1]);
  const text = `${count} ${unit[0]}${count === 1 ? '' : 's'}`;
  return seconds < 0 ? `${text} ago` : `in ${text}`;
}
