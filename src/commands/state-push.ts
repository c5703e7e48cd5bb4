import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { canonicalJson } from '../model/canonical-json.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { StateDocument } from '../model/state.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { openLocalBackend } from '../platform/project-ports.ts';
import { changeState, openState, protectedWord, readSettled } from '../platform/state-session.ts';
import type { StateScene } from '../platform/state-session.ts';
import { compareStates, differenceLines, paragraph } from '../platform/state-text.ts';
import { parseState } from '../state/state-codec.ts';

/** A document that is to be stored, and what to call its place. */
interface Source {
  readonly state: StateDocument;
  readonly place: string;
}

/**
 * Stores a document that came from the stored one, or the first one of an empty place; serial and lineage stay its own.
 * @throws AtakoraError `ATK1717` for one of another lineage, or one that is not ahead of the stored one.
 */
export async function pushState(context: CommandContext): Promise<number> {
  const scene = await openState(context);
  const { state: given, place } = await sourceOf(scene);
  const stored = await readSettled(scene);
  if (stored !== undefined && canonicalJson(stored as unknown as Json) === canonicalJson(given as unknown as Json)) {
    context.output.document({ pushed: false, serial: stored.serial }, () => paragraph(context, `Nothing to do: ${place} is the stored state, serial ${stored.serial}.`));
    return 0;
  }
  refuseForeign(stored, given, place);
  const difference = compareStates(stored, given);
  context.output.text(paragraph(context, `${stored === undefined ? 'Nothing is stored yet' : `Stored is serial ${stored.serial}`} in ${scene.ports.store.describe()}. ${place} has serial ${given.serial} of ${given.updatedAt}:`, 2));
  context.output.text(differenceLines(context, difference));
  await confirmChange(context, { text: `Store it as the state of ${scene.session.facts.key}?`, ...protectedWord(scene) });
  const next = await changeState(scene, () => ({ next: given, note: `stored ${place}`, how: 'adopt' }), { shown: stored });
  context.output.document({ pushed: true, serial: next.serial, lineage: next.lineage, to: scene.ports.store.describe(), difference: { ...difference } as unknown as Json }, () =>
    paragraph(context, `Stored serial ${next.serial} in ${scene.ports.store.describe()}.${textFlag(context, 'from') === 'local' ? ' The files stay where they are, and nothing reads them any more.' : ''}`, 2));
  return 0;
}

/** The file that is named, or the files that the environment used before. @throws AtakoraError `ATK1002` when neither or both are named. */
async function sourceOf(scene: StateScene): Promise<Source> {
  const { context } = scene;
  const [, file] = context.positionals;
  const from = textFlag(context, 'from');
  if ((file === undefined) === (from === undefined)) {
    throw new AtakoraError('ATK1002', file === undefined ? 'state push needs FILE, or --from local' : 'state push takes FILE or --from, not both', { hint: '`atakora state pull --out FILE` writes a state to a file.' });
  }
  if (file !== undefined) {
    return fromFile(scene, file);
  }
  if (from !== 'local') {
    throw new AtakoraError('ATK1002', `--from ${from ?? ''} is not local`, { hint: 'From anywhere else: `state pull --out FILE` with the old setting, then `state push FILE` with the new one.' });
  }
  return fromLocal(scene);
}

function fromFile({ context, session }: StateScene, file: string): Source {
  const path = resolve(context.platform.cwd, context.options.cwd ?? '.', file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AtakoraError('ATK1902', `${path} cannot be read`, { cause });
  }
  try {
    return { state: parseState(text, { project: session.loaded.project.id, environment: session.facts.key, place: file }), place: file };
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK1701') {
      throw new AtakoraError('ATK1701', error.message, { hint: 'When it was edited on purpose: take out its "digest", and make its "serial" one more.', cause: error });
    }
    throw error;
  }
}

async function fromLocal(scene: StateScene): Promise<Source> {
  const { context, session } = scene;
  if (session.facts.state === 'local') {
    throw new AtakoraError('ATK1002', `environment "${session.facts.name}" keeps its state in files: there is nowhere to move it`, { hint: 'Make a container first: atakora state bootstrap' });
  }
  const { store } = openLocalBackend(session, context.platform);
  const state = await readSettled({ context, ports: { ...scene.ports, store } });
  if (state === undefined) {
    throw new AtakoraError('ATK1718', `there is no state of ${session.facts.key} in ${store.describe()}`, { hint: 'Nothing to move: apply starts a new state in the container.' });
  }
  return { state, place: `the state in files (${relative(session.folder, store.describe())})` };
}

function refuseForeign(stored: StateDocument | undefined, given: StateDocument, place: string): void {
  if (stored === undefined) {
    return;
  }
  if (given.lineage !== stored.lineage) {
    throw new AtakoraError('ATK1717', `${place} has lineage ${given.lineage}, the stored state ${stored.lineage}: it is another state`, { hint: 'Use another environment for it, or destroy the stored one first.' });
  }
  if (given.serial < stored.serial) {
    throw new AtakoraError('ATK1717', `${place} has serial ${given.serial}, the stored state ${stored.serial}: it is behind`, { hint: `To go back to it: atakora state restore ${given.serial}` });
  }
  if (given.serial === stored.serial) {
    throw new AtakoraError('ATK1717', `${place} and the stored state both have serial ${given.serial} and differ: one of them was changed elsewhere`, { hint: `When it was edited on purpose from what \`state pull\` gave: make its "serial" ${stored.serial + 1}.` });
  }
}
