import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRepository, synthesizeFolder } from './project-in-folder.ts';

const examples = readdirSync(inRepository('examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe('the examples', () => {
  it('are three', () => {
    expect(examples.map((entry) => entry.name).sort()).toEqual(['existing-template', 'feedback-api', 'uploads']);
  });

  for (const { name } of examples) {
    it(`${name} has no errors in any environment`, () => {
      for (const { addresses, errors } of synthesizeFolder(inRepository(`examples/${name}`), ['dev', 'qa', 'staging', 'prod'])) {
        expect(errors).toEqual([]);
        expect(addresses.length).toBeGreaterThan(10);
      }
    });
  }

  it('name handlers that exist', () => {
    const backends = examples.flatMap(({ name }) => readdirSync(inRepository(`examples/${name}/atakora`), { recursive: true, withFileTypes: true }));
    const missing = backends
      .filter((entry) => entry.name === 'resource.ts')
      .flatMap((entry) => {
        const file = join(entry.parentPath, entry.name);
        const path = /entry: '(\.[^']+)'/.exec(readFileSync(file, 'utf8'))?.[1];
        return path === undefined || existsSync(join(entry.parentPath, path)) ? [] : [`${file}: ${path}`];
      });
    expect(missing).toEqual([]);
  });
});
