import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';

/**
 * Most bytes (UTF-8) of a value. Documentation says 25k without saying which k, so the smaller is taken.
 * @see https://learn.microsoft.com/azure/key-vault/secrets/about-secrets
 */
export const longestSecretValue = 25_000;

/**
 * What stands against a value as a secret: errors `ATK2204` for what Key Vault or an application setting cannot hold (empty, too long,
 * binary), warnings `ATK2205` for what hardly belongs to it (a line break at its end, blanks around it). No finding repeats any of it.
 */
export function checkSecretValue(value: string): Diagnostic[] {
  if (value === '') {
    return [diagnostic('error', 'ATK2204', 'the value is empty', { hint: 'Give a value; a secret that is not needed is better removed.' })];
  }
  const bytes = new TextEncoder().encode(value).length;
  const findings: readonly (Diagnostic | false)[] = [
    bytes > longestSecretValue && diagnostic('error', 'ATK2204', `the value has ${bytes} bytes; a Key Vault keeps at most ${longestSecretValue}`, { hint: 'Keep long data in a storage account and only what opens it here.' }),
    value.includes('\0') && diagnostic('error', 'ATK2204', 'the value is binary: it has a zero byte', { hint: 'Encode it as Base64 and decode it in the code.' }),
    !value.isWellFormed() || value.includes('\uFFFD') ? diagnostic('error', 'ATK2204', 'the value is no valid UTF-8 text', { hint: 'Encode it as Base64 and decode it in the code.' }) : false,
    ...oddities(value),
  ];
  return findings.filter((finding) => finding !== false);
}

function oddities(value: string): readonly (Diagnostic | false)[] {
  const trimmed = value.trim();
  if (trimmed === '') {
    return [diagnostic('warning', 'ATK2205', 'the value is nothing but blanks')];
  }
  return [
    /[\r\n]$/.test(value) && diagnostic('warning', 'ATK2205', 'the value ends with a line break', { hint: 'Use `printf %s` instead of `echo` when it does not belong to the value.' }),
    (/^\s/.test(value) || /[^\S\r\n]$/.test(value)) && diagnostic('warning', 'ATK2205', 'the value has blanks at its start or end'),
  ];
}
