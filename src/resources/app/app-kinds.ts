import type { KindMaker } from '../kind-maker.ts';
import { containerApp, containerJob } from './container-app.ts';
import { environmentStorage, managedEnvironment } from './managed-environment.ts';

/** Kinds of this folder, in the order of their files. */
export const appKinds: readonly KindMaker[] = [containerApp, containerJob, environmentStorage, managedEnvironment];
