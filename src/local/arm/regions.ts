import { plainRegion } from '../../resources/region-names.ts';
import locations from '../data/locations.json' with { type: 'json' };

/** A region of the public cloud. */
export interface Region {
  /** `westeurope` */
  readonly name: string;
  /** `West Europe` */
  readonly displayName: string;
  readonly regionType: string;
  readonly zones?: string;
}

/** Regions that stand somewhere, in the order of Azure's list. */
export const physicalRegions = (locations.value as readonly Region[]).filter(({ regionType }) => regionType === 'Physical');

/** The name of a region that people read; the given one when it is not known. */
export function displayRegion(region: string): string {
  return physicalRegions.find(({ name }) => name === plainRegion(region))?.displayName ?? region;
}
