import { AtakoraError } from '../model/errors.ts';

/** Characters that no reader and no shell gives a meaning. */
const plain = /^[A-Za-z0-9_./:@%+=,^~-]*$/;

/**
 * A value as it is written behind `NAME=`, such that Node's `--env-file` and dotenv read the same from it: bare where every character is
 * harmless, else in the quotes that are preferred or the first kind that the value allows.
 * @param preferred A quote sign, or what the value started with before.
 * @throws AtakoraError `ATK2210` when there is no such way, as with a carriage return.
 */
export function quoteValue(value: string, preferred: string | undefined): string {
  if (/[\r\0]/.test(value)) {
    throw new AtakoraError('ATK2210', 'the value has a carriage return or a zero byte, which files of environment variables lose');
  }
  const wanted = ["'", '"', '`'].filter((quote) => quote === preferred);
  if (wanted.length === 0 && plain.test(value)) {
    return value;
  }
  const quote = [...wanted, "'", '"', '`'].find((candidate) => allows(candidate, value));
  if (quote !== undefined) {
    return `${quote}${value}${quote}`;
  }
  if (/^[^\n#]+$/.test(value) && !/^[\s'"`]|\s$/.test(value)) {
    return value;
  }
  throw new AtakoraError('ATK2210', 'the value has every kind of quote, or ends in a backslash, beside line breaks, blanks or `#`: no way of writing it is read alike by all');
}

/** dotenv takes a backslash before the closing quote for an escape; in double quotes readers turn `\n` and `\r` into line breaks. */
function allows(quote: string, value: string): boolean {
  return !value.includes(quote) && !value.endsWith('\\') && (quote !== '"' || !/\\[nr]/.test(value));
}
