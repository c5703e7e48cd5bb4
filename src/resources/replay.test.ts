import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allKinds } from './catalogue.ts';
import { agreement, agreementPage } from './recorded-agreement.fake.ts';
import { goldenFolder, replayAll, typeAndName } from './recorded-pairs.fake.ts';
import floors from './replay-floors.json' with { type: 'json' };

/**
 * What was sent is settled and compared with what Azure returned, outputs aside. The floors are what agreed when they were written
 * (`UPDATE=1` writes them and the page anew): no type may fall below its own.
 */
const page = 'docs/local-resource-types.md';
const missing = !existsSync(`${goldenFolder}/resources.jsonl`);
const update = process.env['UPDATE'] === '1';

describe('what Azure returned for what was sent', () => {
  it.skipIf(missing)('is what the local Azure returns, in no type less often than before', () => {
    const types = agreement(replayAll());
    if (update) {
      writeFileSync('src/resources/replay-floors.json', `${JSON.stringify(Object.fromEntries(types.map(({ type, agreeing, rowsAgreeing }) => [type, [agreeing, rowsAgreeing]])), null, 2).replaceAll(/\[\n\s+(\d+),\n\s+(\d+)\n\s+\]/g, '[$1, $2]')}\n`);
      writeFileSync(page, agreementPage(types));
    }
    const recorded = floors as unknown as Readonly<Record<string, readonly [number, number]>>;
    const fallen = types.filter(({ type, agreeing, rowsAgreeing }) => agreeing < (recorded[type]?.[0] ?? 0) || rowsAgreeing < (recorded[type]?.[1] ?? 0));
    expect(update ? [] : fallen.map(({ type }) => type)).toEqual([]);
  });

  it.skipIf(missing)('agrees in at least 95 of 100 paths overall', () => {
    const types = agreement(replayAll());
    const agreeing = types.reduce((sum, type) => sum + type.agreeing, 0);
    const compared = types.reduce((sum, type) => sum + type.compared, 0);
    expect(agreeing / compared).toBeGreaterThan(0.95);
  });

  it.skipIf(missing)('is known for every recorded type', () => {
    const known = new Set(allKinds().map((kind) => `${kind.type}:${kind.named ?? ''}`.toLowerCase()));
    const unknown = agreement(replayAll()).map(({ type }) => type).filter((type) => {
      const [own, named = ''] = typeAndName(type);
      return !known.has(`${own}:${named}`.toLowerCase());
    });
    expect(unknown).toEqual([]);
  });

  it.skipIf(missing || update)('is told in the docs', () => {
    expect(readFileSync(page, 'utf8')).toBe(agreementPage(agreement(replayAll())));
  });
});

if (missing) console.log(`skipped: ${goldenFolder}/resources.jsonl is not there`);
