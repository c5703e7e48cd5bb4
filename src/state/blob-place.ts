import type { BlobContainer, BlobContent } from '../engine/blob-container.ts';
import type { Clock, Ids } from '../engine/ports.ts';
import type { LockRecord } from '../model/lock-record.ts';
import type { StateDocument } from '../model/state.ts';
import type { BlobPaths } from './blob-paths.ts';
import { parseLockRecord, unknownHolder } from './lock-holder.ts';
import type { LockOwner } from './lock-owner.ts';
import { readDocument, type StateForm } from './sealed-state.ts';

/** One environment's state in a container, and who works on it. */
export interface BlobPlace {
  readonly container: BlobContainer;
  readonly paths: BlobPaths;
  readonly form: StateForm;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly who: LockOwner;
}

/**
 * What stands in the place of a state before there is one: a lease needs a blob to lie on. An empty blob would look like one that was cut off.
 */
export const noStateYet = '{"state":"none yet"}\n';

/** Name of a blob for messages. */
export function nameOf(place: Pick<BlobPlace, 'container'>, path: string): string {
  return `${place.container.url}/${path}`;
}

/** The stored state with the version of its blob; `document` is undefined for the stand-in. */
export async function readStateBlob(place: BlobPlace): Promise<{ readonly blob: BlobContent; readonly document: StateDocument | undefined } | undefined> {
  const blob = await place.container.get(place.paths.state);
  return blob === undefined ? undefined : { blob, document: await documentOf(blob.text, place) };
}

/** The state in the text of its blob; undefined for the stand-in. */
export async function documentOf(text: string, place: BlobPlace): Promise<StateDocument | undefined> {
  return text === noStateYet ? undefined : readDocument(text, place.form, nameOf(place, place.paths.state));
}

/** The lock record with the version of its blob. */
export async function readLockBlob({ container, paths }: BlobPlace): Promise<{ readonly record: LockRecord; readonly etag: string } | undefined> {
  const blob = await container.get(paths.lock);
  return blob === undefined ? undefined : { record: parseLockRecord(blob.text), etag: blob.etag };
}

/** Who has the lease. The one who took it this instant may not have written its record yet, so it is looked for a second time. */
export async function readHolderBlob(place: BlobPlace): Promise<LockRecord> {
  const found = (await readLockBlob(place)) ?? (await place.clock.sleep(200).then(() => readLockBlob(place)));
  return found?.record ?? unknownHolder;
}
