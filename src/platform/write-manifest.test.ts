import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseManifest } from '../engine/load/manifest.ts';
import { withField, writeManifestField } from './write-manifest.ts';

const setting = { backend: 'azure-blob', account: 'stone', container: 'states' } as const;
const head = '"schema": 1, "id": "0f1e2d3c", "project": "shop"';

describe('a field of the manifest', () => {
  test.each([
    ['comments and trailing commas', `{\n  // ours\n  ${head}, /* and yours */\n  "environments": { "dev": { "protected": true, }, },\n}\n`],
    ['tabs', `{\n\t${head},\n\t"environments": {}\n}`],
    ['CRLF', `{\r\n    ${head},\r\n    "environments": { "dev": {} }\r\n}\r\n`],
    ['a byte order mark', `\uFEFF{ ${head} }`],
    ['another setting', `{ ${head}, "environments": { "dev": { "state": "local", "location": "westeurope" } } }`],
  ])('is set beside %s', (_what, before) => {
    const after = withField(before, ['environments', 'dev', 'state'], setting);
    expect(parseManifest(after).manifest.environments?.['dev']?.state).toEqual(setting);
    // What was there is still there, in its order, and the file keeps its line ends and mark.
    for (const kept of ['// ours', '/* and yours */', '"protected": true', '"location": "westeurope"']) {
      expect(after.includes(kept)).toBe(before.includes(kept));
    }
    expect(after.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
    expect(/[^\r]\n/.test(after)).toBe(before.includes('\r\n') ? false : after.includes('\n'));
    expect(withField(after, ['environments', 'dev', 'state'], setting)).toBe(after);
  });

  test('leaves all other fields what they were', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{3,9}$/), fc.jsonValue(), { maxKeys: 6 }), fc.constantFrom('  ', '\t', '    '), (others, indent) => {
        const { state: _state, ...rest } = others;
        const text = JSON.stringify(rest, null, indent);
        expect(JSON.parse(withField(text, ['state'], setting))).toEqual({ ...rest, state: setting });
      }),
    );
  });

  test('is written when it differs, and never so that the manifest would be refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atakora-manifest-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, '.atakora'));
    const file = join(folder, '.atakora/manifest.json');
    writeFileSync(file, `{ ${head} }`);
    expect(await writeManifestField(folder, ['state'], 'local')).toBe(true);
    expect(await writeManifestField(folder, ['state'], 'local')).toBe(false);
    const before = readFileSync(file, 'utf8');
    await expect(writeManifestField(folder, ['state'], 'nowhere')).rejects.toMatchObject({ code: 'ATK1103' });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
