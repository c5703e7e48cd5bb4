import { randomBytes } from 'node:crypto';
import { concerned } from '../engine/apply/secret-needs.ts';
import type { PendingSecret, SecretOutcome } from '../engine/apply/pending-secret.ts';
import { settleSecret } from '../engine/apply/write-secret.ts';
import type { SecretFacts } from '../engine/preflight/preflight-input.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import type { SecretNeed } from '../model/secret-need.ts';
import { generateSecret } from '../secrets/generate-secret.ts';
import { plural } from '../ui/text/plural.ts';
import type { Scene } from './apply-project.ts';
import { textFlag } from './command-context.ts';
import { commandLine } from './command-line.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';
import { readSecretInput } from './secret-input.ts';
import { secretWriter } from './secret-writer.ts';
import type { SecretSurvey } from './secret-survey.ts';
import { surveySecrets, tellSurvey } from './secret-survey.ts';
import { readSecretsFile } from './secrets-file.ts';

/** What an apply knows of its secrets before anybody is asked. */
export interface SecretSupply {
  readonly survey: SecretSurvey;
  /** Of the file and made up. */
  readonly pending: readonly PendingSecret[];
  /** Required, and nobody has brought a value yet. */
  readonly open: readonly SecretNeed[];
  /** For preflight. */
  readonly facts: SecretFacts;
}

/**
 * Tells what the vaults lack and finds what can be had without asking: values of `--secrets-file`, and values that the declaration lets
 * make up. A value that a vault holds already stays as it is.
 * @throws AtakoraError of `readSecretsFile`.
 */
export async function supplySecrets(scene: Scene, planned: PlannedProject, found: Pick<FoundState, 'state'>): Promise<SecretSupply> {
  const { context } = scene;
  const survey = await surveySecrets(scene, planned, found);
  tellSurvey(scene, survey);
  const all = planned.plan.kind === 'apply' ? (planned.synthesis?.secrets ?? []) : [];
  const file = textFlag(context, 'secrets-file');
  const given = file === undefined ? new Map<string, string>() : await readSecretsFile(context, file, all);
  const secrets = concerned(all, planned.plan);
  const missing = new Map(survey.needs.map((need) => [need.name, need]));
  const unsure = new Set(survey.unchecked);
  const pending = secrets.flatMap((secret) => (missing.has(secret.name) || unsure.has(secret.vault) ? (pendingOf(scene, secret, given.get(secret.name)) ?? []) : []));
  tellKept(scene, secrets.filter(({ name, vault }) => given.has(name) && !missing.has(name) && !unsure.has(vault)));
  const supplied = new Set(pending.map(({ name }) => name));
  const { needs, reason } = survey;
  return {
    survey,
    pending,
    open: needs.filter(({ name, required }) => required && !supplied.has(name)),
    facts: { needs, supplied, asks: context.options.interactive, ...(reason === undefined ? {} : { unchecked: reason }) },
  };
}

function tellKept({ context }: Scene, kept: readonly DeclaredSecret[]): void {
  for (const { name } of kept) {
    context.output.emit({ type: 'log', level: 'info', text: `${name} has a value already, which stays; a new one is set by \`${commandLine(context, `secrets set ${name}`)}\`` });
  }
}

function pendingOf({ context }: Scene, secret: DeclaredSecret, given: string | undefined): PendingSecret | undefined {
  if (given !== undefined) return withValue(secret, given, 'file');
  if (!secret.required || secret.generate === undefined) return undefined;
  const value = generateSecret(secret.generate, randomBytes);
  context.output.protect(value);
  return withValue(secret, value, 'generated');
}

function withValue({ name, vaultName, vault, consumers }: DeclaredSecret, value: string, source: PendingSecret['source']): PendingSecret {
  return { name, vaultName, vault, value, source, components: [...new Set(consumers.map(({ component }) => component))], readers: [...new Set(consumers.map(({ address }) => address))] };
}

/**
 * Asks the person at the terminal for what is still open, masked, one by one. Values stay in memory.
 * @throws AtakoraError `ATK1006` when the person declines; nothing was changed then.
 */
