import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Platform } from './platform.ts';
import type { Redactor } from './redactor.ts';

/** Names of variables that hold something to be kept, whatever it looks like: `DB_PASSWORD`, `AZURE_CLIENT_SECRET`. */
const certain = /(?:SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|CONNECTION_?STRING)S?(?:_[A-Z]+)?$/i;
/** Names that may also stand for a plain name or number: `STRIPE_KEY`, `PARTITION_KEY`. */
const likely = /(?:KEY|PASS|SIGNATURE|SAS|PAT|DSN|JWT)S?(?:_[A-Z]+)?$/i;
/** Shorter ones are names and numbers. */
const shortest = 8;
/** What nobody writes by hand, under whatever name. */
const random = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{16,}$|^[\da-f]{24,}$|:\/\/[^\s/:@]*:[^\s/@]+@/s;
/** A link without a user, a path, an address, a GUID or a word: what configuration is made of. */
const configuration = /^(?:[a-z]+:\/\/[^\s?@]*|[./~][^\s]*|[\w.-]+:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[a-z]+(?:[-_. ][a-z]+)*|[\d.]+)$/i;

/**
 * Registers what the code of a user may read and print: variables of the process whose names tell, and the values of the `.env` files
 * of the project folder that are no plain configuration.
 */
export function protectKnown(redactor: Redactor, env: Platform['env'], folder: string): void {
  for (const [name, value = ''] of Object.entries(env)) if (value.length >= shortest && isTold(name, value)) redactor.register(value);
  for (const [name, value] of envFileValues(folder)) if (isTold(name, value) || (random.test(value) && !configuration.test(value))) redactor.register(value);
}

function isTold(name: string, value: string): boolean {
  return certain.test(name) || (likely.test(name) && !configuration.test(value));
}

function envFileValues(folder: string): readonly (readonly [string, string])[] {
  try {
    const files = readdirSync(folder).filter((name) => name === '.env' || (name.startsWith('.env.') && !/\.(?:example|sample|template)$/.test(name)));
    return files.flatMap((name) => Object.entries(parseEnv(readFileSync(join(folder, name), 'utf8'))).map(([key, value = '']) => [key, value] as const));
  } catch {
    // No folder, or a file that cannot be read: nobody else reads values from it either.
    return [];
  }
}
