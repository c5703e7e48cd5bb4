/** Replaces registered secret values wherever they occur in what is about to be written. */
export interface Redactor {
  /** Registers a value; shorter than four characters is ignored, as it would blank out ordinary text. */
  register(secret: string): void;
  /** The value with every registered secret replaced, at any depth; itself when there is none. */
  redact<T>(value: T): T;
}

const shortest = 4;
const mark = '(redacted)';

/** A redactor that knows plain, base64, URL-encoded and JSON-escaped forms of each secret. */
export function createRedactor(): Redactor {
  const forms = new Set<string>();
  let ordered: readonly string[] = [];
  const redactText = (text: string): string => ordered.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, mark) : rest), text);
  const redact = <T>(value: T): T => {
    if (ordered.length === 0) {
      return value;
    }
    return redactValue(value, redactText) as T;
  };
  return {
    register: (secret) => {
      if (secret.length < shortest) {
        return;
      }
      for (const form of [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
        forms.add(form);
      }
      // Longer forms first: one may contain another.
      ordered = [...forms].sort((a, b) => b.length - a.length);
    },
    redact,
  };
}

function redactValue(value: unknown, redactText: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return redactText(value);
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => redactValue(item, redactText));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redactText(key), redactValue(item, redactText)]));
}
