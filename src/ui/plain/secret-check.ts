import type { DeclaredSecret } from '../../model/declared-secret.ts';
import { formatLocation } from '../../model/source-location.ts';
import { ageText } from '../text/age-text.ts';
import { padEnd, wrapText } from '../text/fit-text.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { plural } from '../text/plural.ts';

/**
 * How a declared secret stands. `set`: it can be read. `expiring`: it can, and will not in thirty days or less. `due`: it can, and is older
 * than its declaration wants. `disabled`, `expired`, `early` (not valid yet): there is a value that nobody can read. `missing`: there is none.
 */
export type SecretStatus = 'set' | 'expiring' | 'due' | 'disabled' | 'expired' | 'early' | 'missing';

/** A declared secret beside what is there. */
export interface CheckedSecret {
  readonly declared: DeclaredSecret;
  readonly status: SecretStatus;
  /** True when the environment needs it and nobody can read it. */
  readonly blocks: boolean;
  /** ISO 8601 UTC; of a vault only. */
  readonly setAt?: string;
  readonly expiresAt?: string;
  /** When a new version is due. */
  readonly dueAt?: string;
}

/** What `secrets check` found. */
export interface SecretCheckReport {
  /** `dev@local`. */
  readonly environment: string;
  /** Where it looked: names of vaults, or the file. */
  readonly places: readonly string[];
  readonly secrets: readonly CheckedSecret[];
  /** Names that are there and that nobody declares. */
  readonly extra: readonly string[];
  /** Sentences about files, vaults and the like. */
  readonly warnings: readonly string[];
  /** The command that sets a secret: `atakora secrets set NAME`. */
  readonly setCommand: string;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** How it is shown: cells in a line, undefined for as many as it takes. */
export interface CheckTextOptions {
  readonly width: number | undefined;
  readonly glyphs: Pick<Glyphs, 'done' | 'failed' | 'warning' | 'waiting' | 'spoken'>;
}

/** The report for people: a line for each secret, below it who reads it and where it is declared, then what nobody declares and what to do. */
export function secretCheckText(report: SecretCheckReport, options: CheckTextOptions): string {
  const { secrets, environment, places } = report;
  const width = Math.max(0, ...secrets.map(({ declared }) => declared.name.length));
  const aligned = options.width === undefined || options.width >= width + 30;
  const lines = [
    paragraph(options, `${environment}: ${plural(secrets.length, 'declared secret')}, looked for in ${places.length === 0 ? 'no vault: none is declared or applied' : places.join(', ')}`),
    ...secrets.map((secret) => secretLines(secret, report, { ...options, nameWidth: aligned ? width : 0 })),
    ...(report.extra.length === 0 ? [] : [paragraph(options, `There, and declared by nobody: ${report.extra.join(', ')}`, 2)]),
    ...report.warnings.map((warning) => paragraph(options, `${options.glyphs.warning} ${warning}`, 2)),
    summary(report, options),
  ];
  return lines.join('');
}

function secretLines(secret: CheckedSecret, { now }: SecretCheckReport, options: CheckTextOptions & { readonly nameWidth: number }): string {
  const { declared } = secret;
  const readers = [...new Set(declared.consumers.map(({ component, setting, direct }) => (setting === declared.name || direct === true ? component : `${component} (${setting})`)))];
  const about = [...(declared.description === undefined ? [] : [declared.description]), readers.length === 0 ? 'read by nothing that is deployed' : `read by ${readers.join(', ')}`, ...(declared.origin === undefined ? [] : [`declared at ${formatLocation(declared.origin)}`])];
  const head = options.glyphs.spoken === true ? `${declared.name}: ${secret.blocks ? 'blocks the apply, ' : ''}${statusText(secret, now)}` : `${signOf(secret, options)} ${padEnd(declared.name, options.nameWidth)}  ${statusText(secret, now)}`;
  return `${paragraph(options, head, 4)}${about.map((text) => paragraph(options, `    ${text}`, 6)).join('')}`;
}

function signOf({ status, blocks }: CheckedSecret, { glyphs }: CheckTextOptions): string {
  if (blocks) return glyphs.failed;
  if (status === 'set') return glyphs.done;
  return status === 'missing' ? glyphs.waiting : glyphs.warning;
}

function statusText({ status, blocks, declared, setAt, expiresAt, dueAt }: CheckedSecret, now: string): string {
  const since = setAt === undefined ? '' : ` ${ageText(setAt, now)}`;
  const expiry = expiresAt === undefined ? '' : `, expires ${ageText(expiresAt, now)}`;
  const need = blocks ? '' : ', not required here';
  switch (status) {
    case 'set':
      return `set${since}${expiry}`;
    case 'expiring':
      return `set${since}, expires ${ageText(expiresAt ?? now, now)}: set a new value before`;
    case 'due':
      return `set${since}, to be replaced every ${plural(declared.rotateEveryDays ?? 0, 'day')}: due ${ageText(dueAt ?? now, now)}`;
    case 'disabled':
      return `disabled: nobody can read it${need}`;
    case 'expired':
      return `expired ${ageText(expiresAt ?? now, now)}: nobody can read it${need}`;
    case 'early':
      return `not valid yet: nobody can read it${need}`;
    case 'missing':
      return declared.generate === undefined ? `missing${need}` : `missing${need}; can be generated`;
  }
}

function summary({ secrets, setCommand }: SecretCheckReport, options: CheckTextOptions): string {
  const blocking = secrets.filter(({ blocks }) => blocks);
  const [first] = blocking;
  if (first !== undefined) {
    const example = `${setCommand.replace('NAME', first.declared.name)}${first.declared.generate === undefined ? '' : ' --generate'}`;
    return paragraph(options, `${plural(blocking.length, 'required secret')} without a value. Set ${blocking.length === 1 ? 'it' : 'each'}: ${example}`, 2);
  }
  return secrets.length === 0 ? '' : paragraph(options, 'Every required secret can be read.');
}

function paragraph({ width }: CheckTextOptions, text: string, hanging = 0): string {
  return `${(width === undefined ? [text] : wrapText(text, Math.max(20, width), hanging)).join('\n')}\n`;
}
