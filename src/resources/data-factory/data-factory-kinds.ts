import type { KindMaker } from '../kind-maker.ts';
import { factory } from './factory.ts';

/** Kinds of this folder, in the order of their files. */
export const dataFactoryKinds: readonly KindMaker[] = [factory];
