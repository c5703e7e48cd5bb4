/**
 * Name under which Key Vault keeps a secret: `FOO_BAR` becomes `FOO-BAR`. Key Vault allows letters, digits and `-` and
 * ignores letter case, so two names that differ only in that are the same secret: see {@link secretCollisions}.
 * @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers
 */
export function vaultSecretName(name: string): string {
  return name.replaceAll('_', '-');
}

/** Name of the environment variable that keeps a secret in `.env` files: `foo-bar` becomes `FOO_BAR`, a name that is one already stays. */
export function variableName(name: string): string {
  return name.includes('-') ? name.replaceAll('-', '_').toUpperCase() : name;
}

/** What two names of the same secret have in common, however each is written: compare these. */
export function secretKey(name: string): string {
  return vaultSecretName(name).toLowerCase();
}

/** True for a name that `secret()` takes: 1 to 127 letters, digits, `_` and `-`, a letter first. */
export function isSecretName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,126}$/.test(name);
}

/** Pairs of different names that Key Vault would keep as one. */
export function secretCollisions(names: readonly string[]): readonly (readonly [string, string])[] {
  const first = new Map<string, string>();
  return names.flatMap((name) => {
    const key = secretKey(name);
    const earlier = first.get(key) ?? name;
    first.set(key, earlier);
    return earlier === name ? [] : [[earlier, name] as const];
  });
}
