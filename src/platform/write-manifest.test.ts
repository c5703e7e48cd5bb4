import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseManifest } from '../engine/load/manifest.ts';
import { withJsonField, withoutJsonField } from '../engine/load/edit-configuration.ts';
import { addManifestField, removeManifestField, withField, writeManifestField } from './write-manifest.ts';

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

describe('an environment of the manifest', () => {
  test.each([
    ['comments and trailing commas', `{\n  // ours\n  ${head}, /* and yours */\n  "environments": {\n    "dev": { "protected": true, }, // here\n  },\n}\n`],
    ['one line', `{ ${head}, "environments": { "dev": { "state": "local" } } }`],
    ['none of the kind', `{\n  ${head}\n}\n`],
    ['an empty object', `{\n  ${head},\n  "environments": {}\n}\n`],
    ['CRLF', `{\r\n    ${head},\r\n    "environments": {\r\n        "dev": {}\r\n    }\r\n}\r\n`],
    ['a byte order mark', `\uFEFF{ ${head} }`],
  ])('is added beside %s and nothing else is written anew; taking it out gives the text back', (_what, before) => {
    const path = ['environments', 'demo'];
    const after = withJsonField(before, path, { location: 'uksouth' });
    expect(parseManifest(after).manifest.environments?.['demo']).toEqual({ location: 'uksouth' });
    // Strict JSON stays strict: a comma at the end comes only where there was one.
    expect(after.includes('},\n  },\n}')).toBe(before.includes('},\n}'));
    expect(/[^\r]\n/.test(after)).toBe(before.includes('\r\n') ? false : after.includes('\n'));
    const back = withoutJsonField(after, path) ?? '';
    expect(parseManifest(back).manifest.environments?.['demo']).toBeUndefined();
    if (before.includes('"dev"')) {
      expect(back).toBe(before);
    }
    expect(withoutJsonField(before, path)).toBeUndefined();
  });

  test('is one more of any that are there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{3,9}$/), fc.jsonValue(), { maxKeys: 4 }), fc.constantFrom(undefined, '  ', '\t'), fc.jsonValue(), (others, indent, value) => {
        const { demo: _demo, ...rest } = others;
        const text = JSON.stringify({ environments: rest }, null, indent);
        const plain = JSON.parse(JSON.stringify(value)) as never;
        const added = withJsonField(text, ['environments', 'demo'], plain);
        expect(JSON.parse(added)).toEqual({ environments: { ...rest, demo: plain } });
        // Taking any of them out leaves strict JSON with the others.
        for (const key of [...Object.keys(rest), 'demo']) {
          const { [key]: _gone, ...left } = { ...rest, demo: plain } as Readonly<Record<string, unknown>>;
          expect(JSON.parse(withoutJsonField(added, ['environments', key]) ?? '')).toEqual({ environments: left });
        }
      }),
    );
  });

  test('is written and removed only so that the manifest stays valid', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atakora-manifest-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, '.atakora'));
    writeFileSync(join(folder, '.atakora/manifest.json'), `{ ${head} }`);
    await expect(addManifestField(folder, ['environments', 'demo'], { colour: 'red' })).rejects.toMatchObject({ code: 'ATK1103' });
    expect(await addManifestField(folder, ['environments', 'demo'], {})).toBe(true);
    expect(await removeManifestField(folder, ['environments', 'demo'])).toBe(true);
    expect(await removeManifestField(folder, ['environments', 'demo'])).toBe(false);
  });
});
