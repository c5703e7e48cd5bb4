import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/model/error-codes.ts';
import { generatedPages } from './generate.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('generated pages of the reference', () => {
  for (const page of generatedPages) {
    it(`${page.path} is what the code says (UPDATE=1 rewrites it)`, async () => {
      const text = await page.text();
      if (process.env['UPDATE'] === '1') {
        writeFileSync(`${root}${page.path}`, text);
      }
      expect(existsSync(`${root}${page.path}`) ? readFileSync(`${root}${page.path}`, 'utf8') : '').toBe(text);
    });
  }

  it('tells every error code once', async () => {
    const text = (await generatedPages.find((page) => page.path.endsWith('errors.md'))?.text()) ?? '';
    const rows = [...text.matchAll(/^\| (ATK\d{4}) \|/gm)].map((match) => match[1]);
    expect(rows.toSorted()).toEqual(Object.keys(errorCodes).toSorted());
  });
});
