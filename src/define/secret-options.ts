import type { SecretDeclaration } from '../model/definition.ts';
import { suggestion } from './nearest.ts';

/** How a value is made up where nobody brings one. */
export interface SecretGenerationOptions {
  /** Characters, 16 to 1024; 32 when absent. */
  readonly length?: number;
  /** The characters to choose from, 2 to 256 different ones; letters and digits when absent. */
  readonly alphabet?: string;
}

export interface SecretOptions {
  /** What it is and where to get it, in one line, for whoever has to set it. */
  readonly description?: string;
  /**
   * False when the code can do without; by environment, where `default` stands for those that are not named. An environment that is not
   * named needs it, as all do when this is absent.
   */
  readonly required?: boolean | Readonly<Record<string, boolean>>;
  /** The value can be made up: `{}` for 32 letters and digits. Absent: somebody has to bring it. */
  readonly generate?: SecretGenerationOptions;
  /** Age at which it is to be replaced: a number of days, weeks or years, such as `90d`, `12w`, `1y`. Absent: never. */
  readonly rotateEvery?: `${number}${'d' | 'w' | 'y'}`;
}

const fields: readonly (keyof SecretOptions)[] = ['description', 'required', 'generate', 'rotateEvery'];

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const daysOf: Readonly<Record<string, number>> = { d: 1, w: 7, y: 365 };

/** Longest time between two values, in days. */
const longestRotation = 3650;

/** Everything that is wrong with the options of a secret, a sentence without capital each. */
export function secretOptionProblems(options: unknown): readonly string[] {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    return ['the options must be an object'];
  }
  const { description, generate, required, rotateEvery } = options as Readonly<Record<string, unknown>>;
  return [
    ...unknown(options, fields, ''),
    ...(description === undefined || isLine(description) ? [] : ['description must be one line of 1 to 256 characters']),
    ...(required === undefined ? [] : requiredProblems(required)),
    ...(generate === undefined ? [] : generateProblems(generate)),
    ...(rotateEvery === undefined || rotationDays(rotateEvery) !== undefined ? [] : [`rotateEvery must be a number of days, weeks or years such as '90d', '12w' or '1y', ${longestRotation} days at most`]),
  ];
}

/** What a reference says of its secret, as plain data: defaults filled in, times in days. Options that are not valid are left out. */
export function secretDeclaration(reference: SecretOptions & { readonly name?: string; readonly origin?: unknown }): SecretDeclaration {
  const { description, generate, name = '', origin, required, rotateEvery } = reference;
  const days = rotationDays(rotateEvery);
  return {
    name,
    ...(isLine(description) ? { description: description as string } : {}),
    ...(required === undefined || requiredProblems(required).length > 0 ? {} : { required: typeof required === 'boolean' ? required : { ...required } }),
    ...(generate === undefined || generateProblems(generate).length > 0 ? {} : { generate: { length: generate.length ?? 32, alphabet: generate.alphabet ?? lettersAndDigits } }),
    ...(days === undefined ? {} : { rotateEveryDays: days }),
    ...(origin === undefined ? {} : { origin: origin as NonNullable<SecretDeclaration['origin']> }),
  };
}

function unknown(options: object, known: readonly string[], prefix: string): readonly string[] {
  return Object.keys(options).flatMap((key) => (known.includes(key) ? [] : [`there is no option "${prefix}${key}": ${suggestion(key, known)}`]));
}

function isLine(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 256 && !/[\r\n]/.test(value);
}

function requiredProblems(required: unknown): readonly string[] {
  if (typeof required === 'boolean') {
    return [];
  }
  if (typeof required !== 'object' || required === null || Array.isArray(required)) {
    return ['required must be true, false, or those by the names of environments'];
  }
  return Object.entries(required).flatMap(([name, value]) => (typeof value === 'boolean' ? [] : [`required.${name} must be true or false`]));
}

function generateProblems(generate: unknown): readonly string[] {
  if (typeof generate !== 'object' || generate === null || Array.isArray(generate)) {
    return ['generate must be an object such as { length: 32 }'];
  }
  const { alphabet, length } = generate as Readonly<Record<string, unknown>>;
  return [
    ...unknown(generate, ['length', 'alphabet'], 'generate.'),
    ...(length === undefined || (Number.isInteger(length) && (length as number) >= 16 && (length as number) <= 1024) ? [] : ['generate.length must be a whole number from 16 to 1024']),
    ...(alphabet === undefined ? [] : alphabetProblems(alphabet)),
  ];
}

function alphabetProblems(alphabet: unknown): readonly string[] {
  const letters = typeof alphabet === 'string' ? [...alphabet] : [];
  const double = letters.find((letter, index) => letters.indexOf(letter) !== index);
  if (letters.length < 2 || letters.length > 256) {
    return ['generate.alphabet must be a text of 2 to 256 different characters'];
  }
  if (double !== undefined) {
    return [`generate.alphabet has "${double}" twice, which would come up twice as often`];
  }
  return letters.some((letter) => /[\s\p{C}]/u.test(letter)) ? ['generate.alphabet must have visible characters only'] : [];
}

function rotationDays(text: unknown): number | undefined {
  const [, amount, unit] = typeof text === 'string' ? (/^([1-9]\d{0,3})([dwy])$/.exec(text) ?? []) : [];
  const days = amount === undefined ? undefined : Number(amount) * (daysOf[unit ?? ''] ?? 0);
  return days === undefined || days > longestRotation ? undefined : days;
}
