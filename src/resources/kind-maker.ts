import type { ResourceKind } from './resource-kind.ts';

/**
 * Makes the descriptor of a type that no built-in provider makes. A plan looks up few of them: until it is called, the engine has only skimmed
 * its text. Called once: the catalogue keeps what it made.
 */
export type KindMaker = () => ResourceKind;
