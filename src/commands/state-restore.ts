import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { StateDocument } from '../model/state.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { withStateLock } from '../platform/state-lock.ts';
import { changeState, nextState, noteRun, openState, protectedWord, readSettled, writeChange } from '../platform/state-session.ts';
import type { StateChange, StateScene } from '../platform/state-session.ts';
import { compareStates, differenceLines, paragraph } from '../platform/state-text.ts';

/**
 * Makes an earlier version the newest: its content under the next serial. A present document or journal that is damaged is kept beside the
 * history. Serial 0 is what was before the first apply: nothing, so that only a damaged journal is set aside.
 * @throws AtakoraError `ATK1718` for a serial that the history does not have.
 */
export async function restoreState(context: CommandContext): Promise<number> {
  const scene = await openState(context);
  const { store } = scene.ports;
  const serial = serialOf(context);
  const present = await readPresent(scene);
  if (serial === 0) {
    return restoreNothing(scene, present);
  }
  const version = (await store.readVersion(serial)) ?? (present === 'damaged' ? await readWhole(scene, serial) : undefined);
  if (version === undefined) {
    const known = (await store.history()).map((one) => one.serial);
    const hint = known.length === 0 ? 'There are no earlier versions.' : `There are ${known.slice(0, 20).join(', ')}${known.length > 20 ? ' and earlier ones' : ''}.`;
    throw new AtakoraError('ATK1718', present !== 'damaged' && present?.serial === serial ? `serial ${serial} is the present state` : `the history has no serial ${serial}`, { hint });
  }
  const state = present === 'damaged' ? undefined : present;
  const difference = compareStates(state, version);
  context.output.text(paragraph(context, present === 'damaged' ? `The present state or its journal is damaged. Serial ${serial} of ${version.updatedAt} has:` : `From serial ${state?.serial ?? 0} back to serial ${serial} of ${version.updatedAt}:`));
  context.output.text(differenceLines(context, difference));
  context.output.text(paragraph(context, 'Nothing changes in Azure; the next plan compares with it.'));
  await confirmChange(context, { text: `Restore serial ${serial} of ${scene.session.facts.key}?`, ...protectedWord(scene) });
  const next = await write(scene, present, version);
  context.output.document({ restored: serial, serial: next.serial, difference: { ...difference } as unknown as Json }, () => paragraph(context, `Restored serial ${serial} as serial ${next.serial}.`));
  return 0;
}

/** Sets aside the damaged journal of a first apply: there is no state yet that it could be folded into. */
async function restoreNothing(scene: StateScene, present: StateDocument | 'damaged' | undefined): Promise<number> {
  const { context, session } = scene;
  const isBegun = present === 'damaged' && (await readWhole(scene)) === undefined && !(await isDocumentDamaged(scene));
  if (!isBegun) {
    throw new AtakoraError('ATK1718', present === undefined ? `${session.facts.key} has no state, and nothing is damaged` : 'serial 0 is before the first apply, and there is a state', { hint: present === undefined ? 'Nothing to do.' : 'See `atakora state history` for its earlier versions; `atakora destroy` removes what it holds.' });
  }
  context.output.text(paragraph(context, `The journal of the first apply to ${session.facts.key} is damaged, and there is no state yet. It is kept beside the history, and nothing is known any more of what that apply made in Azure: the next plan would make it again, and preflight names what stands there already.`));
  await confirmChange(context, { text: `Set the journal of ${session.facts.key} aside?`, ...protectedWord(scene) });
  const kept = await withStateLock(scene, async (lock) => {
    if ((await readPresent(scene)) !== 'damaged') {
      throw new AtakoraError('ATK1503', 'somebody else mended the state while the question stood', { hint: 'Run the command again.' });
    }
    return lock.setJournalAside();
  });
  await noteRun(scene, 'set a damaged journal aside');
  context.output.document({ restored: 0, journal: kept ?? null }, () => paragraph(context, `The journal is set aside${kept === undefined ? '' : `: it is ${kept}`}.`));
  return 0;
}

/** True when the document itself cannot be read, not only its journal. */
async function isDocumentDamaged({ ports }: StateScene): Promise<boolean> {
  try {
    await ports.store.read();
    return false;
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK1701') return true;
    throw error;
  }
}

function serialOf({ positionals }: CommandContext): number {
  const text = positionals[1] ?? '';
  if (!/^(?:0|[1-9]\d{0,8})$/.test(text)) {
    throw new AtakoraError('ATK1002', `"${text}" is not a serial`, { hint: 'A serial is a number, such as 7. See `atakora state history`.' });
  }
  return Number(text);
}

/** Also a damaged state is found: to get over it is what this is for. */
async function readPresent(scene: StateScene): Promise<StateDocument | 'damaged' | undefined> {
  try {
    return await readSettled(scene);
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK1701') {
      return 'damaged';
    }
    throw error;
  }
}

/** The present state, when it has that serial (or, without one, any) and only its journal is damaged. */
async function readWhole({ ports }: StateScene, serial?: number): Promise<StateDocument | undefined> {
  try {
    const state = await ports.store.read();
    return serial === undefined || state?.serial === serial ? state : undefined;
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK1701') {
      return undefined;
    }
    throw error;
  }
}

/** Serial that a damaged or lost state had at most: one more than the newest version of the history, or what the lock file has seen. */
async function lostSerial({ ports, session }: StateScene, version: StateDocument): Promise<number> {
  const [newest] = await ports.store.history();
  const seen = (await ports.lockFile?.read())?.file.environments[session.facts.key];
  return Math.max((newest?.serial ?? 0) + 1, version.serial, seen?.lineage === version.lineage ? seen.serial : 0);
}

async function write(scene: StateScene, present: StateDocument | 'damaged' | undefined, version: StateDocument): Promise<StateDocument> {
  const note = `restored serial ${version.serial}`;
  const isWhole = present !== undefined && present !== 'damaged';
  const last = isWhole ? present.serial : await lostSerial(scene, version);
  const lineage = isWhole ? present.lineage : version.lineage;
  const change: StateChange = { next: nextState(scene, { ...version, lineage }, { serial: last + 1 }), note, how: 'adopt' };
  if (present !== 'damaged') {
    return changeState(scene, () => change, { shown: present });
  }
  return withStateLock(scene, async (lock) => {
    if ((await readPresent(scene)) !== 'damaged') {
      throw new AtakoraError('ATK1503', 'somebody else mended the state while the question stood', { hint: 'Run the command again.' });
    }
    // Writing clears the journal: what cannot be read is kept.
    if (!(await isDocumentDamaged(scene))) await lock.setJournalAside();
    return writeChange(scene, lock, change);
  });
}
