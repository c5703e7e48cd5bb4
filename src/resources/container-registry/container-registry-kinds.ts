import type { KindMaker } from '../kind-maker.ts';
import { registry } from './registry.ts';

/** Kinds of this folder, in the order of their files. */
export const containerRegistryKinds: readonly KindMaker[] = [registry];
