import type { StateLock } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { isRemoval } from '../model/journal.ts';
import type { StateDocument } from '../model/state.ts';
import { openBlobJournal, readJournalBlob } from './blob-journal.ts';
import type { BlobLease } from './blob-lease.ts';
import { type BlobPlace, documentOf, nameOf, noStateYet, readStateBlob } from './blob-place.ts';
import { listVersions } from './blob-history.ts';
import { assertAdoptable, assertFollows } from './next-state.ts';
import { readDocument, unlessDamaged, writeDocument } from './sealed-state.ts';

/** The right to change the blobs of a state, as long as the lease is ours; Azure itself refuses every write without it. */
export function createBlobStateLock(place: BlobPlace, lease: BlobLease): StateLock {
  const journal = openBlobJournal(place, lease);
  const assertOpen = (): void => {
    if (lease.lost.aborted) throw lease.lost.reason as Error;
  };
  let released = false;
  return {
    record: lease.record,
    lost: lease.lost,
    append: async (entry) => {
      assertOpen();
      if (released) await lease.assertHeld();
      await journal.append(entry);
    },
    write: async (next, how = 'follow') => {
      await lease.assertHeld();
      await writeNext(place, lease, next, how);
      await journal.clear();
    },
    recode: async () => {
      await lease.assertHeld();
      return recodeAll(place, lease, journal.clear);
    },
    removeVersion: async (serial) => {
      await lease.assertHeld();
      const path = place.paths.version(serial);
      const answer = await place.container.remove(path);
      if (!answer.ok && answer.reason !== 'missing') throw lease.refused(answer, path);
    },
    settleRemovals: async () => {
      await lease.assertHeld();
      if ((await readJournalBlob(place, (await readStateBlob(place))?.document)).every(isRemoval)) await journal.clear();
    },
    setJournalAside: async () => {
      await lease.assertHeld();
      const { container, paths } = place;
      const blob = await container.get(paths.journal);
      if (blob === undefined || blob.text === '') return undefined;
      const kept = `${paths.history}damaged-${lease.record.id}.journal`;
      const answer = await container.put(kept, blob.text);
      if (!answer.ok) throw lease.refused(answer, kept);
      await journal.clear();
      return nameOf(place, kept);
    },
    release: async () => {
      released = true;
      await lease.release();
    },
  };
}

/**
 * Keeps the old version, then puts the new one in its place. Killed between the two, there is a copy of the present version too many;
 * killed before the journal is cleared, there is a journal of an earlier serial, which counts as empty.
 */
async function writeNext(place: BlobPlace, lease: BlobLease, next: StateDocument, how: 'follow' | 'adopt'): Promise<void> {
  const { container, paths, form } = place;
  const blob = await container.get(paths.state);
  const reading = blob === undefined ? undefined : documentOf(blob.text, place);
  const current = await (how === 'adopt' && reading !== undefined ? unlessDamaged(reading as Promise<StateDocument>) : reading);
  (how === 'adopt' ? assertAdoptable : assertFollows)({ project: form.project, environment: form.environment, current }, next);
  if (blob === undefined) {
    throw lease.refused({ ok: false, reason: 'lease-lost', status: 404, code: 'BlobNotFound' }, paths.state);
  }
  const text = await writeDocument(next, form);
  if (blob.text !== noStateYet) {
    await keepVersion(place, blob.text, current, lease.record.id);
  }
  await putState(place, lease, text, blob.etag);
}

async function keepVersion({ container, paths }: BlobPlace, text: string, document: StateDocument | undefined, lockId: string): Promise<void> {
  if (document === undefined) {
    await container.put(`${paths.history}damaged-${lockId}.json`, text);
    return;
  }
  await container.put(paths.version(document.serial), text, {}, versionFacts(document));
}

/** What the list of versions shows without reading them. */
function versionFacts({ run, updatedAt }: StateDocument): Readonly<Record<string, string>> {
  return { run, updatedat: updatedAt };
}

/** Replaces the state. When the transport sent it twice, the second time is refused, and what is there tells that the first one landed. */
async function putState(place: BlobPlace, lease: BlobLease, text: string, etag: string): Promise<void> {
  const { container, paths } = place;
  const answer = await container.put(paths.state, text, { match: etag, lease: lease.record.id });
  if (!answer.ok && !(answer.reason === 'changed' && (await container.get(paths.state))?.text === text)) {
    throw lease.refused(answer, paths.state);
  }
}

/** Writes every document again, the state last: when it has its new form, all have. A damaged version stays as it is. */
async function recodeAll(place: BlobPlace, lease: BlobLease, clearJournal: () => Promise<void>): Promise<number> {
  const { container, paths, form } = place;
  const stored = await readStateBlob(place);
  if (!(await readJournalBlob(place, stored?.document)).every(isRemoval)) {
    throw new AtakoraError('ATK1706', `${nameOf(place, paths.journal)} has entries that the state does not hold yet`, { hint: 'Finish the run with `atakora apply`, then try again.' });
  }
  await clearJournal();
  let written = 0;
  for (const { serial } of await listVersions(place)) {
    const path = paths.version(serial);
    const blob = await container.get(path);
    const document = blob === undefined ? undefined : await unlessDamaged(readDocument(blob.text, form, nameOf(place, path)));
    if (blob !== undefined && document !== undefined) {
      const answer = await container.put(path, await writeDocument(document, form), { match: blob.etag }, versionFacts(document));
      if (!answer.ok) throw lease.refused(answer, path);
      written += 1;
    }
  }
  if (stored?.document === undefined) return written;
  await putState(place, lease, await writeDocument(stored.document, form), stored.blob.etag);
  return written + 1;
}
