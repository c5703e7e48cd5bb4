import type { DriftedResource } from '../../../model/drift.ts';

/**
 * What is at stake with a drifted resource: it held data and is gone or another one; reverting it replaces it, and loses what it holds or
 * not; reverting it interrupts the service.
 */
export type DriftRisk = 'data-gone' | 'revert-loses-data' | 'revert-replaces' | 'revert-interrupts' | 'none';

/** A resource that drifted, or that could not be compared at all, with what its type and its record say. */
export interface DriftItem {
  readonly resource: DriftedResource;
  readonly stack: string;
  /** Word for its type. */
  readonly title: string;
  readonly risk: DriftRisk;
  readonly isProtected: boolean;
  /** Where the portal shows it; undefined on the local Azure. */
  readonly link: string | undefined;
}

/** In a column: what is lost, or what reverting does. */
export const riskWords: Readonly<Record<DriftRisk, string>> = {
  'data-gone': 'data gone',
  'revert-loses-data': 'loses data',
  'revert-replaces': 'replaced',
  'revert-interrupts': 'interrupts',
  none: '',
};

/** In a sentence. */
export const riskSentences: Readonly<Record<DriftRisk, string>> = {
  'data-gone': 'It held data: what was in it is gone, whatever is done now.',
  'revert-loses-data': 'Reverting replaces it, and what it holds is lost.',
  'revert-replaces': 'Reverting replaces it: what was changed cannot be changed in place.',
  'revert-interrupts': 'Reverting restarts or interrupts it.',
  none: '',
};

/** True when nothing could be compared. */
export function isUnread({ resource }: DriftItem): boolean {
  return resource.status === 'same' && resource.notAnalysed.includes('*');
}
