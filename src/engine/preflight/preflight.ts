import type { AzureFailure } from '../../model/azure-failure.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Preflight, PreflightCheck, PreflightFinding, PreflightOutcome, PreflightSeverity } from '../../model/preflight.ts';
import { preflightChecks } from '../../model/preflight.ts';
import { checkDeleted } from './check-deleted.ts';
import { checkLimits } from './check-limits.ts';
import { checkNames } from './check-names.ts';
import { checkPermissions } from './check-permissions.ts';
import { checkProviders } from './check-providers.ts';
import { checkQuotas } from './check-quotas.ts';
import { checkRegions } from './check-regions.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkSignIn } from './check-sign-in.ts';
import { checkValidation } from './check-validation.ts';
import type { Check, PreflightInput } from './preflight-input.ts';

const checks: Readonly<Record<PreflightCheck, Check>> = {
  'sign-in': checkSignIn,
  permissions: checkPermissions,
  providers: checkProviders,
  names: checkNames,
  deleted: checkDeleted,
  regions: checkRegions,
  quotas: checkQuotas,
  validation: checkValidation,
  limits: checkLimits,
  secrets: checkSecrets,
};

/**
 * Everything that can be known before an apply, all at once: every finding, not only the first. Changes nothing, takes no lock.
 * @param wanted Looks at these alone; all of them when absent.
 */
export async function preflight(input: PreflightInput, wanted: readonly PreflightCheck[] = preflightChecks): Promise<Preflight> {
  const results = await Promise.all(wanted.map((check) => runCheck(check, input)));
  const signIn = results.find(({ outcome }) => outcome.check === 'sign-in')?.findings ?? [];
  // Without a sign-in every other check says the same.
  if (signIn.some(({ severity }) => severity === 'blocker')) return { outcomes: results.map(({ outcome }) => outcome), findings: signIn };
  const findings = results.flatMap((result) => result.findings);
  // Azure's validation refuses the same names, of those that apply recovers too.
  const isToldBetter = findings.some(({ check, code }) => check === 'deleted' && code === 'ATK1806') || (input.recovered?.size ?? 0) > 0;
  return { outcomes: results.map(({ outcome }) => outcome), findings: isToldBetter ? findings.filter(({ check, code }) => check !== 'validation' || code !== 'ATK1806') : findings };
}

async function runCheck(check: PreflightCheck, input: PreflightInput): Promise<{ readonly outcome: PreflightOutcome; readonly findings: readonly PreflightFinding[] }> {
  const since = input.clock.monotonicMs();
  const findings = await findingsOf(check, input);
  return { outcome: { check, result: worst(findings), elapsedMs: Math.round(input.clock.monotonicMs() - since) }, findings };
}

async function findingsOf(check: PreflightCheck, input: PreflightInput): Promise<readonly PreflightFinding[]> {
  try {
    return await checks[check](input);
  } catch (error) {
    input.signal?.throwIfAborted();
    if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
    const { advice } = (error.cause ?? {}) as Partial<AzureFailure>;
    return [{ check, severity: 'could-not-check', code: error.code, summary: `${titles[check]} could not be checked: ${error.message}`, hint: advice?.hint ?? error.hint }];
  }
}

/** What each check is about, as the start of a sentence. */
const titles: Readonly<Record<PreflightCheck, string>> = {
  'sign-in': 'The sign-in',
  permissions: 'Permissions',
  providers: 'Resource providers',
  names: 'Names',
  deleted: 'Deleted namesakes',
  regions: 'Regions and tiers',
  quotas: 'Quotas',
  validation: 'Templates',
  limits: 'Limits',
  secrets: 'Secrets',
};

const order: readonly PreflightSeverity[] = ['blocker', 'could-not-check', 'warning'];

function worst(findings: readonly PreflightFinding[]): PreflightOutcome['result'] {
  return order.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'passed';
}
