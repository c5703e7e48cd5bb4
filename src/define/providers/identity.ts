import { userAssignedIdentity } from '../../resources/user-assigned-identity.ts';
import { impliedGroup } from './access-grants.ts';
import type { Provider } from './provider.ts';
import { identityName } from './role-assignments.ts';

/**
 * Requirement `identity`: the identity that an app acts as; made before the app, so that its roles are there when the app starts. No fields.
 */
export const identityProvider: Provider = {
  resourceType: 'identity',
  fields: {},
  implied: () => [impliedGroup],
  provide: (context) => {
    const address = context.address('identity');
    const name = identityName(context, context.requirement.requirementKey);
    return {
      nodes: [{ address, type: userAssignedIdentity.type, apiVersion: userAssignedIdentity.apiVersion, name, body: { location: context.target.location } }],
      exports: {
        id: { address, output: 'id' },
        clientId: { address, output: 'clientId' },
        principalId: { address, output: 'principalId' },
      },
      diagnostics: [],
    };
  },
};
