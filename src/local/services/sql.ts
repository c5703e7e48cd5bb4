import { jsonAt } from '../../resources/json-path.ts';
import { refuse } from '../refusal.ts';
import { resourcesBelow } from '../world/resource-store.ts';
import { subnetDelegations } from './delegations.ts';
import type { WriteSubject } from './subject.ts';
import { textOf } from './subject.ts';

/** A server that takes Entra sign-ins only takes no password either: the service cannot tell whether it is the same. */
export function checkServerPassword({ context, body, before }: WriteSubject): void {
  if (before === undefined || textOf(body, 'properties.administratorLoginPassword') === undefined) return;
  const own = jsonAt(before.body, 'properties.administrators.azureADOnlyAuthentication') === true;
  const child = resourcesBelow(context.db, before.key).some(({ type, sent }) => type === 'microsoft.sql/servers/azureadonlyauthentications' && jsonAt(sent, 'properties.azureADOnlyAuthentication') === true);
  if (own || child) throw refuse(400, 'AadOnlyAuthenticationIsEnabled', 'Azure Active Directory Only Authentication is enabled. Please contact your system administrator.');
}

/** A managed instance lives in a subnet that is its own. @see https://go.microsoft.com/fwlink/?linkid=2123307 */
export function checkInstanceSubnet({ context, body }: WriteSubject): void {
  const subnet = textOf(body, 'properties.subnetId');
  const delegations = subnet === undefined ? undefined : subnetDelegations(context, subnet);
  if (delegations === undefined || delegations.some((name) => name.toLowerCase() === 'microsoft.sql/managedinstances')) return;
  throw refuse(409, 'MiCreateFailedNonDelegatedSubnet', `Managed Instance deployment failed as provided subnet '${subnet ?? ''}' was not delegated to Microsoft.Sql/managedInstances. Information on how to set subnet delegation for Managed Instance could be found at (https://go.microsoft.com/fwlink/?linkid=2123307).`);
}
