import type { DoctorOutcome } from '../../model/doctor.ts';

/** All is well. */
export const wellOutcomes: readonly DoctorOutcome[] = [
  { check: 'node', status: 'ok', elapsedMs: 1, findings: [{ status: 'ok', summary: 'Node.js 24.21.0' }] },
  { check: 'project', status: 'ok', elapsedMs: 40, findings: [{ status: 'ok', summary: 'notes, 1 backend, 3 environments' }] },
];

/** Something of everything. */
export const illOutcomes: readonly DoctorOutcome[] = [
  ...wellOutcomes,
  {
    check: 'sign-in',
    status: 'problem',
    elapsedMs: 1200,
    findings: [
      { status: 'ok', summary: 'signed in by Azure CLI as anna@contoso.com in tenant 72f988bf-86f1-41af-91ab-2d7cd011db47' },
      { status: 'problem', summary: 'the subscription does not exist, or this sign-in does not see it', next: 'Check subscriptionId in the manifest, and `az account list`.', code: 'ATK1802', place: '.atakora/manifest.json:6:5' },
      { status: 'ok', summary: 'managed identity: this machine has none', detail: true },
    ],
  },
  { check: 'quotas', status: 'could-not-check', elapsedMs: 300, findings: [{ status: 'could-not-check', summary: 'nobody may read the quotas of westeurope', next: 'Ask for the role Reader.' }] },
  { check: 'git', status: 'warning', elapsedMs: 12, findings: [{ status: 'warning', summary: 'the folder is not in a repository: packages have no commit', next: 'Run `git init`.' }] },
];
