import type { AgeSource } from '../../model/cleanup.ts';

/** A time that an age can count from. */
export interface Moment {
  /** ISO 8601 UTC with milliseconds. */
  readonly at: string;
  readonly ageFrom: AgeSource;
}

const runForm = /^synth-(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})-[0-9a-f]{8}$/;

/** When a run began, by its id; undefined for a text that is none. */
export function timeOfRun(run: string | undefined): string | undefined {
  const [, year, month, day, hour, minute, second] = runForm.exec(run ?? '') ?? [];
  return second === undefined ? undefined : instant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The latest of the times that are known: what was written again counts from then. Undefined when none is: an age is never made up. */
export function latest(times: readonly (readonly [ageFrom: AgeSource, at: string | undefined])[]): Moment | undefined {
  return times
    .flatMap(([ageFrom, text]): readonly Moment[] => {
      const at = text === undefined ? undefined : instant(text);
      return at === undefined ? [] : [{ at, ageFrom }];
    })
    .reduce<Moment | undefined>((last, moment) => (last === undefined || moment.at > last.at ? moment : last), undefined);
}

/** True for what was there before the time from which nothing is touched. Both ISO 8601 UTC. */
export function isOlder({ at }: Pick<Moment, 'at'>, before: string): boolean {
  return Date.parse(at) <= Date.parse(before);
}

function instant(text: string): string | undefined {
  const ms = Date.parse(text);
  return Number.isFinite(ms) ? new Date(ms).toISOString() : undefined;
}
