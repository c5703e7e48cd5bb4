import { existsSync } from 'node:fs';
import type { SecretVersion } from '../engine/secret-vault.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { secretKey } from '../model/secret-name.ts';
import { openEnvFile } from '../secrets/env-file-store.ts';
import { envValues } from '../secrets/env-file.ts';
import { refuseTracked } from '../secrets/git-guard.ts';
import type { CheckedSecret, SecretCheckReport, SecretStatus } from '../ui/plain/secret-check.ts';
import type { CommandContext } from './command-context.ts';
import { commandLine } from './command-line.ts';
import { envFilePlace } from './env-file-place.ts';
import { endGraces } from './rotate-graces.ts';
import type { SecretSession } from './secret-session.ts';
import { openSecretSession } from './secret-session.ts';

/** What a place says of one secret; a file knows no more than that there is a value. */
export type HeldSecret = Partial<Pick<SecretVersion, 'enabled' | 'createdAt' | 'expiresAt' | 'notBefore'>>;

const dayMs = 86_400_000;

/** An expiry is told this many days before. */
const noticeDays = 30;

/** A declared secret beside what is held of it. Pure. */
export function checkSecret(declared: DeclaredSecret, held: HeldSecret | undefined, now: string): CheckedSecret {
  const dueAt = held?.createdAt === undefined || declared.rotateEveryDays === undefined ? undefined : new Date(Date.parse(held.createdAt) + declared.rotateEveryDays * dayMs).toISOString();
  const status = statusOf(held, dueAt, Date.parse(now));
  return {
    declared,
    status,
    blocks: declared.required && ['disabled', 'expired', 'early', 'missing'].includes(status),
    ...(held?.createdAt === undefined ? {} : { setAt: held.createdAt }),
    ...(held?.expiresAt === undefined ? {} : { expiresAt: held.expiresAt }),
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

function statusOf(held: HeldSecret | undefined, dueAt: string | undefined, now: number): SecretStatus {
  if (held === undefined) return 'missing';
  if (held.enabled === false) return 'disabled';
  const expiry = held.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(held.expiresAt);
  if (expiry <= now) return 'expired';
  if (held.notBefore !== undefined && Date.parse(held.notBefore) > now) return 'early';
  if (expiry <= now + noticeDays * dayMs) return 'expiring';
  return dueAt !== undefined && Date.parse(dueAt) <= now ? 'due' : 'set';
}

/** Holds the declared secrets against the vaults of the environment; values are not read. */
export async function checkVaults(context: CommandContext, session: SecretSession): Promise<SecretCheckReport> {
  const held = new Map<string, ReadonlyMap<string, SecretVersion>>();
  const warnings: string[] = [];
  const asked = session.vaults.filter(({ stands, address }) => stands || session.declared.some(({ vault }) => vault === address));
  for (const { address } of asked) {
    const vault = await session.vaultOf(address);
    if (vault === undefined) {
      warnings.push(`the vault ${address} is not applied yet: it holds nothing`);
      continue;
    }
    const found = new Map<string, SecretVersion>();
    for await (const version of vault.list(context.signal)) found.set(secretKey(version.name), version);
    held.set(address, found);
    warnings.push(...(await endGraces(context, vault, found.values())));
  }
  const declaredKeys = new Set(session.declared.map(({ vault, vaultName }) => `${vault} ${secretKey(vaultName)}`));
  const extra = [...held].flatMap(([vault, found]) => [...found].flatMap(([key, { name }]) => (declaredKeys.has(`${vault} ${key}`) ? [] : [name])));
  const now = context.platform.clock.now();
  const secrets = session.declared.map((declared) => checkSecret(declared, held.get(declared.vault)?.get(secretKey(declared.vaultName)), now));
  return report(context, session, { places: asked.map(({ name }) => name), secrets, extra, warnings });
}

/** Holds the declared secrets against the environment's file of variables. */
export async function checkEnvFile(context: CommandContext, session: SecretSession): Promise<SecretCheckReport> {
  const { path, name } = envFilePlace(session.scene.session);
  const store = openEnvFile(path);
  const document = await store.read();
  const values = envValues(document);
  for (const value of values.values()) context.output.protect(value);
  // An empty value is as good as none: it is what a template of the file has.
  const keys = new Map([...values].flatMap(([key, value]) => (value === '' ? [] : [[secretKey(key), key] as const])));
  const declaredKeys = new Set(session.declared.map((secret) => secretKey(secret.name)));
  const now = context.platform.clock.now();
  const open = (await store.isOpenToOthers()) ? [`others than you may read ${name}: \`chmod 600 ${name}\``] : [];
  const warnings = [...(existsSync(path) ? [] : [`${name} does not exist`]), ...open, ...document.problems.map(({ line, what }) => `${name}:${line}: ${what}`)];
  return report(context, session, {
    places: [name],
    // Two backends may declare the same name; the file has one value for both.
    secrets: session.declared.map((declared) => checkSecret(declared, keys.has(secretKey(declared.name)) ? {} : undefined, now)),
    extra: [...values.keys()].filter((key) => !declaredKeys.has(secretKey(key))),
    warnings,
  });
}

/** Opens what the command works on; with `--dotenv` the code runs on this machine, so that no cloud and no subscription has to be known. */
export function openChecked(context: CommandContext): Promise<SecretSession> {
  return openSecretSession(isDotenv(context) ? { ...context, options: { ...context.options, local: true } } : context);
}

/** True when the command is about the environment's file and not about its vault. */
export function isDotenv({ flags }: Pick<CommandContext, 'flags'>): boolean {
  return flags['dotenv'] === true;
}

/** Key of the environment; the file is the same for it and its twin. */
export function shownEnvironment(context: CommandContext, { scene }: SecretSession): string {
  const { facts } = scene.session;
  return isDotenv(context) ? facts.name : facts.key;
}

/**
 * Refuses a file of the environment's secrets that git tracks; tells of one that it would take.
 * @throws AtakoraError `ATK2207`.
 */
export async function checkGit(session: SecretSession): Promise<readonly string[]> {
  const { path, name } = envFilePlace(session.scene.session);
  if (!existsSync(path)) {
    return [];
  }
  return (await refuseTracked(path)) === 'open' ? [`git does not ignore ${name}: add it to .gitignore before you commit`] : [];
}

function report(context: CommandContext, session: SecretSession, found: Pick<SecretCheckReport, 'places' | 'secrets' | 'extra' | 'warnings'>): SecretCheckReport {
  const dotenv = isDotenv(context) ? ' --dotenv' : '';
  return { environment: shownEnvironment(context, session), ...found, extra: [...new Set(found.extra)].sort(), setCommand: commandLine(context, `secrets set NAME${dotenv}`), now: context.platform.clock.now() };
}
