import { AtakoraError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';

/** The `error` object of an answer, in Azure's shape. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly ErrorBody[];
  readonly additionalInfo?: Json;
  readonly innererror?: { readonly code: string };
}

/** A request that this Azure refuses; becomes an answer of that status at the front, or the failure of a resource in a deployment. */
export class Refusal extends AtakoraError {
  readonly status: number;
  readonly error: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;
  /** The whole answer of a service that does not put its errors into `error`. */
  readonly ownBody: JsonObject | undefined;

  constructor(status: number, error: ErrorBody, headers: Readonly<Record<string, string>> = {}, ownBody?: JsonObject) {
    super('ATK2101', `${error.code}: ${error.message}`, { source: 'azure' });
    this.name = 'Refusal';
    this.status = status;
    this.error = error;
    this.headers = headers;
    this.ownBody = ownBody;
  }
}

/** Refuses with a code and a message. */
export function refuse(status: number, code: string, message: string, target?: string): Refusal {
  return new Refusal(status, target === undefined ? { code, message } : { code, message, target });
}

/** The body that carries an error. */
export function errorBody(error: ErrorBody): JsonObject {
  return { error: error as unknown as JsonObject };
}

/** Name of an HTTP status as deployment operations show it. */
export function statusName(status: number): string {
  return statusNames[status] ?? 'InternalServerError';
}

const statusNames: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
};
