import type { KindMaker } from '../kind-maker.ts';
import { table } from './table.ts';

/** Kinds of this folder, in the order of their files. */
export const operationalInsightsKinds: readonly KindMaker[] = [table];
