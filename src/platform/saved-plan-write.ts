import { resolve } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import { isSensitiveValue, labelOf } from '../model/sensitive-paths.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Synthesis } from '../model/synthesis.ts';
import { kindOf } from '../resources/catalogue.ts';
import { replaceFile } from '../state/durable-file.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { textFlag } from './command-context.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';
import { foldFacts } from './plan-project.ts';
import type { ProjectSession } from './project-session.ts';
import type { SavedPackage, SavedPlan } from './saved-plan.ts';
import { printSavedPlan } from './saved-plan.ts';

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const standardLife = '24h';

/** Where and how long the flags want the plan to be kept; undefined without `--out`. */
export interface SaveWish {
  readonly file: string;
  readonly lifeMs: number;
}

/** @throws AtakoraError `ATK1002` for a time of another form, or a time without a file. */
export function saveWish(context: CommandContext): SaveWish | undefined {
  const file = textFlag(context, 'out');
  const expires = textFlag(context, 'expires');
  if (file === undefined && expires !== undefined) {
    throw new AtakoraError('ATK1002', '--expires is for a plan that is saved: give --out FILE too');
  }
  const [, amount, unit] = /^(\d{1,4})([mhdw])$/.exec(expires ?? standardLife) ?? [];
  const lifeMs = Number(amount ?? 0) * (units[unit ?? ''] ?? 0);
  if (lifeMs === 0) {
    throw new AtakoraError('ATK1002', `--expires ${expires ?? ''} is not a time`, { hint: 'Write a number with m, h, d or w, such as 2h or 7d.' });
  }
  return file === undefined ? undefined : { file, lifeMs };
}

/**
 * Saves a plan that may be applied as it is.
 * @throws AtakoraError `ATK1516` when it is blocked or a secret would stand in it, `ATK1901` when the file cannot be written.
 */
export async function savePlan(context: CommandContext, session: ProjectSession, found: FoundState, planned: PlannedProject, wish: SaveWish): Promise<SavedPlan> {
  const { plan, definition, synthesis } = planned;
  const blocker = plan.diagnostics.find(({ severity }) => severity === 'error');
  if (blocker !== undefined) {
    throw new AtakoraError('ATK1516', `the plan was not saved, since it may not be applied: ${blocker.code}: ${blocker.summary}`, { hint: blocker.hint });
  }
  if (found.entries.length > 0) {
    throw new AtakoraError('ATK1516', 'the plan was not saved: an interrupted run is not in the state yet, and taking it up makes the plan stale', { hint: `Run \`${commandLine(context, 'apply --attach')}\`, then plan again.` });
  }
  const secret = synthesis === undefined ? undefined : secretIn(synthesis);
  if (secret !== undefined) {
    throw new AtakoraError('ATK1516', `the plan was not saved, since a secret would stand in it as plain text: ${secret}`);
  }
  const now = context.platform.clock.now();
  const { project, environment, updatedBy } = foldFacts(session, context);
  const { cloud, tenantId, subscriptionId } = session.facts;
  const saved: SavedPlan = {
    tool: `atakora ${context.platform.version}`,
    run: context.run,
    by: updatedBy,
    savedAt: now,
    expiresAt: new Date(Date.parse(now) + wish.lifeMs).toISOString(),
    project,
    environment,
    cloud,
    tenantId,
    subscriptionId,
    ...(found.state === undefined ? {} : { stateRun: found.state.run }),
    plan,
    ...(definition === undefined ? {} : { definition }),
    ...(synthesis === undefined ? {} : { synthesis }),
    packages: savedPackages(planned.packages ?? new Map()),
    ...(planned.promotedFrom === undefined ? {} : { promotedFrom: planned.promotedFrom }),
  };
  await replaceFile(resolve(context.platform.cwd, wish.file), printSavedPlan(saved));
  return saved;
}

/** More than this is no file to hand around, and its text would break limits of the runtime. */
const mostPackageBytes = 256 * 1024 * 1024;

function savedPackages(packages: ReadonlyMap<string, Uint8Array>): readonly SavedPackage[] {
  if ([...packages.values()].reduce((sum, { byteLength }) => sum + byteLength, 0) > mostPackageBytes) {
    throw new AtakoraError('ATK1516', 'the plan was not saved: the packages that it publishes have more than 256 MB', { hint: 'Apply without saving, or make the packages smaller.' });
  }
  return [...packages].map(([hash, bytes]) => ({ hash, base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') }));
}

/**
 * Place of the first secret as text in what would be deployed. The definition has none, or synthesis would have refused it; values that
 * are left to others (`ignoreChanges`) come from Azure and may be anything.
 */
function secretIn({ resources, stacks }: Synthesis): string | undefined {
  const inResources = resources.map(({ address, type, desired }) => told(address, firstSecret(desired, root, kindOf(type)?.sensitive ?? [])));
  const inTemplates = stacks.filter(({ verbatim }) => !verbatim).flatMap(({ id, template }) => templateBodies(template['resources']).map((body) => told(`stack ${id}, ${String(body['name'])}`, firstSecret(body, root, kindOf(String(body['type']))?.sensitive ?? []))));
  return [...inResources, ...inTemplates].find((place) => place !== undefined);
}

const root = { plainPath: '', label: '' } as const;

function told(what: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : `${what} at ${path}`;
}

function templateBodies(resources: Json | undefined): readonly JsonObject[] {
  const bodies: readonly Json[] = Array.isArray(resources) ? resources : isJsonObject(resources) ? Object.values(resources) : [];
  return bodies.filter(isJsonObject);
}

function firstSecret(value: Json, place: { readonly plainPath: string; readonly label: string }, paths: readonly string[]): string | undefined {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => firstSecret(item, place, paths)).find((path) => path !== undefined);
  }
  if (isJsonObject(value)) {
    const at = (key: string): string => (place.plainPath === '' ? key : `${place.plainPath}.${key}`);
    return Object.entries(value).map(([key, item]) => firstSecret(item, { plainPath: at(key), label: labelOf(value, key) }, paths)).find((path) => path !== undefined);
  }
  return isSensitiveValue(value, place, paths) ? place.plainPath : undefined;
}
