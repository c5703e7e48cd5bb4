/** Seconds since 1970 of an ISO 8601 time. */
export function epochSeconds(at: string): number {
  return Math.floor(Date.parse(at) / 1000);
}

/** `11/21/2026 2:30:00 PM`, in UTC, as Azure writes times into messages. Takes an ISO 8601 time, or seconds since 1970. */
export function usTime(at: string | number): string {
  const time = new Date(typeof at === 'number' ? at * 1000 : at);
  const two = (value: number) => String(value).padStart(2, '0');
  const hour = time.getUTCHours();
  const date = `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}`;
  return `${date} ${hour % 12 === 0 ? 12 : hour % 12}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} ${hour < 12 ? 'AM' : 'PM'}`;
}
