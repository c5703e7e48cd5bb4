import type { Finding, LeftAlone, LeftReason } from '../../model/cleanup.ts';
import { isOlder, latest } from './age-of.ts';
import type { CleanupQuestion, Found } from './cleanup-question.ts';
import { isOurs, ourTag, runOf } from './our-tags.ts';
import type { SeenVault } from './seen-azure.ts';

const deletedVault = 'Microsoft.KeyVault/deletedVaults';

/** Vaults of this environment that were deleted, are still kept, and are in no state: purging one frees its name and loses its secrets for good. */
export function findVaults({ owner, held, before }: CleanupQuestion, vaults: readonly SeenVault[]): Found {
  const findings: Finding[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const vault of vaults.filter(({ tags }) => isOurs(tags, owner))) {
    const moment = latest([['deleted', vault.deletedAt]]);
    const leave = (reason: LeftReason, because: string): void => void leftAlone.push({ kind: 'vaults', id: vault.id, name: vault.name, type: deletedVault, reason, because });
    const former = vault.formerId.toLowerCase();
    const holder = held.ids.get(former);
    const pending = held.pending.get(former);
    if (holder !== undefined) leave('held', `${holder} is this vault: the next apply recovers it`);
    else if (pending !== undefined) leave('pending', `${pending} names it`);
    else if (vault.isPurgeProtected) leave('protected', `purge protection keeps it${vault.purgeAt === undefined ? '' : ` until ${vault.purgeAt}`}`);
    else if (moment === undefined) leave('age-unknown', 'Azure does not say when it was deleted');
    else if (!isOlder(moment, before)) leave('younger', `it was deleted ${moment.at}`);
    else findings.push({ kind: 'vaults', id: vault.id, name: vault.name, type: deletedVault, ...runPart(vault), ...moment, because: evidence(vault), dependents: [], losesData: true });
  }
  return { findings, leftAlone };
}

function runPart({ tags }: SeenVault): { readonly run?: string } {
  const run = runOf(tags);
  return run === undefined ? {} : { run };
}

function evidence({ tags, purgeAt }: SeenVault): string {
  return `deleted, of backend ${ourTag(tags, 'atakora:backend') ?? ''}, and in no state; its name is taken${purgeAt === undefined ? '' : ` until ${purgeAt}`}`;
}
