import type { ResourceRecord } from '../../../model/state.ts';

/** A resource of the state. */
export interface StateItem {
  readonly address: string;
  readonly record: ResourceRecord;
  /** Word for its type. */
  readonly title: string;
  /** Left without an end by an interrupted run. */
  readonly isOpen: boolean;
  /** Where the portal shows it; undefined on the local Azure. */
  readonly link: string | undefined;
}
