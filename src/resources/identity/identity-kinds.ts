import type { KindMaker } from '../kind-maker.ts';
import { federatedCredential } from './federated-credential.ts';

/** Kinds of this folder, in the order of their files. */
export const identityKinds: readonly KindMaker[] = [federatedCredential];
