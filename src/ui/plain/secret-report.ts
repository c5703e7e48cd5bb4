import type { SecretConsumer } from '../../model/declared-secret.ts';
import { wrapText } from '../text/fit-text.ts';
import { ageText } from '../text/age-text.ts';

/** What setting a secret did. */
export interface SetResult {
  /** `updated`: the value was there, and its expiry or tags were changed. */
  readonly kind: 'added' | 'replaced' | 'updated' | 'unchanged';
  readonly version: { readonly version: string; readonly expiresAt?: string; readonly contentType?: string };
  /** A deleted secret of that name was brought back first. */
  readonly recovered?: boolean;
}

export interface SetReport {
  readonly name: string;
  /** Name of the vault in Azure. */
  readonly vaultName: string;
  readonly environment: string;
  readonly result: SetResult;
  readonly consumers: readonly SecretConsumer[];
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly width: number | undefined;
}

/** What was done, who reads the secret, and when they do. */
export function setReport({ name, vaultName, environment, result, consumers, now, width }: SetReport): string {
  const { version, expiresAt } = result.version;
  const expiry = expiresAt === undefined ? '' : `, expires ${expiresAt.slice(0, 10)} (${ageText(expiresAt, now)})`;
  const did = {
    added: `set ${name} in ${vaultName} (${environment})`,
    replaced: `set ${name} in ${vaultName} (${environment}); the value before stays as an earlier version`,
    updated: `${name} in ${vaultName} (${environment}) has that value already: no new version; its expiry and tags are as given`,
    unchanged: `${name} in ${vaultName} (${environment}) has that value already: no new version (--force makes one)`,
  }[result.kind];
  const readers = [...new Set(consumers.map(({ component, setting }) => (setting === name ? component : `${component} (${setting})`)))];
  const told = [
    ...(result.recovered === true ? [`recovered the deleted secret ${name}`] : []),
    did,
    `version ${version}${expiry}`,
    ...(readers.length === 0 ? [] : [`read by ${readers.join(', ')}${result.kind === 'replaced' ? ': apps that run take the new value within a day, or when they start anew' : ''}`]),
  ];
  return told.map((line) => `${(width === undefined ? [line] : wrapText(line, Math.max(20, width), 2)).join('\n')}\n`).join('');
}
