import type { KindMaker } from '../kind-maker.ts';
import { tag } from './tag.ts';

/** Kinds of this folder, in the order of their files. */
export const resourceManagerKinds: readonly KindMaker[] = [tag];
