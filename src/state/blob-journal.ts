import type { JournalLine } from '../model/journal.ts';
import type { StateDocument } from '../model/state.ts';
import type { BlobLease } from './blob-lease.ts';
import { type BlobPlace, nameOf, readStateBlob } from './blob-place.ts';
import { type JournalPlace, type JournalTail, parseJournal, printEntry } from './journal-codec.ts';
import { damaged } from './damaged.ts';

/** Whose journal it is, for its codec. */
function journalPlace(place: BlobPlace): JournalPlace {
  return { ...place.form, place: nameOf(place, place.paths.journal) };
}

/** Entries that the state does not hold yet. @throws AtakoraError as `parseJournal`. */
export async function readJournalBlob(place: BlobPlace, state: StateDocument | undefined): Promise<readonly JournalLine[]> {
  const blob = await place.container.get(place.paths.journal);
  return blob === undefined ? [] : (await parseJournal(blob.text, state, journalPlace(place))).entries;
}

export interface BlobJournal {
  /** In the order of the calls; durable when it resolves. */
  append(entry: JournalLine): Promise<void>;
  /** Empties it: its entries are in the state. */
  clear(): Promise<void>;
}

/** Where the next entry goes. */
interface OpenBlob {
  readonly state: StateDocument | undefined;
  readonly position: number;
  readonly tail: JournalTail | undefined;
}

/**
 * The journal as an append blob under the lease. Every append names the length that it goes on from, so an append that a retry of the
 * transport sends a second time is refused, and what is there tells whether the first one landed.
 */
export function openBlobJournal(place: BlobPlace, lease: BlobLease): BlobJournal {
  const { container, paths } = place;
  let open: OpenBlob | undefined;
  let queue: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = queue.then(work).catch((error: unknown) => {
      // Nobody knows how far it came; the next append looks.
      open = undefined;
      throw error;
    });
    queue = done.catch(() => undefined);
    return done;
  };
  const clear = async (): Promise<void> => {
    open = undefined;
    const answer = await container.putAppendable(paths.journal, { lease: lease.record.id });
    if (!answer.ok) throw lease.refused(answer, paths.journal);
  };
  const appendEntry = async (entry: JournalLine): Promise<void> => {
    if (open === undefined) {
      open = await openBlob(place);
      if (open.tail === undefined && open.position > 0) {
        await clear();
        open = { state: (await readStateBlob(place))?.document, position: 0, tail: undefined };
      }
    }
    const { state, position } = open;
    const { text, tail } = await printEntry(entry, open.tail, state, journalPlace(place));
    const answer = await container.append(paths.journal, text, { lease: lease.record.id, position });
    if (!answer.ok && !(answer.reason === 'moved' && (await hasLanded(place, position, text)))) {
      throw lease.refused(answer, paths.journal);
    }
    open = { state, position: position + Buffer.byteLength(text), tail };
  };
  return { append: (entry) => inTurn(() => appendEntry(entry)), clear: () => inTurn(clear) };
}

async function openBlob(place: BlobPlace): Promise<OpenBlob> {
  const [stored, blob] = [await readStateBlob(place), await place.container.get(place.paths.journal)];
  const state = stored?.document;
  const content = await parseJournal(blob?.text ?? '', state, journalPlace(place));
  if (content.tail !== undefined && content.wholeBytes !== blob?.bytes) {
    // Appends are atomic, so no run of ours leaves half a line.
    throw damaged(nameOf(place, place.paths.journal), 'its last line is cut off');
  }
  return { state, position: blob?.bytes ?? 0, tail: content.tail };
}

/** True when the journal ends with just this text at this position. */
async function hasLanded({ container, paths }: BlobPlace, position: number, text: string): Promise<boolean> {
  const blob = await container.get(paths.journal);
  return blob !== undefined && Buffer.from(blob.text).subarray(position).equals(Buffer.from(text));
}
