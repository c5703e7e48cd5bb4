import { AtakoraError } from './errors.ts';

/**
 * Marks a branch that the types rule out, so that a new arm of a union fails to compile here.
 * @throws AtakoraError `ATK9001` when reached at run time (data from outside the types).
 */
export function assertNever(value: never): never {
  throw new AtakoraError('ATK9001', `unexpected value ${JSON.stringify(value)}`);
}
