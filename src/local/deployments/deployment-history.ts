import { requireDeletable } from '../arm/locks.ts';
import type { LocalContext } from '../context.ts';
import { Refusal, refuse } from '../refusal.ts';
import { deploymentsOf, removeDeployment } from '../world/deployment-store.ts';
import type { DeploymentPlace } from './deployment-place.ts';

/** Deployments that Azure keeps for one scope. */
const historyLimit = 800;

/**
 * Makes room for one more deployment in the history of a scope: the oldest ended ones go. A lock against deletion keeps them, and
 * then nothing more can be deployed.
 * @throws Refusal `DeploymentQuotaExceeded`
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-history-deletions
 */
export function makeRoom(context: LocalContext, place: DeploymentPlace): void {
  const prefix = `${place.scopeId.toLowerCase()}/providers/microsoft.resources/deployments`;
  const { total } = context.db.get('select count(*) as total from deployments where key > ? and key < ?', `${prefix}/`, `${prefix}0`) ?? { total: 0 };
  const excess = Number(total) + 1 - historyLimit;
  if (excess <= 0) return;
  const ended = deploymentsOf(context.db, place.scopeId).filter(({ state }) => state !== 'Accepted' && state !== 'Running');
  const oldest = ended.slice(-excess);
  if (oldest.length < excess || !oldest.every(({ id }) => isDeletable(context, id))) {
    throw refuse(409, 'DeploymentQuotaExceeded', `Creating the deployment '${place.name}' would exceed the quota of '${historyLimit}'. The current deployment count is '${Number(total)}'. Please delete some deployments before creating a new one, or see https://aka.ms/800LimitFix for information on managing deployment limits.`);
  }
  for (const { key } of oldest) removeDeployment(context.db, key);
}

function isDeletable(context: LocalContext, id: string): boolean {
  try {
    requireDeletable(context, id);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
