import type { KindMaker } from '../kind-maker.ts';
import { fileService } from './file-service.ts';
import { managementPolicy } from './management-policy.ts';
import { share } from './share.ts';

/** Kinds of this folder, in the order of their files. */
export const storageKinds: readonly KindMaker[] = [fileService, managementPolicy, share];
