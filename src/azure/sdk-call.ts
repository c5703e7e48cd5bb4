import type { AzureFailure } from '../model/azure-failure.ts';
import type { ErrorCode } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import { advised } from './advise-failure.ts';
import { unfoldFailure } from './unfold-failure.ts';

/** The part of an answer that this folder reads; the SDKs' models drop what they do not know. */
interface RawResponse {
  readonly status: number;
  readonly bodyAsText?: string | null;
  readonly headers: { get(name: string): string | undefined };
}

/** Options that every call of the SDKs takes. */
export interface CallOptions {
  readonly abortSignal?: AbortSignal;
  readonly onResponse: (response: RawResponse) => void;
}

/** Result of a call with its last answer as it came over the wire. */
export interface SdkAnswer<T> {
  readonly result: T;
  readonly raw: RawResponse | undefined;
}

/**
 * Calls an SDK. `what` completes "Azure refused to …".
 * @throws AtakoraError `ATK1801` sign-in, `ATK1802` permissions, `ATK1803` refused, `ATK1804` unreachable; its cause is an `AzureFailure`.
 * An abort is thrown on as the reason of the signal.
 */
export async function callSdk<T>(what: string, call: (options: CallOptions) => Promise<T>, signal?: AbortSignal): Promise<SdkAnswer<T>> {
  let raw: RawResponse | undefined;
  const onResponse = (response: RawResponse): void => {
    raw = response;
  };
  try {
    signal?.throwIfAborted();
    const result = await call({ onResponse, ...(signal === undefined ? {} : { abortSignal: signal }) });
    return { result, raw };
  } catch (error) {
    signal?.throwIfAborted();
    throw mapSdkError(what, error, raw);
  }
}

/** The failure that an error of this folder carries. */
export function failureOf(error: unknown): AzureFailure | undefined {
  return error instanceof AtakoraError && error.source === 'azure' ? (error.cause as AzureFailure) : undefined;
}

/** What an SDK threw, as an error of ours. Holds neither request nor token. */
function mapSdkError(what: string, error: unknown, raw?: RawResponse): AtakoraError {
  if (error instanceof AtakoraError) return error;
  const thrown = shapeOf(error);
  const status = raw !== undefined && raw.status >= 400 ? raw.status : thrown.status;
  const correlationId = raw?.headers.get('x-ms-correlation-request-id');
  const facts = { ...(status === undefined ? {} : { status }), ...(correlationId === undefined ? {} : { correlationId }) };
  const body = raw !== undefined && raw.status >= 400 ? raw.bodyAsText : undefined;
  const failure = advised(unfoldFailure(body ?? thrown.body, facts) ?? { code: thrown.code ?? (status === undefined ? 'Unknown' : `Http${status}`), message: thrown.message, ...facts });
  // App Service refuses for want of quota with 401, though the sign-in is good.
  const code = errorCode(thrown, status === 401 && failure.advice?.code === 'ATK1808' ? 409 : status);
  if (thrown.name === 'AggregateAuthenticationError' || thrown.name === 'CredentialUnavailableError') {
    // Each sign-in of the chain says at length why it was not there; that nobody is signed in is what matters.
    return new AtakoraError('ATK1801', `not signed in to Azure: none of environment variables, workload identity, managed identity, Azure CLI, PowerShell and developer CLI has a sign-in (to ${what})`, { source: 'azure', cause: advised({ code: thrown.name, message: thrown.message }) });
  }
  const hint = code === 'ATK1804' || failure.advice?.rule === 'unknown' ? undefined : mendIn(failure);
  const sentence = code === 'ATK1804' ? `Azure cannot be reached to ${what}` : `Azure refused to ${what}`;
  return new AtakoraError(code, `${sentence}: ${failure.message} (${failure.code})`, { source: 'azure', cause: failure, ...(hint === undefined ? {} : { hint }) });
}

/** What helps against a failure, with the command to type; undefined when no rule knows it. */
export function mendIn({ advice }: AzureFailure): string | undefined {
  if (advice?.rule === 'unknown') return undefined;
  return advice?.fix === undefined ? advice?.hint : `${advice.hint} \`${advice.fix}\``;
}

interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly body: unknown;
}

function shapeOf(error: unknown): Thrown {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: undefined, status: undefined, body: undefined };
  const { name, message } = error;
  // Pollers put code and message of a failed operation into one sentence.
  const polled = /^The long-running operation has failed\. (\w+)\. (.+)$/s.exec(message);
  if (polled !== null) return { name, message, code: polled[1], status: undefined, body: { error: { code: polled[1], message: polled[2] } } };
  const { code, statusCode, details, response } = error as Error & { code?: unknown; statusCode?: unknown; details?: unknown; response?: { bodyAsText?: unknown } };
  return {
    name,
    message,
    code: typeof code === 'string' ? code : undefined,
    status: typeof statusCode === 'number' ? statusCode : undefined,
    body: response?.bodyAsText ?? details,
  };
}

const signInErrors = new Set(['CredentialUnavailableError', 'AuthenticationError', 'AggregateAuthenticationError', 'AuthenticationRequiredError']);

function errorCode(thrown: Thrown, status: number | undefined): ErrorCode {
  if (signInErrors.has(thrown.name) || status === 401) return 'ATK1801';
  if (status === 403) return 'ATK1802';
  // Pollers report the failure of an operation with a code and no status.
  return status === undefined && isNetworkCode(thrown.code) ? 'ATK1804' : 'ATK1803';
}

function isNetworkCode(code: string | undefined): boolean {
  return code !== undefined && /^(?:E[A-Z_]+|REQUEST_SEND_ERROR|UND_ERR_\w+|CERT_\w+|DEPTH_ZERO\w*|SELF_SIGNED\w*|UNABLE_TO_\w+)$/.test(code);
}
