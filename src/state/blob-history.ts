import type { LockBreak } from '../model/lock-record.ts';
import type { StateDocument } from '../model/state.ts';
import { type BlobPlace, nameOf } from './blob-place.ts';
import { parseTrace } from './lock-break.ts';
import { readDocument } from './sealed-state.ts';

/** Earlier versions, newest first, from one list: their facts are metadata of the copies. */
export async function listVersions({ container, paths }: BlobPlace): Promise<readonly { readonly serial: number; readonly run: string; readonly updatedAt: string }[]> {
  const listed = await container.list(paths.history);
  return listed
    .flatMap(({ name, metadata, modifiedAt }) => {
      const serial = /^(\d+)\.json$/.exec(name.slice(paths.history.length))?.[1];
      return serial === undefined ? [] : [{ serial: Number(serial), run: metadata['run'] ?? 'unknown', updatedAt: metadata['updatedat'] ?? modifiedAt }];
    })
    .sort((a, b) => b.serial - a.serial);
}

/** An earlier version. @throws AtakoraError as `readDocument`. */
export async function readVersionBlob(place: BlobPlace, serial: number): Promise<StateDocument | undefined> {
  const path = place.paths.version(serial);
  const blob = await place.container.get(path);
  return blob === undefined ? undefined : readDocument(blob.text, place.form, nameOf(place, path));
}

/** Traces of broken locks, newest first. */
export async function listBreakBlobs({ container, paths }: BlobPlace): Promise<readonly LockBreak[]> {
  const names = (await container.list(paths.breaks)).map(({ name }) => name).sort().reverse();
  const blobs = await Promise.all(names.map((name) => container.get(name)));
  return blobs.flatMap((blob) => parseTrace(blob?.text ?? '') ?? []);
}
