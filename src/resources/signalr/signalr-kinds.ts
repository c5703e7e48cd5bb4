import type { KindMaker } from '../kind-maker.ts';
import { signalR } from './signal-r.ts';
import { webPubSub } from './web-pub-sub.ts';

/** Kinds of this folder, in the order of their files. */
export const signalrKinds: readonly KindMaker[] = [signalR, webPubSub];
