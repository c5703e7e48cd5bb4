import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfiguration } from './configuration.ts';
import { newConfiguration, withEnvironment, withoutEnvironment } from './edit-configuration.ts';
import { writeProject } from './load-cases.fake.ts';

const library = new URL('../../index.ts', import.meta.url).href;

/** The environments that a configuration of this text has. */
async function environmentsOf(file: string, text: string): Promise<unknown> {
  const folder = writeProject({ 'package.json': '{ "type": "module" }' });
  writeFileSync(join(folder, file), text);
  return (await loadConfiguration(folder, library)).configuration.environments;
}

const several = `// ours
export default {
  environments: {
    // as prod
    staging: { extends: 'prod' }, // no locks
    demo: { protectStores: false } // last
  },
};
`;

describe('an environment of the configuration', () => {
  test.each<readonly [what: string, file: string, text: string]>([
    ['several lines', 'atakora.config.mjs', several],
    ['one line', 'atakora.config.mjs', `export default { environments: { staging: { extends: 'prod' }, demo: { protectStores: false } } };\n`],
    ['one line with a trailing comma', 'atakora.config.mjs', `export default { environments: { staging: { extends: 'prod' }, demo: { protectStores: false }, /* end */ } };\n`],
    ['names', 'atakora.config.mjs', `const environments = {\n\tstaging: { extends: 'prod' },\n\tdemo: { protectStores: false },\n};\nexport default { environments };\n`],
    ['CRLF', 'atakora.config.mjs', several.replaceAll('\n', '\r\n')],
    ['JSON with comments', 'atakora.config.json', `{\n  // ours\n  "environments": {\n    "staging": { "extends": "prod" }, // as prod\n    "demo": { "protectStores": false },\n  },\n}\n`],
    ['YAML', 'atakora.config.yaml', `# ours\nenvironments:\n  staging:\n    extends: prod # as prod\n  demo:\n    protectStores: false\n\n# end\n`],
  ])('is added and taken out again in a file of %s; everything else stays', async (_what, file, text) => {
    const before = await environmentsOf(file, text);
    const added = withEnvironment(text, file, 'pre-prod', 'staging');
    expect(await environmentsOf(file, added ?? '')).toEqual({ ...(before as object), 'pre-prod': { extends: 'staging' } });
    for (const comment of text.match(/(?:\/\/|\/\*|#) ?\w+/g) ?? []) {
      expect(added).toContain(comment);
    }
    expect(/[^\r]\n/.test(added ?? '')).toBe(text.includes('\r\n') ? false : text.includes('\n'));
    const removed = withoutEnvironment(added ?? '', file, 'pre-prod');
    expect(await environmentsOf(file, removed ?? '')).toEqual(before);
    const one = withoutEnvironment(added ?? '', file, 'demo');
    expect(await environmentsOf(file, one ?? '')).toEqual({ staging: { extends: 'prod' }, 'pre-prod': { extends: 'staging' } });
  });

  test.each<readonly [file: string, text: string]>([
    ['atakora.config.mjs', 'export default {};\n'],
    ['atakora.config.mjs', 'export default {\n  environments: {},\n};\n'],
    ['atakora.config.mjs', 'export default {\n  environments: {\n  },\n};\n'],
    ['atakora.config.json', '{}'],
    ['atakora.config.yaml', ''],
    ['atakora.config.yaml', '# nothing yet'],
  ])('is the first in %s: %j', async (file, text) => {
    expect(await environmentsOf(file, withEnvironment(text, file, 'demo', 'qa') ?? '')).toEqual({ demo: { extends: 'qa' } });
  });

  test('is the whole of a new configuration', async () => {
    // The test runner resolves the import of the library itself; the acceptance tests load the text as it is.
    const text = newConfiguration('pre-prod', 'prod').replace(/^import .*\n/, '').replace('defineConfig', '');
    expect(await environmentsOf('atakora.config.ts', text)).toEqual({ 'pre-prod': { extends: 'prod' } });
  });

  test.each<readonly [file: string, text: string]>([
    ['atakora.config.mjs', 'export default make();\n'],
    ['atakora.config.mjs', 'export default { environments: make() };\n'],
    ['atakora.config.yaml', 'environments: { demo: {} }\n'],
  ])('is left to people in %s: %j', (file, text) => {
    expect(withEnvironment(text, file, 'demo', 'qa')).toBeUndefined();
    expect(withoutEnvironment(text, file, 'demo')).toBeUndefined();
  });

  test('is gone with its block, and the last one leaves none', async () => {
    const text = 'environments:\n  demo:\n    monitoring:\n      retentionDays: 90\n';
    expect(await environmentsOf('atakora.config.yaml', withoutEnvironment(text, 'atakora.config.yaml', 'demo') ?? '')).toEqual({});
  });
});
