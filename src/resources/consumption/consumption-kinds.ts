import type { KindMaker } from '../kind-maker.ts';
import { budget } from './budget.ts';

/** Kinds of this folder, in the order of their files. */
export const consumptionKinds: readonly KindMaker[] = [budget];
