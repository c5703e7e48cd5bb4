import type { ErrorCode } from './error-codes.ts';

/** What `doctor` looks at, in the order in which it is told. */
export const doctorChecks = ['node', 'terminal', 'git', 'network', 'clock', 'project', 'sign-in', 'permissions', 'providers', 'quotas', 'names', 'state', 'vault'] as const;

export type DoctorCheck = (typeof doctorChecks)[number];

/** `warning`: works, and may surprise. `problem`: something will fail. `could-not-check`: nobody knows, which is not a pass. */
export type DoctorStatus = 'ok' | 'warning' | 'problem' | 'could-not-check';

export interface DoctorFinding {
  readonly status: DoctorStatus;
  /** One sentence without a full stop. */
  readonly summary: string;
  /** What to do; commands in backticks. Absent when all is well. */
  readonly next?: string;
  readonly code?: ErrorCode;
  /** `file:line:column`. */
  readonly place?: string;
  /** A fact beside the others, neither good nor bad: why a way to sign in was passed over. Its status is `ok`. */
  readonly detail?: true;
}

/** One check as it went; its status is the worst of its findings. */
export interface DoctorOutcome {
  readonly check: DoctorCheck;
  readonly status: DoctorStatus;
  readonly findings: readonly DoctorFinding[];
  readonly elapsedMs: number;
}

/** Ways to sign in, in the order in which they are tried. */
export const signInWays = ['environment', 'workload-identity', 'managed-identity', 'azure-cli', 'powershell', 'developer-cli'] as const;

export type SignInWay = (typeof signInWays)[number];

/**
 * The ways that the value of AZURE_TOKEN_CREDENTIALS leaves, in lower case; any other value makes every sign-in fail.
 * @see https://learn.microsoft.com/azure/developer/javascript/sdk/authentication/credential-chains
 */
export const signInSelections: Readonly<Record<string, readonly SignInWay[]>> = {
  prod: ['environment', 'workload-identity', 'managed-identity'],
  dev: ['azure-cli', 'powershell', 'developer-cli'],
  environmentcredential: ['environment'],
  workloadidentitycredential: ['workload-identity'],
  managedidentitycredential: ['managed-identity'],
  azureclicredential: ['azure-cli'],
  azurepowershellcredential: ['powershell'],
  azuredeveloperclicredential: ['developer-cli'],
  visualstudiocodecredential: [],
};

/** What a token says of who it is for; read from its claims, without the token. */
export interface SignInIdentity {
  /** A user's sign-in name, or the id of an application. */
  readonly who?: string;
  readonly isApplication: boolean;
  readonly tenantId?: string;
  readonly objectId?: string;
  /** ISO 8601 UTC. */
  readonly expiresAt?: string;
}

/**
 * How one way went. `absent`: there is nothing to sign in with, the next way is tried. `refused`: there is something and it is not accepted;
 * later ways are not tried. `off`: AZURE_TOKEN_CREDENTIALS leaves it out.
 */
export type SignInAttempt =
  | { readonly way: SignInWay; readonly result: 'worked'; readonly identity: SignInIdentity }
  | { readonly way: SignInWay; readonly result: 'absent' | 'refused'; readonly why: string }
  | { readonly way: SignInWay; readonly result: 'off' };

/** One request to a service of Azure without any sign-in. */
export type EndpointProbe =
  | { readonly result: 'answered'; readonly host: string; readonly status: number; /** Of the answer, ISO 8601; absent when it had none. */ readonly date?: string; readonly sentAt: string; readonly receivedAt: string }
  /** `code` as the system or TLS says it: `ENOTFOUND`, `SELF_SIGNED_CERT_IN_CHAIN`. */
  | { readonly result: 'failed'; readonly host: string; readonly code: string; readonly message: string };
