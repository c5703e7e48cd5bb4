import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { refuseBlocked } from './refuse-blocked.ts';

const loses = (name: string): Diagnostic => diagnostic('error', 'ATK1502', `${name} would be deleted with the data in it`, { address: name, hint: `Name it with --allow-data-loss ${name}.` });

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
  it('stops for the first reason, counts the others, and names every flag that has to be given', () => {
    expect(refusal([diagnostic('warning', 'ATK1310', 'not published'), loses('main/a/x')])).toMatchObject({ code: 'ATK1502', message: 'main/a/x would be deleted with the data in it', address: 'main/a/x', hint: 'Name it with --allow-data-loss main/a/x.' });
    expect(refusal([loses('main/a/x'), loses('main/a/y')])).toMatchObject({ message: 'main/a/x would be deleted with the data in it (and 1 more, see the plan)', hint: 'To let all of that data go, add --allow-data-loss main/a/x --allow-data-loss main/a/y' });
  });

  it('keeps the mend of the first where flags alone would not do', () => {
    const guarded = diagnostic('error', 'ATK1501', 'main/a/p is protected and would be deleted', { address: 'main/a/p', hint: 'Unprotect it.' });
    expect(refusal([guarded, loses('main/a/x')])).toMatchObject({ code: 'ATK1501', hint: 'Unprotect it.' });
  });

  it('may lose data when a person types the name for it, and nothing else', () => {
    const typed = (diagnostics: readonly Diagnostic[]) => () => refuseBlocked({ diagnostics } as Plan, { lossIsTyped: true });
    expect(typed([loses('main/a/x'), loses('main/a/y')])).not.toThrow();
    expect(typed([loses('main/a/x'), diagnostic('error', 'ATK1501', 'main/a/p is protected', { address: 'main/a/p' })])).toThrow();
  });

  it('is one with errors: warnings do not stop it', () => {
    expect(refusal([diagnostic('warning', 'ATK1310', 'not published')])).toBeUndefined();
  });
});
