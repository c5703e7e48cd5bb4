import { describe, expect, it } from 'vitest';
import type { DoctorOutcome } from '../../model/doctor.ts';
import { displayWidth } from '../../ui/text/display-width.ts';
import type { ReportLook } from './doctor-text.ts';
import { outcomeText, totalText } from './doctor-text.ts';

const look: ReportLook = { width: 40, color: false, ascii: false, screenReader: false, verbosity: 'normal' };
const outcome: DoctorOutcome = {
  check: 'sign-in',
  status: 'problem',
  elapsedMs: 12,
  findings: [
    { status: 'ok', summary: 'signed in by Azure CLI as anna@contoso.com in tenant 72f988bf-86f1-41af-91ab-2d7cd011db47' },
    { status: 'problem', summary: 'the subscription does not exist, or this sign-in does not see it', next: 'Check subscriptionId in the manifest, and `az account list`.', code: 'ATK1802', place: 'atakora/backend.ts:3' },
    { status: 'ok', summary: 'managed identity: this machine has none', detail: true },
    { status: 'could-not-check', summary: 'odd\u001B[31m\nname', next: 'Look.' },
  ],
};

describe('the report of doctor', () => {
  it('fits into forty columns and shows no control characters', () => {
    const text = outcomeText(outcome, look);
    expect(text).toMatchInlineSnapshot(`
      "✓ Sign-in: signed in by Azure CLI as
        anna@contoso.com in tenant
        72f988bf-86f1-41af-91ab-2d7cd011db47
      ✗ Sign-in: the subscription does not
        exist, or this sign-in does not see it
        (ATK1802)
        at atakora/backend.ts:3
        → Check subscriptionId in the
          manifest, and \`az account list\`.
      • Sign-in: managed identity: this
        machine has none
      ? Sign-in: odd name
        → Look.
      "
    `);
    for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(40);
  });

  it('says each status by a word where signs are not read, and by ASCII where it is wanted', () => {
    expect(outcomeText(outcome, { ...look, width: undefined, screenReader: true }).split('\n').map((line) => line.split(':')[0])).toEqual(['ok', 'problem', '  at atakora/backend.ts', '  mend', 'note', 'not checked', '  mend', '']);
    expect(outcomeText(outcome, { ...look, ascii: true })).toMatch(/^[ -~\n]+$/);
    expect(outcomeText(outcome, { ...look, color: true })).toContain('\u001B[91m✗');
  });

  it('leaves out what is well when quiet, and says the time when verbose', () => {
    expect(outcomeText(outcome, { ...look, verbosity: 'quiet' })).not.toContain('✓');
    expect(outcomeText({ ...outcome, findings: outcome.findings.slice(0, 1) }, { ...look, verbosity: 'quiet' })).toBe('');
    expect(outcomeText(outcome, { ...look, verbosity: 'verbose' })).toContain('  12 ms');
  });

  it('ends with what was found', () => {
    expect(totalText([outcome], look)).toBe('Found 1 problem, 1 not checked.\n');
    expect(totalText([], look)).toBe('Nothing is wrong.\n');
  });
});
