import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';

/** Why the sign-in refuses, with the number of Microsoft Entra. */
export interface SignInError {
  readonly status: number;
  readonly error: string;
  readonly number: number;
  readonly message: string;
}

/**
 * A refusal of the token endpoint.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function refuseSignIn(context: LocalContext, { status, error, number, message }: SignInError): LocalResponse {
  const [trace, correlation] = [context.ids.uuid(), context.ids.uuid()];
  const timestamp = `${context.at.slice(0, 19).replace('T', ' ')}Z`;
  return answer(
    status,
    {
      error,
      error_description: `AADSTS${number}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    },
    { 'cache-control': 'no-store, no-cache' },
  );
}

export function missingParameter(name: string): SignInError {
  return { status: 400, error: 'invalid_request', number: 900144, message: `The request body must contain the following parameter: '${name}'.` };
}

export function unsupportedGrant(grant: string): SignInError {
  return {
    status: 400,
    error: 'unsupported_grant_type',
    number: 70003,
    message: `The app requested an unsupported grant type '${grant}'. The local Azure signs in service principals by client secret, and managed identities.`,
  };
}

export function unknownTenant(tenant: string): SignInError {
  return {
    status: 400,
    error: 'invalid_tenant',
    number: 90002,
    message: `Tenant '${tenant}' not found. This may happen if there are no active subscriptions for the tenant. Check to make sure you have the correct tenant ID. Check with your subscription administrator.\r\n`,
  };
}

export function unknownApplication(clientId: string, tenant: string): SignInError {
  return {
    status: 400,
    error: 'unauthorized_client',
    number: 700016,
    message: `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  };
}

export function wrongSecret(clientId: string): SignInError {
  return {
    status: 401,
    error: 'invalid_client',
    number: 7000215,
    message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  };
}

export function missingSecret(): SignInError {
  return {
    status: 401,
    error: 'invalid_client',
    number: 7000218,
    message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  };
}

/** The local Azure knows nobody who signs assertions, so none can be checked. */
export function unknownAssertion(): SignInError {
  return {
    status: 401,
    error: 'invalid_client',
    number: 700211,
    message: 'No matching federated identity record found for presented assertion issuer. The local Azure takes client secrets only.',
  };
}

export function wrongScope(scope: string): SignInError {
  return {
    status: 400,
    error: 'invalid_scope',
    number: 1002012,
    message: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  };
}

export function unknownResource(resource: string, tenant: string): SignInError {
  return {
    status: 400,
    error: 'invalid_resource',
    number: 500011,
    message: `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  };
}
