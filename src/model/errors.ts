import type { ErrorCode } from './error-codes.ts';
import { errorCodes } from './error-codes.ts';
import type { SourceLocation } from './source-location.ts';

/** Who has to act: the user, Azure (or its stand-in), or the authors of Atakora. */
export type ErrorSource = 'user' | 'azure' | 'bug';

export interface AtakoraErrorOptions {
  readonly source?: ErrorSource;
  /** What to type or change next; overrides the registry's mend. */
  readonly hint?: string;
  /** File, line and column of the definition or input that is at fault. */
  readonly location?: SourceLocation;
  /** Address of the resource at fault. */
  readonly address?: string;
  readonly cause?: unknown;
}

/** A failure that ends a command: input that cannot be used, a refused call, or a broken invariant. Never holds a secret value. */
export class AtakoraError extends Error {
  readonly code: ErrorCode;
  readonly source: ErrorSource;
  readonly hint: string;
  readonly location: SourceLocation | undefined;
  readonly address: string | undefined;

  constructor(code: ErrorCode, message: string, options: AtakoraErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AtakoraError';
    this.code = code;
    this.source = options.source ?? (code.startsWith('ATK9') ? 'bug' : 'user');
    this.hint = options.hint ?? errorCodes[code].mend;
    this.location = options.location;
    this.address = options.address;
  }
}
