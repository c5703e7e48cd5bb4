import type { DoctorFinding, SignInAttempt, SignInWay } from '../../model/doctor.ts';
import { signInSelections } from '../../model/doctor.ts';
import { assertNever } from '../../model/assert-never.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import { detail, found, good } from './finding.ts';
import { findingOfPreflight } from './preflight-findings.ts';

export type SignInFacts =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'cloud';
      /** In the order of the chain. */
      readonly attempts: readonly SignInAttempt[];
      /** `AZURE_TOKEN_CREDENTIALS`; `''` when it is not set. */
      readonly selection: string;
      /** What the environment wants; absent without a project. */
      readonly tenantId?: string;
      /** What preflight says of it; absent when it was not asked. */
      readonly subscription?: { readonly id: string; readonly findings: readonly PreflightFinding[] };
    };

const titles: Readonly<Record<SignInWay, string>> = {
  environment: 'environment variables',
  'workload-identity': 'workload identity',
  'managed-identity': 'managed identity',
  'azure-cli': 'Azure CLI',
  powershell: 'Azure PowerShell',
  'developer-cli': 'Azure Developer CLI',
};

/** The attempt that decides: the first that is not absent. */
export function decidingAttempt(attempts: readonly SignInAttempt[]): SignInAttempt | undefined {
  return attempts.find(({ result }) => result === 'worked' || result === 'refused');
}

/** Somebody is signed in, by which way, to the tenant of the environment, and sees its subscription; what the ways before it said. */
export function checkSignIn(facts: SignInFacts): readonly DoctorFinding[] {
  if (facts.kind === 'local') return [good('the local Azure needs no sign-in')];
  const { attempts, tenantId, subscription, selection } = facts;
  if (selection.trim() !== '' && !Object.hasOwn(signInSelections, selection.trim().toLowerCase())) {
    return [found('problem', `AZURE_TOKEN_CREDENTIALS is "${selection}", which names no way to sign in: every sign-in fails`, 'Write dev, prod or the name of a credential, or unset it: `unset AZURE_TOKEN_CREDENTIALS`.', 'ATK1801')];
  }
  const decided = decidingAttempt(attempts);
  if (decided === undefined) {
    return [found('problem', 'nobody is signed in to Azure', `Sign in: \`az login${tenantId === undefined ? '' : ` --tenant ${tenantId}`}\`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.`, 'ATK1801'), ...failures(attempts)];
  }
  if (decided.result === 'refused') {
    return [found('problem', `the sign-in by ${titles[decided.way]} is refused, and no other way is tried after it: ${decided.why}`, refusedMend(decided.way), 'ATK1801'), ...failures(attempts.filter((attempt) => attempt !== decided))];
  }
  return decided.result === 'worked' ? [good(signedIn(decided)), ...tenantFindings(decided, tenantId), ...subscriptionFindings(subscription), ...passedOver(attempts, decided)] : [];
}

type Worked = Extract<SignInAttempt, { readonly result: 'worked' }>;

function signedIn({ way, identity: { who, isApplication, tenantId } }: Worked): string {
  const name = who === undefined ? 'an identity without a name' : isApplication ? `application ${who}` : who;
  return `signed in by ${titles[way]} as ${name}${tenantId === undefined ? '' : ` in tenant ${tenantId}`}`;
}

function tenantFindings({ way, identity }: Worked, wanted: string | undefined): readonly DoctorFinding[] {
  const { tenantId } = identity;
  if (wanted === undefined || tenantId === undefined || tenantId.toLowerCase() === wanted.toLowerCase()) return [];
  return [found('problem', `the sign-in is for tenant ${tenantId}, and the environment is in ${wanted}`, way === 'azure-cli' ? `Sign in there: \`az login --tenant ${wanted}\`.` : `Sign in to tenant ${wanted}, or correct tenantId in the manifest.`, 'ATK1801')];
}

function subscriptionFindings(subscription: Extract<SignInFacts, { readonly kind: 'cloud' }>['subscription']): readonly DoctorFinding[] {
  if (subscription === undefined) return [];
  return subscription.findings.length === 0 ? [good(`subscription ${subscription.id} is there and can be read`)] : subscription.findings.map(findingOfPreflight);
}

/** What the ways that do not decide said, one line each. They are no trouble while another works. */
function failures(attempts: readonly SignInAttempt[]): readonly DoctorFinding[] {
  return attempts.map((attempt) => detail(`${titles[attempt.way]}: ${said(attempt)}`));
}

function said(attempt: SignInAttempt): string {
  switch (attempt.result) {
    case 'absent':
    case 'refused':
      return attempt.why;
    case 'off':
      return 'left out by AZURE_TOKEN_CREDENTIALS';
    case 'worked':
      return 'would work';
    default:
      return assertNever(attempt);
  }
}

function passedOver(attempts: readonly SignInAttempt[], decided: Worked): readonly DoctorFinding[] {
  return failures(attempts.filter((attempt) => attempt !== decided));
}

function refusedMend(way: SignInWay): string {
  switch (way) {
    case 'environment':
      return 'Correct AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or leave them out: `env -u AZURE_CLIENT_ID atakora doctor`.';
    case 'workload-identity':
      return 'Check the federated credential of the application: issuer, subject and audience must be those of the token.';
    case 'managed-identity':
      return 'Check that the identity named by AZURE_CLIENT_ID is assigned to this machine.';
    case 'azure-cli':
      return 'Sign in again: `az login`.';
    case 'powershell':
      return 'Sign in again: `Connect-AzAccount`.';
    case 'developer-cli':
      return 'Sign in again: `azd auth login`.';
  }
}
