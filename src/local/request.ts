import type { Json } from '../model/json.ts';

/** A request as it would go over the wire. */
export interface LocalRequest {
  readonly method: string;
  /** Absolute, such as `https://management.azure.com/subscriptions?api-version=2022-12-01`. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** True for what came through a socket: only a token that this world issued is taken then. */
  readonly network?: boolean;
  /** The body of an upload that is no text; `body` is absent then. */
  readonly bytes?: Uint8Array;
}

/** An answer as it would come back over the wire. */
export interface LocalResponse {
  readonly kind: 'response';
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for which the transport holds the answer back, because a latency rule says so. Absent: none. */
  readonly delayMs?: number;
}

/**
 * No answer at all. `ENOTFOUND`: the host name does not resolve, because nothing of that name exists in this world.
 * `ECONNRESET`: a fault rule dropped the connection.
 */
export interface Unreachable {
  readonly kind: 'unreachable';
  readonly code: 'ENOTFOUND' | 'ECONNRESET';
  readonly host: string;
}

export type LocalAnswer = LocalResponse | Unreachable;

/** An answer with a JSON body, or with none. */
export function answer(status: number, body?: Json, headers: Readonly<Record<string, string>> = {}): LocalResponse {
  if (body === undefined) return { kind: 'response', status, headers: { 'content-length': '0', ...headers } };
  return {
    kind: 'response',
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
