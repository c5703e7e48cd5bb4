import { isExpressionText } from './arm-expression-text.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';

/** Endings of property names whose text is a secret, in lower case without `_` and `-`. */
const secretEndings = [
  'password',
  'passphrase',
  'passwd',
  'secret',
  'connectionstring',
  'accountkey',
  'accesskey',
  'accesstoken',
  'apikey',
  'clientsecret',
  'credential',
  'functionkey',
  'masterkey',
  'primarykey',
  'privatekey',
  'refreshtoken',
  'sastoken',
  'secondarykey',
  'sharedkey',
] as const;

/** Texts that carry a secret whatever their property is called: connection strings, shared access signatures, private keys, links with a password. */
const secretTexts = [
  /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd|SharedSecretValue)\s*=\s*[^;\s]/i,
  /[?&]sig=[A-Za-z0-9%+/=]{16,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s:@]+@/i,
] as const;

/** A value that only points to a secret (an ARM expression, a Key Vault reference), or says that an identity stands for one (`…__credential`), and may be shown. */
function isPointer(text: string): boolean {
  return isExpressionText(text) || /^@Microsoft\.KeyVault\(.+\)$/i.test(text) || text === 'managedidentity';
}

/** Marks what stands for a sensitive value: `fingerprint:<key id>:<HMAC>`. */
export const fingerprintPrefix = 'fingerprint:';

/** True for text that is a keyed fingerprint of a value and not the value. */
export function isFingerprint(value: unknown): value is string {
  return typeof value === 'string' && /^fingerprint:[0-9a-f]{8}:[0-9a-f]{64}$/.test(value);
}

/** True when text under a property (or setting) of that name is a secret. */
export function isSensitiveName(name: string): boolean {
  const plain = name.replace(/[_-]/g, '').toLowerCase();
  return secretEndings.some((ending) => plain.endsWith(ending));
}

/** Where a value stands in a resource body. */
export interface ValuePlace {
  /** Dotted path without array indexes: `properties.siteConfig.appSettings.value`. */
  readonly plainPath: string;
  /** Name that says what the value is: its property, or the `name` beside it in a `{ name, value }` pair. */
  readonly label: string;
}

/**
 * True when the value at that place must never be shown, logged or stored. `paths` are the kind's own sensitive paths.
 * Expressions and Key Vault references are not secrets, wherever they stand.
 */
export function isSensitiveValue(value: Json | undefined, place: ValuePlace, paths: readonly string[]): boolean {
  if (typeof value === 'string' && isPointer(value)) {
    return false;
  }
  if (paths.some((path) => place.plainPath === path || place.plainPath.startsWith(`${path}.`))) {
    return true;
  }
  return typeof value === 'string' && value !== '' && (isSensitiveName(place.label) || isFingerprint(value) || secretTexts.some((pattern) => pattern.test(value)));
}

/** Label of a property's value: the sibling `name` for the `value` of a `{ name, value }` pair. */
export function labelOf(parent: JsonObject, key: string): string {
  const name = parent['name'];
  return key === 'value' && typeof name === 'string' ? name : key;
}

/** The body with every sensitive value replaced by what `replace` returns for it. */
export function replaceSensitive(body: JsonObject, paths: readonly string[], replace: (value: Json) => Json): JsonObject {
  const visit = (value: Json, place: ValuePlace): Json => {
    if (!Array.isArray(value) && !isJsonObject(value)) {
      return isSensitiveValue(value, place, paths) ? replace(value) : value;
    }
    if (Array.isArray(value)) {
      return value.map((item: Json) => visit(item, place));
    }
    return visitObject(value as JsonObject, place.plainPath);
  };
  const visitObject = (value: JsonObject, plainPath: string): JsonObject => {
    const result: Record<string, Json> = {};
    for (const [key, item] of Object.entries(value)) {
      result[key] = visit(item, { plainPath: plainPath === '' ? key : `${plainPath}.${key}`, label: labelOf(value, key) });
    }
    return result;
  };
  return visitObject(body, '');
}
