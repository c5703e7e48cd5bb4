import { AtakoraError } from '../model/errors.ts';

/** The error for a state that cannot be used as it is, with the way back. */
export function damaged(place: string, what: string, cause?: unknown): AtakoraError {
  return new AtakoraError('ATK1701', `${place} is damaged: ${what}`, {
    hint: 'See its earlier versions with `atakora state history`, and bring one back with `atakora state restore SERIAL`.',
    ...(cause === undefined ? {} : { cause }),
  });
}
