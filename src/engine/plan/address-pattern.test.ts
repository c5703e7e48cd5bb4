import { describe, expect, it } from 'vitest';
import { addressPattern, matchAddresses } from './address-pattern.ts';

const known = ['main/cosmos.main/account', 'main/cosmos.main/account.data', 'main/cosmos.reports/account', 'main/uploads/store', 'web/site/app'];

describe('a pattern of addresses', () => {
  it.each([
    ['main/uploads/store', ['main/uploads/store']],
    ['main/cosmos.*/**', ['main/cosmos.main/account', 'main/cosmos.main/account.data', 'main/cosmos.reports/account']],
    ['main/cosmos.*/account', ['main/cosmos.main/account', 'main/cosmos.reports/account']],
    ['main/*', []],
    ['main/**', known.slice(0, 4)],
    ['**/a??', ['web/site/app']],
    ['**', known],
    ['main.uploads.store', []],
    ['MAIN/uploads/store', []],
  ])('%s names %j', (pattern, expected) => {
    expect(known.filter(addressPattern(pattern))).toEqual(expected);
  });

  it.each([
    ['main/uploads/stor', 'Did you mean "main/uploads/store"?'],
    ['main/cosmos.main', 'Did you mean "main/cosmos.main/**"?'],
    ['main/cosmoss.main/**', 'Did you mean "main/cosmos.main"?'],
    ['main/*', 'Known: main/cosmos.main/**, main/cosmos.reports/**, main/uploads/**, web/site/**.'],
  ])('%s names nothing and is told the nearest', (pattern, hint) => {
    expect(() => matchAddresses('target', [pattern], known)).toThrow(expect.objectContaining({ code: 'ATK1505', message: `--target ${pattern} names nothing`, hint: expect.stringContaining(hint) as unknown }));
  });

  it('says so when there is nothing at all', () => {
    expect(() => matchAddresses('exclude', ['**'], [])).toThrow(expect.objectContaining({ code: 'ATK1505', hint: expect.stringContaining('There is nothing to name') as unknown }));
  });
});
