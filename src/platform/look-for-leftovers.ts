import type { CleanupQuestion } from '../engine/cleanup/cleanup-question.ts';
import type { Seen } from '../engine/cleanup/find-leftovers.ts';
import { findLeftovers } from '../engine/cleanup/find-leftovers.ts';
import { strays } from '../engine/cleanup/find-resources.ts';
import { formerRecords } from '../engine/cleanup/former-records.ts';
import type { HeldThings } from '../engine/cleanup/held-things.ts';
import { heldThings } from '../engine/cleanup/held-things.ts';
import { isOurs } from '../engine/cleanup/our-tags.ts';
import type { Owner } from '../engine/cleanup/our-tags.ts';
import { nothingSeen } from '../engine/cleanup/seen-azure.ts';
import type { SeenGroup } from '../engine/cleanup/seen-azure.ts';
import { surveyAzure } from '../engine/cleanup/survey-azure.ts';
import { surveyRuns, surveyVersions } from '../engine/cleanup/survey-records.ts';
import type { CleanupReport, FindingKind, NotSearched } from '../model/cleanup.ts';
import { AtakoraError } from '../model/errors.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { CleanupWish } from './cleanup-flags.ts';
import type { ProjectRecords } from './cleanup-states.ts';
import { readProjectRecords, stateAccounts } from './cleanup-states.ts';
import type { CommandContext } from './command-context.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';

/** Where a clean-up works. */
export interface CleanupScene {
  readonly context: CommandContext;
  readonly session: ProjectSession;
  readonly ports: ProjectPorts;
  /** Api version of a type, where one is known. */
  readonly versionOf: (type: string) => string | undefined;
}

/** One look at everything, with what the removal needs of it. */
export interface Look {
  readonly report: CleanupReport;
  readonly owner: Owner;
  readonly held: HeldThings;
  readonly runs: Seen['runs'];
}

const inAzure: readonly FindingKind[] = ['resources', 'groups', 'vaults', 'deployments'];

/** Looks at states, Azure and records, and says what old runs left behind. Changes nothing and takes no lock. */
export async function lookForLeftovers(scene: CleanupScene, wish: CleanupWish): Promise<Look> {
  const { context, session, ports } = scene;
  const { loaded, facts } = session;
  const records = await readProjectRecords(context, session, ports);
  const notSearched = unsearched(wish.kinds, records, await ownState(ports), session);
  const at = context.platform.clock.now();
  const owner: Owner = { projectId: loaded.project.id, projectName: loaded.project.name, environment: facts.name, key: facts.key };
  const held = heldThings(records.records);
  const before = new Date(Date.parse(at) - wish.olderThanMs).toISOString();
  const asked: CleanupQuestion = { owner, held, before, keep: wish.keep, kinds: wish.kinds, formers: new Map(), stateAccounts: stateAccounts(session) };
  const kinds = new Set(wish.kinds.filter((kind) => !notSearched.some((one) => one.kind === kind)));
  const needsRuns = kinds.has('runs') || kinds.has('packages') || kinds.has('deployments');
  const [azure, runs, versions] = await Promise.all([
    inAzure.some((kind) => kinds.has(kind)) ? lookAtAzure(scene, asked, kinds) : nothingSeen,
    needsRuns ? surveyRuns(ports.archive) : [],
    kinds.has('state-versions') ? surveyVersions(ports.store) : [],
  ]);
  const question = { ...asked, formers: await formerRecords(ports.store, new Set(strays(azure.resources, asked).map(({ id }) => id.toLowerCase()))) };
  return { report: findLeftovers(question, { azure, runs, versions }, { at, olderThanMs: wish.olderThanMs, notSearched }), owner, held, runs };
}

async function lookAtAzure({ context, ports, versionOf }: CleanupScene, question: CleanupQuestion, kinds: ReadonlySet<FindingKind>) {
  const ours = new Set([...question.held.ids.keys()].flatMap((id) => /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)/.exec(id)?.[1] ?? []));
  const groupsOf = (groups: readonly SeenGroup[]): readonly string[] => groups.filter(({ name, tags }) => ours.has(name.toLowerCase()) || isOurs(tags, question.owner)).map(({ name }) => name);
  return surveyAzure(await ports.azure(), { kinds, groupsOf, versionOf, strays: (resources) => strays(resources, question), signal: context.signal });
}

type Own = 'there' | 'none' | { readonly unreadable: string };

async function ownState({ store }: ProjectPorts): Promise<Own> {
  try {
    const state = await store.read();
    await store.readJournal();
    return state === undefined ? 'none' : 'there';
  } catch (error) {
    if (!(error instanceof AtakoraError)) throw error;
    return { unreadable: `${error.message} (${error.code})` };
  }
}

/** Nothing is proposed that a state which is not here might hold. */
function unsearched(kinds: readonly FindingKind[], { unreadable }: ProjectRecords, own: Own, { facts }: ProjectSession): readonly NotSearched[] {
  const skip = (some: readonly FindingKind[], because: string): readonly NotSearched[] => some.filter((kind) => kinds.includes(kind)).map((kind) => ({ kind, because }));
  if (typeof own === 'object') return skip(kinds, `The state of ${facts.key} cannot be read: ${own.unreadable}`);
  const [first] = unreadable;
  if (first !== undefined) return skip(['resources', 'groups', 'vaults', 'packages', 'runs'], `${first.charAt(0).toUpperCase()}${first.slice(1)}; it may hold what is found.`);
  return own === 'none' ? skip(inAzure, `There is no state of ${facts.key} here: whatever is in Azure may be held by one that lies elsewhere.`) : [];
}

/** The catalogue's version of a type, else the newest one of Azure's metadata that is not a preview. */
export async function versionFinder(now: string): Promise<(type: string) => string | undefined> {
  const { resourceTypes } = await import('../azure/resource-types.ts');
  const types = resourceTypes(now);
  return (type) => {
    const versions = types.versions(type);
    return kindOf(type)?.apiVersion ?? versions.find((version) => !/preview|alpha|beta/i.test(version)) ?? versions[0];
  };
}
