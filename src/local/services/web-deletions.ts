import { lastName, parseArmPath } from '../arm/resource-path.ts';
import { refuseAppService } from '../service-refusals.ts';
import { referencesTo } from './references.ts';
import type { DeletionSubject } from './subject.ts';
import { textOf } from './subject.ts';

/** A plan goes after the last app that runs on it. @see https://learn.microsoft.com/azure/app-service/app-service-plan-manage#delete-an-app-service-plan */
export function keepUsedPlan({ context, path }: DeletionSubject): void {
  const users = referencesTo(context, path.id, ['microsoft.web/sites']).filter(({ resource }) => textOf(resource.sent, 'properties.serverFarmId')?.toLowerCase() === path.id.toLowerCase());
  if (users.length === 0) return;
  const names = users.map(({ resource }) => {
    const site = parseArmPath(resource.id);
    return site?.kind === 'resource' ? lastName(site) : '';
  });
  throw refuseAppService({
    status: 409,
    code: 'Conflict',
    extendedCode: '11003',
    template: "Server farm '{0}' cannot be deleted because it has web app(s) {1} assigned to it.",
    parameters: [lastName(path), names.join(',')],
  });
}
