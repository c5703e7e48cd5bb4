import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { RunReport } from '../../model/event.ts';
import { displayWidth } from '../text/display-width.ts';
import { reportLines } from './report-lines.ts';
import { createSurface } from './text-surface.ts';

const at = (name: string): Address => `main/${name}` as Address;

const report: RunReport = {
  failed: [
    { address: at('cosmos.main/account'), because: 'ServiceUnavailable: Sorry, we are currently experiencing high demand in West Europe region.', mend: 'Choose another region for this environment, or ask for quota.', location: 'atakora/backend.ts:12:3', elapsedMs: 78_000 },
    { address: at('vault.main/vault'), because: 'VaultAlreadyExists: the name is taken', mend: 'Set another name.' },
  ],
  skipped: [{ because: 'main/cosmos.main/account failed', addresses: Array.from({ length: 12 }, (_, index) => at(`api/function-${index}`)) }],
  unknown: [{ address: at('storage.main/account'), because: 'it goes on in Azure', find: 'atakora apply --attach --env qa' }],
  slow: [{ address: at('identity.main/identity'), elapsedMs: 65_000, usualMs: 20_000 }],
};

describe('the report of a run', () => {
  test.each([40, 80, 120])('is as reviewed at %i columns', async (width) => {
    const lines = reportLines(report, new Set(), createSurface({ width }));
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../../../snapshots/ui/report/${width}.txt`);
  });

  test('leaves out failures that stand right above, and says nothing of nothing', () => {
    const lines = reportLines(report, new Set(['main/cosmos.main/account']), createSurface({ width: 200 })).join('\n');
    expect(lines).not.toContain('ServiceUnavailable');
    expect(lines).toContain('VaultAlreadyExists');
    expect(reportLines(undefined, new Set(), createSurface({}))).toEqual([]);
    expect(reportLines({}, new Set(), createSurface({}))).toEqual([]);
  });
});