export async function askSecrets({ context, session }: Scene, { synthesis }: PlannedProject, supply: SecretSupply | undefined): Promise<readonly PendingSecret[]> {
  const { pending = [], open = [] } = supply ?? {};
  const asked: PendingSecret[] = [];
  if (open.length > 0) context.output.emit({ type: 'log', level: 'info', text: `${plural(open.length, 'value')} to enter now; ${open.length === 1 ? 'it is' : 'they are'} written as soon as the vault stands` });
  for (const { name, description } of open) {
    const secret = synthesis?.secrets?.find((declared) => declared.name === name);
    if (secret === undefined) continue;
    const { value } = await readSecretInput(context, { name, environment: session.facts.key, description });
    asked.push(withValue(secret, value, 'prompt'));
  }
  if (pending.length + asked.length > 0 && session.facts.cloud !== 'local') {
    context.output.emit({ type: 'log', level: 'info', text: 'values are written with the role Key Vault Secrets Officer, which apply gives to you on the vault where it is missing' });
  }
  return [...pending, ...asked];
}

/**
 * Where nothing else is to be done: asks whether to write what is missing, and writes it. No lock is needed, as no state changes.
 * @throws AtakoraError `ATK2260` when a required value is missing and nobody can be asked, `ATK2261` when one could not be written, `ATK1504` in a protected environment without a terminal.
 */
export async function writeAlone(scene: Scene, planned: PlannedProject, supply: SecretSupply | undefined): Promise<void> {
  const { context, session } = scene;
  if (supply === undefined || planned.synthesis === undefined) return;
  const { open, pending: brought } = supply;
  if (open.length > 0 && !context.options.interactive) {
    const names = open.map(({ name }) => name).join(', ');
    throw new AtakoraError('ATK2260', `${open.length === 1 ? `the required secret ${names} has` : `the required secrets ${names} have`} no value`);
  }
  if (open.length + brought.length === 0) return;
  const pending = await askSecrets(scene, planned, supply);
  await confirmWriting(scene, pending.length);
  const write = secretWriter(scene, planned.synthesis);
  const outcomes: SecretOutcome[] = [];
  for (const secret of pending) outcomes.push(await settleSecret(secret, { clock: context.platform.clock, host: context.output.host, writeSecret: write }, context.signal));
  await refreshReaders(scene, planned, pending, outcomes);
  const failed = outcomes.find(({ error }) => error !== undefined)?.error;
  if (failed !== undefined) throw failed;
  if (outcomes.some(({ result }) => result === 'skipped')) throw new AtakoraError('ATK1006', `interrupted; ${session.facts.key} has the values that were written`);
}

async function confirmWriting({ context, session: { facts } }: Scene, count: number): Promise<void> {
  const { interactive, yes } = context.options;
  if (facts.protected && (yes || !interactive)) throw new AtakoraError('ATK1504', `environment "${facts.name}" is protected: --yes is not enough`);
  const text = `Write ${plural(count, 'secret')} for ${facts.key}?`;
  if (!(await context.output.host.confirm({ text, fallback: false, ...(facts.protected ? { word: facts.name } : {}) }))) throw new AtakoraError('ATK1006', 'declined; nothing was changed');
}

/** A plan with the values that its run writes. */
export function withSecrets(scene: Scene, planned: PlannedProject, secrets: readonly PendingSecret[]): PlannedProject {
  return secrets.length === 0 || planned.synthesis === undefined ? planned : { ...planned, secrets, writeSecret: secretWriter(scene, planned.synthesis) };
}

/** Apps that a run did not deploy read a new value within a day; they are asked to read it now. */
export async function refreshReaders({ context, ports }: Scene, { plan, synthesis }: PlannedProject, pending: readonly PendingSecret[], outcomes: readonly SecretOutcome[]): Promise<void> {
  const written = new Set(outcomes.flatMap(({ name, result }) => (result === 'written' ? [name] : [])));
  const changed = new Set(plan.changes.flatMap(({ address, action }) => (action.kind === 'no-op' ? [] : [address])));
  const readers = new Set(pending.flatMap(({ name, readers: own }) => (written.has(name) ? own.filter((address) => !changed.has(address)) : [])));
  const sites = (synthesis?.resources ?? []).filter(({ address, type }) => readers.has(address) && type.toLowerCase() === 'microsoft.web/sites');
  if (sites.length === 0 || context.signal.aborted) return;
  const { apps } = await ports.azure();
  for (const { id, address } of sites) {
    try {
      await apps.refreshSecrets(id, context.signal);
    } catch (error) {
      if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
      context.output.emit({ type: 'log', level: 'warning', text: `${address} was not asked to read its secrets again and does so within a day: ${error.message}` });
    }
  }
}
