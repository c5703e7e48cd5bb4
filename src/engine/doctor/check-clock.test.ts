import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkClock } from './check-clock.ts';

const base = Date.UTC(2026, 0, 15, 10);

/** A machine that is `aheadMs` ahead, and an answer that took `tripMs`. */
function look(aheadMs: number, tripMs = 100, system = 'linux'): ReturnType<typeof checkClock> {
  const at = (ms: number): string => new Date(ms).toISOString();
  const answeredAt = Math.floor((base + tripMs / 2) / 1_000) * 1_000;
  return checkClock({ system, probe: { result: 'answered', host: 'h', status: 200, date: at(answeredAt), sentAt: at(base + aheadMs), receivedAt: at(base + tripMs + aheadMs) } });
}

describe('the check of the clock', () => {
  it('knows seconds from minutes, and ahead from behind', () => {
    expect(look(0)).toMatchObject([{ status: 'ok' }]);
    expect(look(90_000)).toMatchObject([{ status: 'warning', summary: expect.stringMatching(/8\d seconds|9\d seconds/) }]);
    expect(look(20 * 60_000)).toMatchObject([{ status: 'problem', summary: expect.stringContaining('20 minutes ahead of'), next: expect.stringContaining('timedatectl') }]);
    expect(look(-3 * 86_400_000, 100, 'win32')).toMatchObject([{ status: 'problem', summary: expect.stringContaining('3 days behind'), next: expect.stringContaining('w32tm') }]);
  });

  it('never blames the clock for a slow answer', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 600_000 }), (tripMs) => {
      expect(look(0, tripMs)).toMatchObject([{ status: 'ok' }]);
    }));
  });

  it('says when nothing told the time', () => {
    expect(checkClock({ system: 'linux', probe: { result: 'failed', host: 'h', code: 'ENOTFOUND', message: '' } })).toMatchObject([{ status: 'could-not-check' }]);
    expect(checkClock({ system: 'linux', probe: { result: 'answered', host: 'h', status: 200, sentAt: '', receivedAt: '' } })).toMatchObject([{ status: 'could-not-check' }]);
    expect(checkClock({ system: 'linux' })).toMatchObject([{ status: 'ok', summary: expect.stringContaining('local Azure') }]);
  });
});
