import type { Finding, FindingKind, LeftAlone } from '../../model/cleanup.ts';
import type { HeldThings } from './held-things.ts';
import type { Former } from './former-records.ts';
import type { Owner } from './our-tags.ts';

/** What everything is judged by. */
export interface CleanupQuestion {
  readonly owner: Owner;
  readonly held: HeldThings;
  /** Nothing that was written after this is touched; ISO 8601 UTC. */
  readonly before: string;
  /** Newest ones of each history that stay, whatever their age. */
  readonly keep: number;
  readonly kinds: readonly FindingKind[];
  /** What earlier versions of the state say of resources that none holds now, by id in lower case; empty where nobody looked. */
  readonly formers: ReadonlyMap<string, Former>;
  /** Names of storage accounts that keep states of the project, in lower case. */
  readonly stateAccounts: ReadonlySet<string>;
}

/** What was found of one kind. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly leftAlone: readonly LeftAlone[];
}
