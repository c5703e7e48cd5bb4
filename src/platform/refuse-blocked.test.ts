import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { refuseBlocked } from './refuse-blocked.ts';

const loses = (name: string): Diagnostic => diagnostic('error', 'ATK1502', `${name} would be deleted with the data in it`, { address: name });

function refusal(diagnostics: readonly Diagnostic[]): AtakoraError | undefined {
  try {
    refuseBlocked({ diagnostics } as Plan);
    return undefined;
  } catch (error) {
    if (error instanceof AtakoraError) return error;
    throw error;
  }
}

describe('a plan that may not be applied', () => {
  it('names all that lose their data with the flags to give, and says no reason a second time', () => {
    const refused = refusal([diagnostic('warning', 'ATK1310', 'not published'), loses('main/a/x'), loses('main/a/y')]);
    expect(refused).toMatchObject({ code: 'ATK1502', message: 'nothing is applied, because of main/a/x, main/a/y: the plan says why', hint: 'To let the data go, add --allow-data-loss main/a/x --allow-data-loss main/a/y' });
  });

  it('keeps code and mend of the first where a flag alone would not do, and counts what is too many to name', () => {
    const guarded = diagnostic('error', 'ATK1501', 'main/a/p is protected and would be deleted', { address: 'main/a/p', hint: 'Unprotect it.' });
    const refused = refusal([guarded, loses('main/a/x'), loses('main/a/y'), loses('main/a/z')]);
    expect(refused).toMatchObject({ code: 'ATK1501', message: 'nothing is applied, because of main/a/p, main/a/x, main/a/y and 1 more: the plan says why', hint: 'Unprotect it.' });
  });

  it('is one with errors: warnings do not stop it', () => {
    expect(refusal([diagnostic('warning', 'ATK1310', 'not published')])).toBeUndefined();
  });
});
