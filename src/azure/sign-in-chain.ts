import type { TokenCredential } from '@azure/identity';
import type { CloudName } from '../model/environment-settings.ts';
import type { SignInAttempt, SignInWay } from '../model/doctor.ts';
import { signInSelections, signInWays } from '../model/doctor.ts';
import { cloudEndpoints } from './clouds.ts';
import type { SignInVariables } from './sign-in-reason.ts';
import { signInReason } from './sign-in-reason.ts';
import { identityOf } from './token-identity.ts';

export interface SignInChainOptions {
  readonly cloud: CloudName;
  /** Absent: the tenant that each way is in by itself. */
  readonly tenantId?: string;
  readonly env: SignInVariables;
  /** Longest wait for each way, in milliseconds. */
  readonly patienceMs: number;
  /** In place of the identity library. */
  readonly credentials?: Readonly<Record<SignInWay, () => TokenCredential>>;
}

/**
 * Tries every way to sign in, all at once: those of the chain that everything else uses, which goes through them one after another and stops
 * at the first that is there. Nothing of a token is kept but who it is for.
 * @throws the signal's reason when it is aborted
 */
export async function trySignIns(options: SignInChainOptions, signal: AbortSignal): Promise<readonly SignInAttempt[]> {
  const wanted = chosenWays(options.env['AZURE_TOKEN_CREDENTIALS']);
  const credentials = options.credentials ?? (await libraryCredentials(options));
  const attempts = await Promise.all(signInWays.map((way) => (wanted.has(way) ? attempt(way, credentials[way], options, signal) : Promise.resolve<SignInAttempt>({ way, result: 'off' }))));
  signal.throwIfAborted();
  return attempts;
}

function chosenWays(variable: string | undefined): ReadonlySet<SignInWay> {
  const value = variable?.trim().toLowerCase() ?? '';
  return new Set(Object.hasOwn(signInSelections, value) ? signInSelections[value] : signInWays);
}

/** Errors after which the chain goes on to its next way. */
const absences: ReadonlySet<string> = new Set(['CredentialUnavailableError', 'AuthenticationRequiredError', 'AbortError', 'TimeoutError']);

async function attempt(way: SignInWay, make: () => TokenCredential, { cloud, env, patienceMs }: SignInChainOptions, signal: AbortSignal): Promise<SignInAttempt> {
  const patience = AbortSignal.timeout(patienceMs);
  const abortSignal = AbortSignal.any([signal, patience]);
  try {
    const token = await Promise.race([make().getToken(`${cloudEndpoints(cloud).resourceManager}/.default`, { abortSignal }), aborted(abortSignal)]);
    return token === null ? { way, result: 'absent', why: 'it gave no token' } : { way, result: 'worked', identity: identityOf(token.token) };
  } catch (error) {
    if (patience.aborted && way !== 'managed-identity') return { way, result: 'absent', why: `no answer within ${Math.round(patienceMs / 1_000)} seconds` };
    const { name, message } = error instanceof Error ? error : new DOMException(String(error));
    return { way, result: absences.has(name) ? 'absent' : 'refused', why: signInReason(way, patience.aborted ? 'timed out' : message, env) };
  }
}

/** Tools that are asked do not all heed a signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('the wait was aborted', 'AbortError')), { once: true });
    if (signal.aborted) reject(new DOMException('the wait was aborted', 'AbortError'));
  });
}

async function libraryCredentials({ cloud, tenantId, env, patienceMs }: SignInChainOptions): Promise<Readonly<Record<SignInWay, () => TokenCredential>>> {
  const library = await import('@azure/identity');
  const options = { authorityHost: cloudEndpoints(cloud).authority, retryOptions: { maxRetries: 0 }, ...(tenantId === undefined ? {} : { tenantId }) };
  const tools = { ...options, processTimeoutInMs: patienceMs };
  const clientId = env['AZURE_CLIENT_ID'];
  // As in the chain: it looks first whether the machine has the service at all.
  const probing = { ...options, sendProbeRequest: true };
  return {
    environment: () => new library.EnvironmentCredential(options),
    'workload-identity': () => new library.WorkloadIdentityCredential(options),
    'managed-identity': () => (clientId === undefined || clientId === '' ? new library.ManagedIdentityCredential(probing) : new library.ManagedIdentityCredential({ ...probing, clientId })),
    'azure-cli': () => new library.AzureCliCredential(tools),
    powershell: () => new library.AzurePowerShellCredential(tools),
    'developer-cli': () => new library.AzureDeveloperCliCredential(tools),
  };
}
